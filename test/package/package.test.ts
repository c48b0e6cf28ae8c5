import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask } from "../app/calls";
import { root, startGateway, temporaryFolder } from "../app/running";
import { runProgram } from "../../src/cli/program/run-program";

const files: Record<string, string> = {
  "package.json": `{ "name": "greeter", "private": true, "main": "index.ts" }`,
  "tsconfig.json": `{
    "compilerOptions": {
      "target": "es2022", "module": "commonjs", "moduleResolution": "bundler", "strict": true, "esModuleInterop": true,
      "rootDir": ".", "types": ["node"], "preserveSymlinks": true, "skipLibCheck": true
    },
    "include": ["index.ts", "api-spec", "handlers"]
  }`,
  "Pulumi.yaml": "name: greeter\nmain: index.ts\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
  "index.ts": `
    import { SecuredApi } from "gatehouse";
    import * as spec from "./api-spec";

    export const { url } = new SecuredApi("greeter", spec, { handlers: "handlers" });
  `,
  "api-spec/index.ts": `
    import { endpoint } from "gatehouse/spec";
    import { z } from "zod";

    export const getHello = endpoint("GET /hello/{name}", { access: "public", params: { name: z.string().min(2) } });
    export const getSecret = endpoint("GET /secret", { access: "iam" });
  `,
  "handlers/get-hello.ts": `
    import { implement } from "gatehouse/client";
    import { getHello } from "../api-spec";

    export const handler = implement(getHello, async ({ params }) => "hello " + params.name);
  `,
  "handlers/get-secret.ts": `export const handler = async () => ({ statusCode: 200 });`,
};

describe("the package in a project of its own", function () {
  this.timeout(300_000);
  const project = temporaryFolder("package");

  before(() => {
    // Packed as for a registry; the packages that it needs are those installed here, so that no test needs a network.
    execFileSync("npm", ["pack", "--pack-destination", project, "--loglevel=error"], { cwd: root });
    const tarball = readdirSync(project).find((name) => name.endsWith(".tgz"))!;
    const modules = join(project, "node_modules");
    mkdirSync(join(modules, "gatehouse"), { recursive: true });
    execFileSync("tar", [
      "-xzf",
      join(project, tarball),
      "-C",
      join(modules, "gatehouse"),
      "--strip-components=1",
    ]);
    for (const name of readdirSync(join(root, "node_modules"))) {
      if (name !== ".bin") symlinkSync(join(root, "node_modules", name), join(modules, name));
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, name)), { recursive: true });
      writeFileSync(join(project, name), text);
    }
  });

  it("holds compiled code and types, and nothing else of the project", () => {
    const names = readdirSync(join(project, "node_modules/gatehouse"));
    assert.deepEqual(names.sort(), ["LICENSE", "README.md", "dist", "package.json"]);
  });

  it("compiles", () => {
    execFileSync(
      process.execPath,
      [join(root, "node_modules/typescript/lib/tsc.js"), "--noEmit", "-p", project],
      { stdio: "inherit" },
    );
  });

  it("is deployed and enforced", async () => {
    const graph = await runProgram({ directory: project, stack: "dev", showSecrets: true });
    writeFileSync(join(project, "graph.json"), JSON.stringify(graph));
    const running = await startGateway(["--graph", "graph.json"], project);
    try {
      const answers = await Promise.all(
        ["/hello/ada", "/hello/a", "/secret"].map((path) => ask(running.local, { path })),
      );
      assert.deepEqual(
        answers.map(({ status, text }) => [status, text]),
        [
          [200, '"hello ada"'],
          [400, '{"message": "Invalid request parameters: [name]"}'],
          [403, '{"message":"Missing Authentication Token"}'],
        ],
      );
    } finally {
      await running.stop();
    }
  });
});
