import assert from "node:assert/strict";
import { parseDotEnv, unknownFunctions, variablesOf } from "../../../src/local/start/dotenv";

describe("parseDotEnv", () => {
  const values: [string, string, string][] = [
    ["a plain value", "A=1", "1"],
    ["spaces around", "  A =  x y  ", "x y"],
    ["export", "export A=1", "1"],
    ["double quotes", 'A="a # b\\n\\"c\\""', 'a # b\n"c"'],
    ["single quotes", "A='a\\n'", "a\\n"],
    ["quotes over several lines", 'A="one\ntwo"', "one\ntwo"],
    ["a comment behind", "A=1 # one", "1"],
    ["a value with =", "A=b=c", "b=c"],
    ["nothing", "A=", ""],
    ["Windows line ends", "B=2\r\nA=1\r\n", "1"],
    ["a later one wins", "A=1\nA=2", "2"],
    ["a line that also stands in a comment", "# A=1\nA=1", "1"],
  ];
  for (const [what, text, expected] of values) {
    it(`reads ${what}`, () => {
      const { all, problems } = parseDotEnv(text);
      assert.equal(all.A, expected);
      assert.deepEqual(problems, []);
    });
  }

  it("keeps a function's variables apart from those of all", () => {
    const dotenv = parseDotEnv("# two\nA=1\nB=1\nplaceOrder.B=2\n\nplaceOrder.AWS_PROFILE=me");
    assert.deepEqual(variablesOf(dotenv, "placeOrder"), { A: "1", B: "2", AWS_PROFILE: "me" });
    assert.deepEqual(variablesOf(dotenv, "getIndex"), { A: "1", B: "1" });
  });

  const refused: [string, RegExp][] = [
    ["A=1\nAWS_ACCESS_KEY_ID=x", /^\.env line 2: AWS_ACCESS_KEY_ID may not be set: .*AWS_PROFILE/],
    ["one.AWS_SECRET_ACCESS_KEY=x", /line 1: one\.AWS_SECRET_ACCESS_KEY may not be set/],
    ["AWS_SESSION_TOKEN=x", /may not be set/],
    ["AWS_ENDPOINT_URL=x", /AWS_ENDPOINT_URL_<SERVICE>/],
    ["AWS_REGION=x", /AWS_REGION may not be set: Lambda sets it itself/],
    ["one._HANDLER=x", /one\._HANDLER may not be set: Lambda sets it itself/],
    ["AWS_LAMBDA_FUNCTION_NAME=x", /Lambda sets it itself/],
    ["GATEHOUSE_ACCESS_KEY_ID=x", /GATEHOUSE_ACCESS_KEY_ID may not be set: call, invoke/],
    ["one.GATEHOUSE_CALLS={}", /one\.GATEHOUSE_CALLS may not be set/],
    ["A=1\nhello", /^\.env line 2: expected NAME=value/],
    ["1A=x", /line 1: "1A" is not a name/],
    ["a.b.C=x", /"a\.b\.C" is not a name/],
  ];
  for (const [text, expected] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const { problems } = parseDotEnv(text);
      assert.equal(problems.length, 1);
      assert.match(problems[0]!, expected);
    });
  }

  it("never shows a value in a problem", () => {
    const { problems } = parseDotEnv("AWS_ACCESS_KEY_ID=secret\n1A=secret\nsecret secret");
    assert.equal(problems.length, 3);
    assert.doesNotMatch(problems.join("\n"), /secret\b(?!_)/);
  });

  it("keeps the prototype of all objects out of reach", () => {
    const dotenv = parseDotEnv("__proto__.POLLUTED=1\nconstructor.POLLUTED=1");
    assert.equal(({} as Record<string, unknown>).POLLUTED, undefined);
    assert.equal((Object as unknown as Record<string, unknown>).POLLUTED, undefined);
    assert.equal(unknownFunctions(dotenv, ["placeOrder"]).length, 2);
  });

  it("names functions that do not exist", () => {
    const dotenv = parseDotEnv("placeOrdr.A=1");
    const [problem] = unknownFunctions(dotenv, ["placeOrder"]);
    assert.equal(problem, '.env: "placeOrdr." names no function; there are placeOrder.');
  });
});
