import assert from "node:assert/strict";
import { buildModel } from "../../src/model";
import type { ProgramSettings } from "../../src/model";
import { endpoint, lambdaAuthorizer } from "../../src/spec";

const partners = lambdaAuthorizer({
  ...{ type: "token", identitySource: "header:Authorization", cacheSeconds: 0 },
});
const getStock = endpoint("GET /stock", { access: "custom", authorizer: partners });
const build = (program: ProgramSettings) =>
  buildModel({ partners, getStock }, { api: "shop", stack: "dev", program });

describe("the options of the program", () => {
  const refused: [string, ProgramSettings, RegExp][] = [
    [
      "a row's timeout",
      { functions: { getStock: { timeoutSeconds: 30 } } },
      /functions\.getStock\.timeoutSeconds.*1 to 29, found 30/,
    ],
    [
      "a timeout of every row",
      { defaults: { timeoutSeconds: 60 } },
      /defaults\.timeoutSeconds.*1 to 29, found 60/,
    ],
    [
      "too little memory",
      { defaults: { memoryMegabytes: 64 } },
      /defaults\.memoryMegabytes.*128 to 10240, found 64/,
    ],
    [
      "an origin with a path",
      { cors: { origins: ["https://a.example/x"] } },
      /new SecuredApi: `cors\.origins/,
    ],
  ];
  for (const [title, program, message] of refused) {
    it(`are refused as the table's are: ${title}`, () => {
      assert.throws(() => build(program), message);
    });
  }

  it("let a function that answers no row take longer", () => {
    const { authorizers, endpoints } = build({
      functions: { partners: { timeoutSeconds: 60 }, getStock: { timeoutSeconds: 5 } },
    });
    assert.deepEqual([authorizers[0]?.timeoutSeconds, endpoints[0]?.timeoutSeconds], [60, 5]);
  });
});
