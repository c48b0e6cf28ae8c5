import assert from "node:assert/strict";
import { deploy, type Deployment } from "./deploy";

const one = `export const getIndex = endpoint("GET /", { access: "public" });`;
const broken = { "handlers/get-index.ts": "export const handler = ;\n" };

describe("SecuredApi says what is wrong", function () {
  this.timeout(60_000);

  const cases: [string, Deployment, RegExp][] = [
    [
      "all problems of the table",
      {
        spec: `${one}
          export const getOther = endpoint("GET /other", { access: "cognito" } as never);
          export const getMore = endpoint("GET /more", { access: "nobody" } as never);`,
      },
      /The table has \d problems:[^]*getMore[^]*getOther/,
    ],
    [
      "a row without a handler",
      { spec: one, files: { "handlers/get-index.ts": "", "handlers/read.test.ts": "x" } },
      /getIndex[^]*get-index/,
    ],
    [
      "a handler without a row",
      { spec: one, files: { "handlers/get-lost.ts": "export const handler = 1;" } },
      /get-lost/,
    ],
    [
      "a folder of handlers that is not there",
      { spec: one, options: `{ handlers: "lambdas" }` },
      /^handlers: there is no folder .*lambdas/,
    ],
    [
      "a handler that does not parse, with file and line",
      { spec: one, files: broken },
      /^(?!error serializing).*handlers\/get-index\.ts:1:24/,
    ],
    [
      "a function that the table lacks",
      { spec: one, options: `{ functions: { getIndx: {} } } as never` },
      /functions: getIndx is no row, authorizer or trigger of the table\. Expected names among: getIndex\./,
    ],
    [
      "a trigger's environment that reads what is made after it",
      {
        spec: `${one}
          export const welcome = trigger();
          export const customers = userPool({ signUp: "anyone", triggers: { postConfirmation: welcome } });`,
        options: `{ defaults: { environment: ({ userPools }) => ({ CLIENT: userPools.customers.clientId }) } }`,
      },
      /^welcome: its environment reads userPools, which is made after the triggers\. Expected .*`functions`/,
    ],
    [
      "full request logging",
      {
        spec: one,
        options: `{ transform: { "aws:apigateway/methodSettings:MethodSettings": (args) => ({
          ...args, settings: pulumi.output(args.settings).apply((settings) => ({ ...settings, dataTraceEnabled: true })) }) } }`,
      },
      /dataTraceEnabled writes keys, tokens and bodies into the log\. Expected false, found true/,
    ],
  ];
  for (const [what, deployment, message] of cases) {
    it(what, async () => {
      await assert.rejects(deploy(deployment), (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /node_modules/);
        return true;
      });
    });
  }

  it("keeps a broken handler as a function that throws, where that is asked for", async () => {
    const { inputs, printed } = await deploy(
      { spec: one, files: broken },
      { brokenHandlers: "keep" },
    );
    assert.match(
      inputs("Function", "getIndex").code.assets["index.js"].text,
      /throw new Error\(".*handlers\/get-index\.ts:1:24/,
    );
    assert.match(printed.join("\n"), /handlers\/get-index\.ts:1:24/);
  });
});
