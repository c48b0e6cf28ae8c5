import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { drift } from "../../../src/cli/drift/run";
import { DriftError } from "../../../src/cli/drift/live-source";
import { main } from "../../../src/cli/drift";
import { temporaryFolder } from "../../app/running";
import { withAwsEnvironment } from "../../support/aws-environment";
import { answersAfter, cases, program, type Answers } from "./answers";
import { keys, standIn, type StandIn } from "./stand-in";

const folder = temporaryFolder("drift");
const graph = path.join(folder, "program.json");
const ids = path.join(folder, "ids.json");
const stackExport = (resources: object[]) => ({ version: 3, deployment: { resources } });

/** A folder with the answers, as `--save` writes them. */
function saved(name: string, answers: Answers): string {
  const target = path.join(folder, name);
  for (const [file, answer] of Object.entries(answers)) {
    fs.mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    fs.writeFileSync(path.join(target, file), JSON.stringify(answer));
  }
  return target;
}

const named = (name: string) => answersAfter(cases.find((one) => one.name === name)!.edits);

describe("npm run drift", function () {
  this.timeout(300_000);
  before(() => {
    fs.writeFileSync(graph, JSON.stringify(program));
    fs.writeFileSync(ids, JSON.stringify(stackExport([])));
  });

  describe("over the wire", () => {
    let server: StandIn;
    const ask = (env: object = {}, more: object = {}) =>
      withAwsEnvironment(
        {
          AWS_ACCESS_KEY_ID: keys.accessKeyId,
          AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
          AWS_ENDPOINT_URL: "http://127.0.0.1:1",
          ...Object.fromEntries(
            ["API_GATEWAY", "IAM", "LAMBDA", "COGNITO_IDENTITY_PROVIDER", "COGNITO_IDENTITY"].map(
              (name) => [`AWS_ENDPOINT_URL_${name}`, server.url],
            ),
          ),
          ...env,
        },
        () => drift({ directory: folder, stack: "prod", graph, ids, ...more }, { print: () => {} }),
      );
    afterEach(() => server.close());

    it("finds nothing where nothing was changed by hand, and only reads", async () => {
      server = await standIn(answersAfter([]));
      assert.deepEqual((await ask()).changes, []);
      const changing = server.asked.filter((one) => /^(apigateway|lambda) (?!GET)/.test(one));
      assert.deepEqual(changing, []);
      assert.ok(server.asked.some((one) => one.includes("/exports/oas30?extensions=apigateway")));
      assert.ok(server.asked.some((one) => one.includes("includeValues=false")));
      assert.ok(!server.asked.some((one) => one.includes("includeValues=true")));
    });

    it("reads every page of a list", async () => {
      server = await standIn(named("a plan of another program covers the stage"));
      const { changes } = await ask();
      assert.deepEqual(
        changes.map(({ who }) => who),
        ["key made-by-hand"],
      );
    });

    it("slows down where AWS asks it to", async () => {
      server = await standIn(answersAfter([]));
      server.busy = 2;
      assert.deepEqual((await ask()).changes, []);
    });

    it("saves answers that give the same result, and no secret", async () => {
      server = await standIn(named("a client is added by hand"));
      const target = path.join(folder, "kept");
      const first = await ask({}, { save: target });
      const again = await ask({}, { exported: target });
      assert.deepEqual(again.changes, first.changes);
      const all = fs.readdirSync(target, { recursive: true, withFileTypes: true });
      for (const file of all.filter((one) => one.isFile())) {
        const text = fs.readFileSync(path.join(file.parentPath, file.name), "utf8");
        assert.ok(!text.includes("a-secret-that-nobody-may-see"));
      }
    });

    it("says what AWS said where the credentials are wrong", async () => {
      server = await standIn(answersAfter([]));
      await assert.rejects(
        ask({ AWS_SECRET_ACCESS_KEY: "another", AWS_SESSION_TOKEN: "a-session-token" }),
        (error) =>
          error instanceof DriftError &&
          /^apigateway GetApiKeys: AWS refuses the credentials \(The request signature/.test(
            error.message,
          ) &&
          !error.message.includes("a-session-token"),
      );
    });

    it("says so where there are no credentials", async () => {
      server = await standIn(answersAfter([]));
      await assert.rejects(ask({ AWS_ACCESS_KEY_ID: undefined }), /AWS_ACCESS_KEY_ID/);
    });
  });

  describe("names", () => {
    const twice = () =>
      answersAfter([
        {
          answer: "apigateway/get-rest-apis.json",
          at: ["items", 1],
          to: { id: "0ther0ther", name: "shop-prod" },
        },
      ]);
    const compare = (resources: object[]) => {
      const file = path.join(folder, "some-ids.json");
      fs.writeFileSync(file, JSON.stringify(stackExport(resources)));
      const exported = saved("twice", twice());
      return drift(
        { directory: folder, stack: "prod", graph, ids: file, exported },
        { print: () => {} },
      );
    };

    it("asks for the stack's ids where AWS has two of a name", async () => {
      await assert.rejects(compare([]), /AWS has 2 named "shop-prod"\. Say which by --ids/);
    });

    it("takes the id that the stack's export names", async () => {
      const type = "aws:apigateway/restApi:RestApi";
      const urn = `urn:pulumi:prod::shop::${type}::shop`;
      assert.deepEqual((await compare([{ urn, type, id: "b3kqz8w1x9" }])).changes, []);
    });
  });

  describe("the command", () => {
    const run = async (...words: string[]) => {
      const [log, error] = [console.log, console.error];
      const out: string[] = [];
      const problems: string[] = [];
      console.log = (text) => void out.push(text);
      console.error = (text) => void problems.push(text);
      try {
        const code = await main(["--graph", graph, "--ids", ids, ...words]);
        return { code, out: out.join("\n"), problems: problems.join("\n") };
      } finally {
        Object.assign(console, { log, error });
      }
    };

    it("ends with 0 where nothing differs", async () => {
      const { code, out } = await run("--export", saved("same", answersAfter([])));
      assert.equal(code, 0);
      assert.equal(out, "AWS allows the callers that the program says, and no others.");
    });

    it("ends with 2 where something does, in the words of npm run diff", async () => {
      const { code, out } = await run("--export", saved("wider", named("sign-up is opened")));
      assert.equal(code, 2);
      assert.equal(
        out,
        `AWS against the program (WIDER: AWS lets more in):

WIDER     user pool customers
          self sign-up: the invited → anyone
          gains: anyone

1 wider, 0 narrower, 0 other.`,
      );
    });

    it("ends with 0 at something narrower where it was to fail on wider", async () => {
      const exported = saved("narrower", named("a key is disabled"));
      assert.equal((await run("--export", exported, "--fail-on", "wider")).code, 0);
      assert.equal((await run("--export", exported)).code, 2);
    });

    const wrong: [string, string[], RegExp][] = [
      ["a folder is not there", ["--export", "/nowhere"], /no such folder/],
      ["the API is not there", ["--export", saved("none", {})], /none of the program's APIs/],
      ["a profile is not there", ["--profile", "typo"], /no AWS credentials .*\[typo\]/],
      ["a flag is not known", ["--what"], /--what/],
      ["a format is none", ["--format", "yaml"], /expected text, markdown, json, sarif/],
    ];
    for (const [title, words, message] of wrong)
      it(`ends with 1 where ${title}`, async () => {
        fs.mkdirSync(path.join(folder, "none"), { recursive: true });
        const { code, problems } = await run(...words);
        assert.equal(code, 1);
        assert.match(problems, message);
      });
  });
});
