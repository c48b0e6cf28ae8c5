import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Resource, ResourceGraph } from "../../../src/graph/resource";
import { runProgram, type RunProgramOptions } from "../../../src/cli/program/run-program";

const root = path.join(__dirname, "../../..");
const made: string[] = [];

after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A Pulumi program in a folder of its own: `Pulumi.yaml`, `Pulumi.dev.yaml` and the files given. */
export function temporaryProgram(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-program-"));
  made.push(folder);
  const all = {
    "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n",
    "package.json": "{}",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    if (text !== "") writeFileSync(path.join(folder, name), text);
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** Runs a program and finds its resources by name; what it prints is kept. */
export async function run(
  files: Record<string, string>,
  options: Partial<RunProgramOptions> = {},
): Promise<{ graph: ResourceGraph; printed: string[]; find: (name: string) => Resource }> {
  const printed: string[] = [];
  const graph = await runProgram({
    directory: temporaryProgram(files),
    stack: "dev",
    seed: "a seed",
    showSecrets: true,
    print: (line) => printed.push(line),
    ...options,
  });
  const find = (name: string) => {
    const found = graph.find((resource) => resource.name === name);
    if (!found) throw new Error(`no resource is called ${name}`);
    return found;
  };
  return { graph, printed, find };
}
