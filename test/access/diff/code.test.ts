import assert from "node:assert/strict";
import { diffAccess } from "../../../src/access/diff/diff-access";
import type { ResourceGraph } from "../../../src/graph/resource";
import { readGraph } from "../../../src/graph/read/read-graph";
import { editBody, find, type Draft } from "./rows";
import { shopGraph } from "../../graph/shop";

const text = (code: string) => ({ assets: { "index.js": { text: code } } });
const file = (path: string, hash?: string, sources?: object) => ({
  assets: { "index.js": { path, ...(hash && { hash }), ...(sources && { sources }) } },
});
const fn = (graph: Draft, name: string) => find(graph, "function:Function", name);
const code = (name: string, value: unknown) => (graph: Draft) =>
  void (fn(graph, name).inputs.code = value);
const input = (name: string, key: string, value: unknown) => (graph: Draft) =>
  void (fn(graph, name).inputs[key] = value);
const trigger = (config: (arn: string) => object) => (graph: Draft) => {
  const { arn } = fn(graph, "getDeals").outputs;
  find(graph, "userPool:UserPool", "staff").inputs.lambdaConfig = config(arn);
};
const may = (name: string, statement: object) => (graph: Draft) => {
  find(graph, "rolePolicy:RolePolicy", name).inputs.policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Resource: "*", ...statement }],
  });
};
const layer = (hash: string) => (graph: Draft) =>
  void graph.push({
    type: "aws:lambda/layerVersion:LayerVersion",
    name: "rules",
    urn: "layer",
    inputs: { code: { path: "rules.zip", hash } },
    outputs: { arn: "arn:aws:lambda:eu-central-1:000000000000:layer:rules:1" },
  });
const withLayer = input("partners", "layers", [
  "arn:aws:lambda:eu-central-1:000000000000:layer:rules:1",
]);
const object = (hash: string) => (graph: Draft) =>
  void graph.push({
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "code",
    urn: "object",
    inputs: { bucket: "b", key: "code.zip", source: { path: "code.zip", hash } },
    outputs: {},
  });
const fromBucket = (graph: Draft) => {
  delete fn(graph, "partners").inputs.code;
  Object.assign(fn(graph, "partners").inputs, { s3Bucket: "b", s3Key: "code.zip" });
};
/** A change of a row that has nothing to do with anybody's code. */
const otherRow = (graph: Draft) =>
  void (find(graph, "methodSettings:MethodSettings", "shop").inputs.settings.throttlingBurstLimit =
    3);
const nothing = () => {};

type Step = (graph: Draft) => void;
interface Case {
  title: string;
  /** Both sides. */
  both?: Step[];
  base: Step;
  head: Step;
  /** Where, and a piece of whom it concerns; nothing where nothing is to be found. */
  found?: [where: string, who: RegExp];
  /** The files that need an owner. */
  files?: string[];
}

const partners = "authorizer shop/partners";
const behind = /^callers of GET \/deals/;
const staff = /^whoever signs in to staff, and so callers of .*\/orders/;
const deals = (where: string) => ({
  base: code("getDeals", text("a")),
  head: code("getDeals", text("b")),
  found: [where, staff] as [string, RegExp],
});
const grants = (statement: object, who: RegExp | undefined): Case => ({
  title: `${who ? "code of a row that grants" : "no grant"}: ${JSON.stringify(statement)}`,
  both: [may("getDeals", statement)],
  base: code("getDeals", text("a")),
  head: code("getDeals", text("b")),
  ...(who && { found: ["function getDeals", who] }),
});

const cases: Case[] = [
  {
    title: "an authorizer's text",
    base: code("partners", text("a")),
    head: code("partners", text("b")),
    found: [partners, behind],
    files: ["function partners"],
  },
  {
    title: "an authorizer's file of another content at the same place",
    base: code("partners", file("dist/index.js", "aa")),
    head: code("partners", file("dist/index.js", "bb")),
    found: [partners, behind],
    files: ["dist/index.js"],
  },
  {
    title: "the same content at another place",
    base: code("partners", file("dist/index.js", "aa")),
    head: code("partners", file("build/index.js", "aa", { "handlers/partners.ts": "1" })),
  },
  {
    title: "other rows in a file of the table, of which nothing comes into the bundle",
    base: code("partners", file("x", "aa", { "api-spec/index.ts": "1" })),
    head: code("partners", file("x", "aa", { "api-spec/index.ts": "2" })),
  },
  {
    title: "the files behind it, of which a package is one",
    base: code("partners", file("x", "aa", { "handlers/a.ts": "1", "handlers/b.json": "1" })),
    head: code("partners", file("x", "bb", { "handlers/a.ts": "1", "handlers/b.json": "2" })),
    found: [partners, behind],
    files: ["handlers/b.json"],
  },
  {
    title: "a package in it",
    base: code("partners", file("x", "aa", { "handlers/a.ts": "1", "node_modules/x/i.js": "1" })),
    head: code("partners", file("x", "bb", { "handlers/a.ts": "1", "node_modules/x/i.js": "2" })),
    found: [partners, behind],
    files: ["package-lock.json"],
  },
  {
    title: "a whole archive",
    base: code("partners", { path: "partners.zip", hash: "aa" }),
    head: code("partners", { path: "partners.zip", hash: "bb" }),
    found: [partners, behind],
    files: ["partners.zip"],
  },
  {
    title: "an archive in an archive",
    base: code("partners", { assets: { lib: { assets: { "a.js": { text: "a" } } } } }),
    head: code("partners", { assets: { lib: { assets: { "a.js": { text: "b" } } } } }),
    found: [partners, behind],
  },
  {
    // unsure: nobody knows whether it is the same.
    title: "a place whose content nobody knows, where something else changes",
    both: [code("partners", "partners.zip")],
    base: nothing,
    head: otherRow,
    found: [partners, behind],
  },
  {
    title: "a place whose content nobody knows, where nothing changes",
    both: [code("partners", "partners.zip")],
    base: nothing,
    head: nothing,
  },
  ...(
    [
      ["an image by its tag", { imageUri: "a:1", packageType: "Image" }, true],
      ["an image by its digest", { imageUri: `a@sha256:${"0".repeat(64)}` }, false],
      ["an object of a bucket elsewhere", { s3Bucket: "b", s3Key: "k" }, true],
      ["its version", { s3Bucket: "b", s3Key: "k", s3ObjectVersion: "1" }, false],
    ] as const
  ).map(([title, inputs, found]): Case => ({
    title: `${title}, where something else changes`,
    both: [(graph) => Object.assign(fn(graph, "partners").inputs, inputs)],
    base: nothing,
    head: otherRow,
    ...(found && { found: [partners, behind] as [string, RegExp] }),
  })),
  { title: "another row", base: nothing, head: otherRow },
  {
    title: "the code of a row that decides nothing",
    base: code("getStock", text("a")),
    head: code("getStock", text("b")),
  },
  {
    title: "an authorizer's memory and time",
    base: input("partners", "memorySize", 128),
    head: (graph) => Object.assign(fn(graph, "partners").inputs, { memorySize: 256, timeout: 29 }),
  },
  ...(
    [
      ["environment", { variables: { OPEN: "no" } }, { variables: { OPEN: "yes" } }],
      ["handler", "index.handler", "index.open"],
      ["runtime", "nodejs20.x", "nodejs22.x"],
      ["imageUri", "a:1", "a:2"],
      ["s3ObjectVersion", "1", "2"],
      ["sourceCodeHash", "a", "b"],
    ] as const
  ).map(([key, from, to]): Case => ({
    title: `an authorizer's ${key}`,
    base: input("partners", key, from),
    head: input("partners", key, to),
    found: [partners, behind],
  })),
  {
    title: "a layer of it",
    both: [withLayer],
    base: layer("aa"),
    head: layer("bb"),
    found: [partners, behind],
  },
  {
    title: "the object in a bucket that it is",
    both: [fromBucket],
    base: object("aa"),
    head: object("bb"),
    found: [partners, behind],
  },
  ...[
    "preSignUp",
    "postConfirmation",
    "preAuthentication",
    "postAuthentication",
    "preTokenGeneration",
    "userMigration",
    "defineAuthChallenge",
    "createAuthChallenge",
    "verifyAuthChallengeResponse",
    "customMessage",
  ].map((name): Case => ({
    title: `a trigger ${name}`,
    both: [trigger((arn) => ({ [name]: arn }))],
    ...deals(`trigger staff/${name}`),
  })),
  {
    title: "a trigger in the newer form",
    both: [
      trigger((arn) => ({ preTokenGenerationConfig: { lambdaArn: arn, lambdaVersion: "V2_0" } })),
    ],
    ...deals("trigger staff/preTokenGeneration"),
  },
  {
    title: "a trigger at a version of its function",
    both: [trigger((arn) => ({ preSignUp: `${arn}:7` }))],
    ...deals("trigger staff/preSignUp"),
  },
  {
    title: "an authorizer that a variable of the stage names",
    both: [
      (graph) => {
        find(graph, "stage:Stage", "shop").inputs.variables = { who: "shop-dev-getStock" };
        editBody(graph, (body) => {
          const scheme = body.components.securitySchemes.partners;
          const authorizer = scheme["x-amazon-apigateway-authorizer"];
          authorizer.authorizerUri = authorizer.authorizerUri.replace(
            /shop-dev-partners/,
            "${stageVariables.who}",
          );
        });
      },
    ],
    base: code("getStock", text("a")),
    head: code("getStock", text("b")),
    found: [partners, behind],
  },
  {
    title: "a trigger that sends the codes",
    both: [trigger((arn) => ({ customEmailSender: { lambdaArn: arn, lambdaVersion: "V1_0" } }))],
    ...deals("trigger staff/customEmailSender"),
  },
  {
    title: "a trigger that is new",
    base: nothing,
    head: trigger((arn) => ({ preTokenGeneration: arn })),
    found: ["trigger staff/preTokenGeneration", staff],
  },
  {
    title: "a trigger that is gone: it may have refused",
    base: trigger((arn) => ({ preSignUp: arn })),
    head: nothing,
    found: ["trigger staff/preSignUp", /^whoever signs in to staff/],
  },
  {
    title: "a function that a trigger invokes",
    both: [
      trigger((arn) => ({ preTokenGeneration: arn })),
      (graph) =>
        may("getDeals", {
          Action: "lambda:InvokeFunction",
          Resource: fn(graph, "getStock").outputs.arn,
        })(graph),
    ],
    base: code("getStock", text("a")),
    head: code("getStock", text("b")),
    found: ["function getStock, which trigger staff/preTokenGeneration calls", staff],
  },
  ...[
    "cognito-idp:AdminAddUserToGroup",
    "cognito-idp:Admin*",
    "COGNITO-IDP:adminadd*",
    "cognito-idp:CreateGroup",
    "cognito-idp:*",
    "cognito-*",
    "apigateway:POST",
    "iam:PassRole",
    "iam:*",
    "iam:?ttachRolePolicy",
    "sts:AssumeRole",
    "lambda:UpdateFunctionCode",
    "ssm:PutParameter",
    "*",
  ].map((Action) => grants({ Action }, /^callers that it allows by /)),
  grants({ NotAction: "s3:*" }, /all but s3:\*/),
  grants({ Action: ["dynamodb:PutItem", "iam:GetRole", "cognito-idp:AdminGetUser"] }, undefined),
  grants({ Action: "iam:*", Effect: "Deny" }, undefined),
  grants({ Action: "apigateway:GET" }, undefined),
];

describe("diffAccess of code that decides", function () {
  this.timeout(300_000);
  let shop: string;
  before(async () => {
    shop = JSON.stringify(await shopGraph());
  });
  const graphOf = (steps: Step[]) => {
    const graph: Draft = JSON.parse(shop);
    for (const step of steps) step(graph);
    return readGraph(graph as ResourceGraph);
  };

  for (const { title, both = [], base, head, found, files } of cases)
    it(`${found ? "finds" : "is silent about"} ${title}`, () => {
      const { changes, ownersFiles } = diffAccess(
        graphOf([...both, base]),
        graphOf([...both, head]),
      );
      const told = changes.filter(({ property }) => property === "decidingCode");
      const said = JSON.stringify(changes, null, 1);
      if (found === undefined) {
        assert.deepEqual([told, ownersFiles], [[], []]);
        assert.doesNotMatch(said, /code\.assets/);
        return;
      }
      const [where, who] = found;
      const one = told.find((change) => change.where.includes(where));
      assert.equal(one?.verdict, "OTHER", said);
      assert.ok(!/notRead[^}]*code\./.test(JSON.stringify(changes)), said);
      assert.match(one?.who ?? "", who);
      assert.ok(ownersFiles.length > 0);
      if (files)
        assert.deepEqual(
          ownersFiles.map((each) => each.file),
          files,
        );
    });

  it("names an authorizer that is gone with its row, and asks no owner for that", () => {
    const without: Step = (graph) =>
      editBody(graph, (body) => {
        delete body.paths["/deals"];
        delete body.components.securitySchemes.partners;
      });
    const { changes, ownersFiles } = diffAccess(graphOf([]), graphOf([without]));
    assert.ok(changes.some(({ property }) => property === "decidingCode"));
    assert.deepEqual(ownersFiles, []);
  });
});
