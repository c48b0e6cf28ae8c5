import path from "node:path";
import type { Resource, ResourceGraph } from "../../src/graph/resource";
import type { RunProgramOptions } from "../../src/cli/program/run-program";
import { handlerName } from "../../src/model";
import { words } from "../../src/spec/words";
import { run } from "../cli/program/temporary-program";

const root = path.join(__dirname, "../..");

/** A table, and how it is deployed. */
export interface Deployment {
  /** Source of the table, without its imports. */
  spec: string;
  /** Source of the options of `SecuredApi`. */
  options?: string;
  /** Source of the program, in place of one `new SecuredApi("shop", spec, <options>)`. */
  program?: string;
  /** Lines below `config:`. */
  config?: string;
  /** Further or other files. */
  files?: Record<string, string>;
}

/** What a table registers. */
export interface Deployed {
  graph: ResourceGraph;
  printed: string[];
  /** The resource whose type ends so. */
  find(type: string, name: string): Resource;
  /** Its inputs. */
  inputs(type: string, name: string): Record<string, any>;
  /** The statements of the policies of a role. */
  statements(role: string): Record<string, unknown>[];
}

/** Runs a program that deploys a table, each of whose functions has a handler. */
export async function deploy(
  deployment: Deployment,
  options: Partial<RunProgramOptions> = {},
): Promise<Deployed> {
  const { graph, printed } = await run(filesOf(deployment), options);
  const find = (type: string, name: string) => {
    const found = graph.find((one) => one.type.endsWith(`:${type}`) && one.name === name);
    if (!found) throw new Error(`no ${type} is called ${name}`);
    return found;
  };
  return {
    graph,
    printed,
    find,
    inputs: (type, name) => find(type, name).inputs,
    statements: (role) =>
      graph
        .filter(
          ({ type, name }) => /:(Role)?Policy$/.test(type) && name.replace(/-\d+$/, "") === role,
        )
        .flatMap(({ inputs }) => JSON.parse(String(inputs.policy)).Statement),
  };
}

function filesOf({ spec, options = "{}", program, config = "", files }: Deployment) {
  const exported = /export const (\w+) = (?:endpoint|lambdaAuthorizer|trigger)\(/g;
  const handlers = [...spec.matchAll(exported)].map(([, name]) => [
    `handlers/${handlerName(name!)}.ts`,
    `export const handler = async () => ({ statusCode: 200, body: "" });\n`,
  ]);
  return {
    "Pulumi.dev.yaml": `config:\n  aws:region: eu-central-1\n${config}`,
    "api-spec/index.ts": `import { z } from "zod";\nimport { ${words.join(", ")} } from "${root}/src/spec";\n${spec}`,
    "index.ts": `
      import * as pulumi from "@pulumi/pulumi";
      import { SecuredApi } from "${root}/src/pulumi";
      import * as spec from "./api-spec";
      ${program ?? `const api = new SecuredApi("shop", spec, ${options});\nexport const { url } = api.outputs;`}
    `,
    ...Object.fromEntries(handlers),
    ...files,
  };
}
