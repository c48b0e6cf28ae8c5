import assert from "node:assert/strict";
import { secretKind, secretMark, unknownValue } from "../../../src/base/marks";
import { run } from "./temporary-program";

const small = {
  "index.ts": `
    import * as pulumi from "@pulumi/pulumi";
    import { ApiKey, RestApi, Stage, UsagePlanKey } from "@pulumi/aws/apigateway";
    import { Function } from "@pulumi/aws/lambda";
    const api = new RestApi("shop", {});
    const key = new ApiKey("key", {}, { parent: api });
    new UsagePlanKey("member", { keyId: key.id, keyType: "API_KEY", usagePlanId: "plan" }, {
      additionalSecretOutputs: ["value"], protect: true, retainOnDelete: true, deleteBeforeReplace: true,
      ignoreChanges: ["keyType"], aliases: [{ name: "old" }],
    });
    new UsagePlanKey("unmarked", { keyId: key.id, keyType: "API_KEY", usagePlanId: "plan" });
    new Stage("live", { restApi: api, deployment: "d", stageName: "live", variables: { key: key.value } });
    new Function("work", {
      role: "r",
      code: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.FileAsset("index.js"),
        "plans.json": new pulumi.asset.StringAsset("{}"),
      }),
    });
    export const id = api.id;
  `,
};

describe("runProgram", function () {
  this.timeout(300_000);

  it("gives each resource with type, name, urn, parent, inputs and outputs", async () => {
    const { find } = await run(small);
    const { type, urn, outputs } = find("shop");
    assert.equal(type, "aws:apigateway/restApi:RestApi");
    assert.equal(urn, "urn:pulumi:dev::shop::aws:apigateway/restApi:RestApi::shop");
    assert.match(String(outputs.id), /^[a-z0-9]{10}$/);
    assert.equal(
      outputs.executionArn,
      `arn:aws:execute-api:eu-central-1:000000000000:${String(outputs.id)}`,
    );
    assert.match(String(outputs.name), /^shop-[0-9a-f]{7}$/);
    assert.equal(find("key").parent, urn);
    assert.equal("parent" in find("shop"), false);
  });

  it("resolves references to ids", async () => {
    const { find } = await run(small);
    assert.equal(find("live").inputs.restApi, find("shop").outputs.id);
    assert.equal(find("member").inputs.keyId, find("key").outputs.id);
  });

  it("reads the rest of a tsconfig that has paths", async () => {
    const { printed } = await run({
      "index.ts": `import { Topic } from "@pulumi/aws/sns";
        const deco = (target: object, name: string) => console.error("decorated", name);
        class A { @deco go() {} }
        new A(); new Topic("t", {});
        console.error("config", process.env.TSX_TSCONFIG_PATH);`,
      "tsconfig.json": `{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@x": ["./x"] } } }`,
    });
    assert.deepEqual(printed, ["decorated go", "config undefined"]);
  });

  it("finds what `paths` name where the CLI runs the program by tsx as well", async () => {
    const { printed } = await run({
      "index.ts": `import { name } from "@x"; console.error(name); export {};`,
      "x.ts": `export const name = "found";`,
      "tsconfig.json": `{ "compilerOptions": { "paths": { "@x": ["./x"] } } }`,
      "Pulumi.yaml":
        "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n    nodeargs: --import tsx\n",
    });
    assert.deepEqual(printed, ["found"]);
  });

  it("marks secrets, and what is made of them", async () => {
    const { find } = await run(small);
    const { value } = find("key").outputs as { value: Record<string, unknown> };
    assert.equal(value[secretMark], secretKind);
    assert.match(String(value.value), /^[A-Za-z0-9]{40}$/);
    assert.deepEqual((find("live").inputs.variables as { key: unknown }).key, value);
  });

  it("leaves values of secrets out unless they may be shown", async () => {
    const { graph, find } = await run(small, { showSecrets: false });
    assert.deepEqual(find("key").outputs.value, { [secretMark]: secretKind });
    assert.deepEqual(find("live").inputs.variables, { key: { [secretMark]: secretKind } });
    const shown = (await run(small)).find("key").outputs as { value: { value: string } };
    const [marked] = [JSON.stringify(graph.filter(({ name }) => name !== "unmarked"))];
    assert.equal(marked.includes(shown.value.value), false);
  });

  it("keeps the options that change what happens to a resource", async () => {
    const { find } = await run(small);
    assert.deepEqual(find("member").options, {
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
      ignoreChanges: ["keyType"],
      additionalSecretOutputs: ["value"],
      aliases: ["urn:pulumi:dev::shop::aws:apigateway/usagePlanKey:UsagePlanKey::old"],
    });
    assert.deepEqual(find("member").outputs.value, find("key").outputs.value);
    assert.equal(typeof find("unmarked").outputs.value, "string");
  });

  it("holds archives by their files' paths and texts", async () => {
    const { find } = await run(small);
    assert.deepEqual(find("work").inputs.code, {
      assets: { "index.js": { path: "index.js" }, "plans.json": { text: "{}" } },
    });
  });

  it("makes the same ids for the same stack, type and name, and other ones for another stack", async () => {
    const ids = ({ graph }: Awaited<ReturnType<typeof run>>) => graph.map((one) => one.outputs.id);
    const files = { ...small, "Pulumi.prod.yaml": "config: { aws:region: eu-central-1 }\n" };
    const [first, second, prod] = [
      await run(files),
      await run(files, { seed: "another" }),
      await run(files, { stack: "prod" }),
    ];
    assert.deepEqual(ids(first), ids(second));
    assert.notEqual(prod.find("shop").outputs.id, first.find("shop").outputs.id);
    assert.notDeepEqual(first.find("key").outputs.value, second.find("key").outputs.value);
    assert.deepEqual(first.graph, (await run(files)).graph);
  });

  it("marks an output that nobody can know as unknown, and what is made of it", async () => {
    const { find } = await run({
      "index.ts": `
        import { Instance } from "@pulumi/aws/ec2";
        const first = new Instance("first", {});
        new Instance("second", { ami: first.publicIp.apply((ip) => ip.toUpperCase()) });
      `,
    });
    assert.equal(find("second").inputs.ami, unknownValue);
  });

  it("answers account, region and partition, and another region where a provider names one", async () => {
    const { find } = await run({
      "index.ts": `
        import * as aws from "@pulumi/aws";
        const provider = new aws.Provider("us", { region: "us-east-1" });
        const [here, there] = [aws.getRegionOutput({}), aws.getRegionOutput({}, { provider })];
        new aws.sns.Topic("a", { tags: {
          here: here.region, name: here.name, id: here.id, there: there.region,
          account: aws.getCallerIdentityOutput({}).accountId, partition: aws.getPartitionOutput({}).partition,
        } });
        new aws.sns.Topic("b", {}, { provider });
      `,
    });
    assert.deepEqual(find("a").inputs.tags, {
      here: "eu-central-1",
      name: "eu-central-1",
      id: "eu-central-1",
      there: "us-east-1",
      account: "000000000000",
      partition: "aws",
    });
    assert.match(String(find("b").outputs.arn), /^arn:aws:sns:us-east-1:000000000000:b-/);
  });

  const asking = {
    "index.ts": `
      import * as pulumi from "@pulumi/pulumi";
      import { getVpcOutput } from "@pulumi/aws/ec2";
      import { Topic } from "@pulumi/aws/sns";
      const vpc = getVpcOutput({ default: true });
      const other = new pulumi.StackReference("acme/network/prod");
      new Topic("topic", { tags: { vpc: vpc.id, name: vpc.tags.apply((tags) => tags["Name"]!), queue: other.getOutput("queue") } });
    `,
  };

  it("leaves other functions and stacks unknown, and says so", async () => {
    const { find, printed } = await run(asking);
    assert.deepEqual(find("topic").inputs.tags, {
      vpc: unknownValue,
      name: unknownValue,
      queue: unknownValue,
    });
    assert.match(printed.join("\n"), /aws:ec2\/getVpc:getVpc/);
    assert.match(printed.join("\n"), /acme\/network\/prod/);
  });

  it("takes their answers from gatehouse.local.json", async () => {
    const { find, printed } = await run({
      ...asking,
      "gatehouse.local.json": JSON.stringify({
        invokes: {
          "aws:ec2/getVpc:getVpc": [
            { args: { default: false }, result: { id: "vpc-0", tags: {} } },
            { args: { default: true }, result: { id: "vpc-1", tags: { Name: "main" } } },
          ],
        },
        stackReferences: { "acme/network/prod": { queue: "orders" } },
      }),
    });
    assert.deepEqual(find("topic").inputs.tags, { vpc: "vpc-1", name: "main", queue: "orders" });
    assert.deepEqual(printed, []);
  });

  it("reads the stack's configuration, encrypted values as stable random ones", async () => {
    const files = {
      "Pulumi.yaml":
        "name: shop\nruntime: nodejs\nconfig:\n  shop:size: { default: 3 }\n  size2: { value: 4 }\n",
      "Pulumi.dev.yaml": `config:
        aws:region: eu-central-1
        shop:open: true
        shop:nested: { a: [1, { secure: AAAB }] }
        shop:password: { secure: AAAC }\n`,
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import { Topic } from "@pulumi/aws/sns";
        const config = new pulumi.Config();
        new Topic("topic", { tags: {
          open: String(config.requireBoolean("open")), size: config.require("size"), size2: config.require("size2"),
          nested: JSON.stringify(config.requireObject("nested")), password: config.requireSecret("password"),
        } });
      `,
    };
    const { find, printed } = await run(files);
    const tags = find("topic").inputs.tags as Record<string, any>;
    assert.deepEqual([tags.open, tags.size, tags.size2], ["true", "3", "4"]);
    assert.match(tags.nested, /^\{"a":\[1,"[A-Za-z0-9]{32}"\]\}$/);
    assert.match(tags.password.value, /^[A-Za-z0-9]{32}$/);
    assert.deepEqual((await run(files)).find("topic").inputs.tags, tags);
    assert.notDeepEqual((await run(files, { seed: "b" })).find("topic").inputs.tags, tags);
    assert.match(printed.join("\n"), /shop:nested\.a\[1\], shop:password/);
  });

  it("keeps what a program prints out of the graph", async () => {
    const { printed } = await run({ "index.ts": 'console.log("hello"); console.error("there");' });
    assert.deepEqual(printed.sort(), ["hello", "there"]);
  });

  it("runs an exported async function, an ECMAScript module, JavaScript, and another main file", async () => {
    const topic = (name: string) =>
      `import { Topic } from "@pulumi/aws/sns/index.js"; new Topic("${name}");`;
    const cases: Record<string, string>[] = [
      {
        "index.ts": `import { Topic } from "@pulumi/aws/sns"; export = async () => { await null; new Topic("found"); };`,
      },
      { "package.json": '{ "type": "module" }', "index.ts": `await null; ${topic("found")}` },
      { "index.js": `const { Topic } = require("@pulumi/aws/sns"); new Topic("found");` },
      {
        "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: deploy/\n",
        "deploy/index.ts": topic("found"),
      },
      { "package.json": '{ "main": "deploy.ts" }', "deploy.ts": topic("found") },
    ];
    for (const files of cases) {
      assert.equal((await run(files)).find("found").type, "aws:sns/topic:Topic");
    }
  });

  it("gives two resources of one type and name different ids", async () => {
    const { graph } = await run({
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import { RestApi } from "@pulumi/aws/apigateway";
        for (const name of ["a", "b"]) {
          new RestApi("api", {}, { parent: new pulumi.ComponentResource("my:index:Part", name, { size: 1 }) });
        }
      `,
    });
    const apis = graph.filter(({ type }) => type.endsWith("RestApi"));
    assert.equal(new Set(apis.map(({ outputs }) => outputs.id)).size, 2);
    assert.deepEqual(graph.find(({ name }) => name === "a")?.inputs, { size: 1 });
  });
});
