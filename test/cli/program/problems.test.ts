import assert from "node:assert/strict";
import { run } from "./temporary-program";

const topic = `import { Topic } from "@pulumi/aws/sns";\n`;

/** What is wrong with a program, and what the user is told. */
const cases: { what: string; files: Record<string, string>; stack?: string; says: RegExp }[] = [
  { what: "no Pulumi.yaml", files: { "Pulumi.yaml": "" }, says: /^There is no Pulumi\.yaml in / },
  {
    what: "no file of the stack",
    files: { "index.ts": topic, "Pulumi.prod.yaml": "config: {}\n" },
    stack: "test",
    says: /^There is no Pulumi\.test\.yaml.*Stacks here: dev, prod\. Name one with --stack, or add the file\.$/,
  },
  {
    what: "a stack's file that is not YAML",
    files: { "Pulumi.dev.yaml": "config: [\n", "index.ts": topic },
    says: /^Pulumi\.dev\.yaml is not YAML: /,
  },
  { what: "no program", files: {}, says: /^There is no program in .*: expected .*index\.ts/ },
  {
    what: "TypeScript that does not parse",
    files: { "index.ts": `import "./table";`, "table.ts": "const a = 1;\nconst b = ;\n" },
    says: /^.*table\.ts:2:10: ERROR: Unexpected ";"$/,
  },
  {
    what: "a module that is not there",
    files: { "index.ts": `import "./gone";` },
    says: /Cannot find module '\.\/gone'/,
  },
  {
    what: "a module that only `paths` of its tsconfig find, as the CLI",
    files: {
      "index.ts": `import { name } from "@lib/name"; export const shop = name;`,
      "lib/name.ts": "export const name = 1;",
      "tsconfig.json": `{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }`,
    },
    says: /Cannot find module '@lib\/name': `paths` of tsconfig\.json are the compiler's alone, and Pulumi runs the program without them\. Import the file by its relative path\.$/,
  },
  {
    what: "a module that only `baseUrl` of its tsconfig finds",
    files: {
      "index.ts": `import { name } from "lib/name"; export const shop = name;`,
      "lib/name.ts": "export const name = 1;",
      "tsconfig.json": `{ "compilerOptions": { "baseUrl": "." } }`,
    },
    says: /Cannot find module 'lib\/name'/,
  },
  {
    what: "an error that is thrown",
    files: { "index.ts": `\n\nfunction start() { throw new Error("no luck"); }\nstart();` },
    says: /^index\.ts:3:\d+: no luck$/,
  },
  {
    what: "an error in an output",
    files: {
      "index.ts": `${topic}import { output } from "@pulumi/pulumi";
        new Topic("a", { displayName: output(1).apply(() => { throw new Error("no name"); }) });`,
    },
    says: /no name$/,
  },
  {
    what: "an error that is meant to be read",
    files: {
      "index.ts": `import { RunError } from "@pulumi/pulumi"; throw new RunError("two\\nlines");`,
    },
    says: /^two\nlines$/,
  },
  {
    what: "something thrown that is no error",
    files: { "index.ts": `throw "text";` },
    says: /^The program threw "text"\.$/,
  },
  {
    what: "a promise that never resolves",
    files: {
      "index.ts": `${topic}new Topic("a", { displayName: new Promise<string>(() => {}) });`,
    },
    says: /^The program ended while resources still waited for a value/,
  },
  {
    what: "process.exit",
    files: { "index.ts": `process.exit(3);` },
    says: /exit code 3.*must not call process\.exit\.$/,
  },
  {
    what: "a gatehouse.local.json that is not JSON",
    files: { "index.ts": topic, "gatehouse.local.json": "{" },
    says: /^gatehouse\.local\.json is not JSON: /,
  },
];

describe("runProgram tells what is wrong", function () {
  this.timeout(300_000);

  for (const { what, files, stack, says } of cases) {
    it(`with ${what}`, async () => {
      await assert.rejects(run(files, stack ? { stack } : {}), (error: Error) => {
        assert.equal(error.name, "ProgramError");
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /node_modules|at .*:\d+:\d+\)/);
        return true;
      });
    });
  }

  it("with a program that does not end", async () => {
    const files = { "index.ts": `for (;;) {}` };
    await assert.rejects(run(files, { timeoutSeconds: 1.5 }), /did not end within 1\.5 seconds/);
  });
});
