import assert from "node:assert/strict";
import { judgedGraph } from "../../../src/cli/program/judged-graph";
import { temporaryProgram } from "./temporary-program";

/** What a program may look at to tell a deploy from a judge; each makes a bucket that shows what it saw. */
const looks: Readonly<Record<string, string>> = {
  monitor: 'process.env.PULUMI_NODEJS_MONITOR?.startsWith("127.0.0.1") ? "public" : "iam"',
  engine: '"PULUMI_NODEJS_ENGINE" in process.env',
  names: 'Object.keys(process.env).some((name) => name.startsWith("PULUMI"))',
  taken: '(({ env }) => env.PULUMI_NODEJS_STACK)(globalThis["process"])',
  up: 'process.env.PULUMI_NODEJS_DRY_RUN === "false"',
  ci: "process.env.CI",
  home: "process.env.HOME",
  region: "process.env.AWS_REGION",
  hour: "new Date().getUTCHours()",
  month: "new Date(Date.now()).getUTCMonth()",
  zone: "new Date(0).getHours()",
  text: "Date()",
  chance: "Math.random()",
  imported: 'env.PULUMI_CONFIG ?? "none"',
};

/** What is the same for all who run it, as it must not tell the judge apart. */
const hidden: Readonly<Record<string, string>> = {
  seed: "process.env.GATEHOUSE_SEED",
  names2: 'Object.keys(process.env).filter((name) => name.startsWith("GATEHOUSE")).join()',
  send: "typeof process.send",
  task: "process.argv.slice(1).join().includes('showSecrets')",
  options: "process.execArgv.length",
  literal: '"iam"',
  then: 'new Date("2026-01-01").getTime()',
};

const program = (seen: Readonly<Record<string, string>>) => ({
  "index.ts": [
    'import { BucketV2 } from "@pulumi/aws/s3";',
    'import { env } from "node:process";',
    "export const all = [env === undefined];",
    ...Object.entries(seen).map(
      ([name, look]) => `new BucketV2("${name}", { bucket: String(${look}) });`,
    ),
  ].join("\n"),
});
const judge = (seen: Readonly<Record<string, string>>, print: string[] = []) =>
  judgedGraph({
    ...{ directory: temporaryProgram(program(seen)), stack: "dev", showSecrets: true },
    print: (line) => print.push(line),
  });

describe("the graph of whoever judges", function () {
  this.timeout(300_000);

  it("is refused where the program looks at who runs it, with the names of what differs", async () => {
    await assert.rejects(judge({ ...looks, ...hidden }), (error: Error) => {
      const named = [...error.message.matchAll(/^ {2}\S+ "(\w+)": bucket$/gm)].map(
        ([, name]) => name,
      );
      assert.deepEqual(named.sort(), Object.keys(looks).sort(), error.message);
      assert.match(
        error.message,
        /Pulumi's engine and CI set[^]*stands in Pulumi\.<stack>\.yaml\.$/,
      );
      return true;
    });
  });

  it("tells the program nothing of the judge", async () => {
    const graph = await judge(hidden);
    const seen = graph.map(({ name, inputs }) => [name, inputs.bucket]);
    assert.deepEqual(Object.fromEntries(seen), {
      ...{ seed: "undefined", names2: "", send: "undefined", task: "false", options: "0" },
      ...{ literal: "iam", then: "1767225600000" },
    });
  });

  it("has nothing of the user's environment", async () => {
    process.env.OPEN_FEATURE = "yes";
    try {
      const [bucket] = await judge({ open: "process.env.OPEN_FEATURE" });
      assert.equal(bucket?.inputs.bucket, "undefined");
    } finally {
      delete process.env.OPEN_FEATURE;
    }
  });

  it("says what only one of both registers, or fails in", async () => {
    const one = 'if (process.env.CI) new BucketV2("late", {});';
    const files = program({ a: '"a"' });
    const directory = temporaryProgram({ "index.ts": `${files["index.ts"]}\n${one}` });
    await assert.rejects(
      judgedGraph({ directory, stack: "dev", showSecrets: false, print: () => {} }),
      {
        message: /"late": only there\n/,
      },
    );
    const throws = temporaryProgram({ "index.ts": 'if (process.env.CI) throw new Error("no");\n' });
    await assert.rejects(
      judgedGraph({ directory: throws, stack: "dev", showSecrets: false, print: () => {} }),
      {
        message:
          /^Under the names that Pulumi's engine sets the program fails:\nindex\.ts:1:\d+: no$/,
      },
    );
  });
});
