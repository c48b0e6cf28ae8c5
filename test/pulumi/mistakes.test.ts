import assert from "node:assert/strict";
import path from "node:path";
import { deploy, type Deployment } from "./deploy";

const root = path.join(__dirname, "../..");

const one = `export const getIndex = endpoint("GET /", { access: "public" });`;
const broken = { "handlers/get-index.ts": "export const handler = ;\n" };

const callbackTrigger = {
  spec: `${one}
    export const welcome = trigger();
    export const customers = userPool({ signUp: "anyone", triggers: { postConfirmation: welcome } });`,
  files: {
    "handlers/welcome.ts": "export const handler = (event, context, done) => done(null, event);",
  },
};

describe("SecuredApi says what is wrong", function () {
  this.timeout(300_000);

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
      "where two rows of one route stand, in two files",
      {
        spec: `${one}
          export * from "./more";`,
        files: {
          "api-spec/more.ts": `import { endpoint } from "${root}/src/spec";\n\nexport const getMore = endpoint("GET /", { access: "public" });`,
          "handlers/get-more.ts": "export const handler = async () => ({});",
        },
      },
      /getIndex \(GET \/\) at api-spec\/index\.ts:3: its route is also that of another row\. Expected .*, found getIndex at api-spec\/index\.ts:3 and getMore at api-spec\/more\.ts:3\./,
    ],
    [
      "where a plan of a record stands",
      {
        spec: `${one}
          export const plans = {
            free: usagePlan({ throttle: { rateLimit: 0, burstLimit: 1 } }),
          };`,
      },
      /plans\.free at api-spec\/index\.ts:5: /,
    ],
    [
      "a row that is used above its declaration in one file",
      {
        spec: `export const getFirst = endpoint("GET /first", { access: "public", calls: [getLater] });
          export const getLater = endpoint("GET /later", { access: "public" });`,
      },
      /getFirst \(api-spec\/index\.ts:3\): it uses getLater, which is declared further down, at api-spec\/index\.ts:4\. Expected getLater above line 3\. Move its declaration above getFirst\./,
    ],
    [
      "a handler in a folder below",
      {
        spec: one,
        files: {
          "handlers/get-index.ts": "",
          "handlers/front/get-index.ts": "export const handler = 1;",
        },
      },
      /getIndex \(GET \/\) at api-spec\/index\.ts:3: its handler lies in a folder below\. Expected handlers\/get-index\.ts, found handlers\/front\/get-index\.ts\. Move /,
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
      "a handler that its file does not export",
      {
        spec: one,
        files: {
          "handlers/get-index.ts": "import 'node:fs';\nconst handler = async () => ({});\n",
        },
      },
      /^getIndex: handlers\/get-index\.ts has no handler for it, expected `export const handler`, found `handler` without `export` at handlers\/get-index\.ts:2\./,
    ],
    [
      "a trigger with a callback, which does not start on the runtime that it gets",
      callbackTrigger,
      /^welcome: handlers\/welcome\.ts:1 declares a handler with 3 parameters\. Lambda starts no handler with a callback from nodejs24\.x on\. Expected an async function/,
    ],
    [
      "all that is wrong with the bundles of functions",
      {
        spec: one,
        options: `{ defaults: { bundle: { external: ["sharp"] } }, functions: { getIndex: { bundle: { files: { "a.txt": "a.txt" } } } } }`,
      },
      /^functions\.getIndex\.bundle\.external: nothing carries sharp[^]*\nfunctions\.getIndex\.bundle\.files: there is no a\.txt/,
    ],
    [
      "a function that a transform renames",
      {
        spec: one,
        options: `{ transform: { "aws:lambda/function:Function": (args) => ({ ...args, name: "other" }) } }`,
      },
      /^getIndex: a transform names its function otherwise\. Expected shop-dev-getIndex, .* found other\. Take `name` out of the transform\./,
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

  it("names a variable that a function reads and its environment does not hold", async () => {
    const files = {
      "handlers/get-index.ts": `
        export const handler = async () => ({ statusCode: 200, body: process.env.TABLE! + process.env.OTHER });`,
    };
    const options = `{ functions: { getIndex: { environment: { OTHER: pulumi.output("x") } } } }`;
    const { printed } = await deploy({ spec: one, files, options });
    assert.deepEqual(
      printed
        .filter((line) => /reads/.test(line))
        .map((line) => line.replace(/^.*?(?=getIndex)/, "")),
      [
        "getIndex: handlers/get-index.ts:2 reads TABLE, which its environment does not hold. Expected it in functions.getIndex.environment. Name it there, or read it with a default.",
      ],
    );
    const dotenv = { ...files, ".env": "getIndex.TABLE=x\n" };
    const laptop = await deploy({ spec: one, files: dotenv, options }, { dotEnv: true });
    assert.doesNotMatch(laptop.printed.join("\n"), /reads TABLE/);
  });

  it("has the files of a function beside its code, those of defaults among them", async () => {
    const { inputs } = await deploy({
      spec: one,
      files: { "data/a.txt": "hello", "ca.pem": "hello" },
      options: `{ defaults: { bundle: { files: { "ca.pem": "ca.pem" } } }, functions: { getIndex: { bundle: { files: { data: "data" } } } } }`,
    });
    const { assets } = inputs("Function", "getIndex").code;
    assert.deepEqual(Object.keys(assets).sort(), ["ca.pem", "data/a.txt", "index.js"]);
    assert.equal(assets["data/a.txt"].path, "data/a.txt");
  });

  it("takes a trigger with a callback where a transform names a runtime that has them", async () => {
    const { inputs } = await deploy({
      ...callbackTrigger,
      options: `{ functions: { welcome: { transform: {
        "aws:lambda/function:Function": (args) => ({ ...args, runtime: "nodejs22.x" }) } } } }`,
    });
    const { code, runtime } = inputs("Function", "welcome");
    assert.equal(runtime, "nodejs22.x");
    assert.match(code.assets["index.js"].path, /index\.js$/);
  });
});
