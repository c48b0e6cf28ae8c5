import assert from "node:assert/strict";
import { constraints } from "../../src/graph/refused/aws-model/inputs";
import { secretKind, secretMark, unknownValue } from "../../src/base/marks";
import type { ResourceGraph } from "../../src/graph/resource";
import { previewChecks } from "../../src/pulumi/preview/preview-checks";
import { deploy } from "../pulumi/deploy";
import { everyFieldGraph, everyFieldStacks, type EveryFieldStack } from "../support/every-field";
import { readCase } from "./graphs";

/** A value that AWS would refuse, in one resource of the fixture. */
interface WrongValue {
  stack?: EveryFieldStack;
  type: string;
  /** @default the first of the type */
  name?: string;
  input: string;
  value: unknown;
  /** What is said of it. */
  refused: string;
}

const cases = readCase("wrong-values") as WrongValue[];

/** A copy of a graph in which one input is another. */
function changed(graph: ResourceGraph, { type, name, input, value }: WrongValue): ResourceGraph {
  const at = graph.findIndex((one) => one.type === type && (name ?? one.name) === one.name);
  const resource = graph[at];
  assert.ok(resource, `no ${type} ${name ?? ""}`);
  const inputs = structuredClone(resource.inputs) as Record<string, any>;
  const steps = input.split(".");
  const last = steps.pop() ?? "";
  const holder = steps.reduce((record, step) => (record[step] ??= {}), inputs);
  holder[last] = value;
  return graph.with(at, { ...resource, inputs });
}

describe("what AWS would refuse", function () {
  this.timeout(300_000);

  for (const one of cases) {
    const value = JSON.stringify(one.value);
    it(`is refused at preview: ${one.type.split(":").at(-1)}.${one.input} ${value.slice(0, 60)}`, async () => {
      const graph = changed(await everyFieldGraph(one.stack), one);
      const { refused } = previewChecks(graph);
      assert.ok(
        refused.some((text) => text.includes(one.refused)),
        `${one.refused}\nis not among\n${refused.join("\n")}`,
      );
    });
  }

  it("is nothing of any stack of the table with every field", async () => {
    for (const stack of everyFieldStacks) {
      assert.deepEqual(previewChecks(await everyFieldGraph(stack)).refused, [], stack);
    }
  });

  it("is nothing that is not known before the deploy", async () => {
    const graph = await everyFieldGraph();
    for (const one of cases.filter(({ stack }) => stack === undefined)) {
      if (/variables|tags|Overrides|Providers$/.test(one.input)) continue;
      const { refused } = previewChecks(changed(graph, { ...one, value: unknownValue }));
      const judged = refused.filter((text) => text.includes("AWS does not take"));
      assert.deepEqual(judged, [], `${one.type}.${one.input}`);
    }
  });

  it("is said once of many resources, with their number", async () => {
    const graph = (await everyFieldGraph()).map((one) =>
      "tags" in one.inputs ? { ...one, inputs: { ...one.inputs, tags: { a: "&" } } } : one,
    );
    const { refused } = previewChecks(graph);
    assert.equal(refused.length, 1);
    assert.match(refused[0] ?? "", /^ApiKey ".*" and \d{2,} other resources: .* found "&"/);
  });

  it("is said of a secret without its value", async () => {
    const value = {
      [secretMark]: secretKind,
      value: { variables: { "A-B": "hunter2", TOO: "s" } },
    };
    const type = "aws:lambda/function:Function";
    const graph = changed(await everyFieldGraph(), {
      type,
      input: "environment",
      value,
      refused: "",
    });
    const { refused } = previewChecks(graph);
    assert.match(refused.join("\n"), /environment\.variables.* found a secret, not shown/);
    assert.doesNotMatch(refused.join("\n"), /hunter2/);
  });

  it("is refused by the table in numbers that a row may have, too", async () => {
    const spec = `export const getIndex = endpoint("GET /", { access: "public" });`;
    const options = "{ functions: { getIndex: { memoryMegabytes: 64, timeoutSeconds: 1000 } } }";
    await assert.rejects(deploy({ spec, options }), (error: Error) => {
      assert.match(error.message, /`functions\.getIndex\.memoryMegabytes` .* found 64/);
      assert.match(error.message, /`functions\.getIndex\.timeoutSeconds` .* found 1000/);
      return true;
    });
  });

  it("is found in options of functions, where a preview passed", async () => {
    const { graph } = await deploy({
      spec: `
        export const getIndex = endpoint("GET /", { access: "public" });
        export const getMore = endpoint("GET /more", { access: "public" });`,
      options: `{ functions: {
        getIndex: { ephemeralStorageMegabytes: 100, logRetentionDays: 2, reservedConcurrency: 1.5,
          environment: { AWS_REGION: "eu-west-1" } },
        getMore: { environment: { BIG: "x".repeat(5_000) } },
      } }`,
    });
    const { refused } = previewChecks(graph);
    for (const what of ["ephemeralStorage.size", "retentionInDays"]) {
      assert.ok(
        refused.some((text) => text.includes(`this ${what}. Expected`)),
        what,
      );
    }
    assert.ok(refused.some((text) => text.includes("reservedConcurrentExecutions")));
    assert.ok(refused.some((text) => text.includes("for itself: AWS_REGION")));
    assert.ok(refused.some((text) => /its environment has 50\d\d bytes/.test(text)));
    assert.equal(refused.length, 5, refused.join("\n"));
  });
});

/** Inputs that name something else, or that no service reads as a name. */
const references = [
  "aws:apigateway/basePathMapping:BasePathMapping stageName",
  "aws:apigateway/basePathMapping:BasePathMapping domainName",
  "aws:apigateway/methodSettings:MethodSettings stageName",
  "aws:ec2/vpcEndpoint:VpcEndpoint serviceName",
  "aws:route53/record:Record name",
  "aws:route53/record:Record aliases[].name",
];

describe("the inputs of what is registered", function () {
  this.timeout(300_000);

  it("are all in the table of what AWS takes, and every name has its pattern or its words there", async () => {
    const missing = new Set<string>();
    for (const stack of everyFieldStacks) {
      for (const { type, inputs } of await everyFieldGraph(stack)) {
        if (!type.startsWith("aws:")) continue;
        for (const path of pathsOf(inputs)) {
          const constraint = constraints.get(type)?.get(path);
          const at = `${type} ${path}`;
          if (constraint === undefined && !withoutMember.some((one) => one.test(at)))
            missing.add(at);
          if (!/(?:^name|Name|^identifier|^domain)$/.test(path) || references.includes(at))
            continue;
          const told = constraint?.pattern ?? constraint?.oneOf;
          if (told === undefined) missing.add(`${at}: no pattern`);
        }
      }
    }
    assert.deepEqual([...missing].sort(), []);
  });

  it("have patterns that take no more than linear time", () => {
    const slow: string[] = [];
    for (const [type, inputs] of constraints) {
      for (const [input, { pattern, max = 20_000 }] of inputs) {
        if (pattern === undefined) continue;
        for (const pump of [
          "a",
          " ",
          "-",
          "a-",
          "/a",
          "arn:aws:",
          "1",
          "{####}",
          "a.",
          ":",
          "\n",
          "(é",
        ]) {
          const regexp = new RegExp(pattern, "u");
          const text = `${pump.repeat(Math.ceil(Math.min(max, 20_000) / pump.length))}\u0000`;
          const before = process.cpuUsage().user;
          regexp.test(text);
          if (process.cpuUsage().user - before > 500_000) slow.push(`${type} ${input} ${pump}`);
        }
      }
    }
    assert.deepEqual(slow, []);
  });
});

/** What the provider reads itself, and what other rules judge: no member of a request. */
const withoutMember = [
  /^aws:apigateway\/account:Account cloudwatchRoleArn$/,
  /^aws:apigateway\/deployment:Deployment triggers/,
  /^aws:apigateway\/methodSettings:MethodSettings (?:methodPath|settings\.\w+)$/,
  /^aws:apigateway\/restApi:RestApi putRestApiMode$/,
  /^aws:apigateway\/stage:Stage accessLogSettings/,
  /^aws:lambda\/function:Function code\./,
];

/** The places of some inputs, as the table names them; maps by what their keys and values are. */
function pathsOf(inputs: unknown): string[] {
  const maps =
    /(?:^|\.)(?:tags|variables|stageVariableOverrides|roles|supportedLoginProviders|triggers)$/;
  const walk = (value: unknown, path: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, `${path}[]`));
    if (typeof value !== "object" || value === null) return [path];
    const record = value as Record<string, unknown>;
    if (record[secretMark] === secretKind) return walk(record["value"], path);
    if (maps.test(path)) return [`${path}{key}`];
    return Object.entries(record).flatMap(([key, item]) =>
      walk(item, path === "" ? key : `${path}.${key}`),
    );
  };
  return walk(inputs, "");
}
