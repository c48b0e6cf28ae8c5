import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { judgedGraph } from "./program/judged-graph";
import { each } from "./diff/each";
import { ProgramError } from "./program/program-error";
import { stackNames } from "./program/project";
import { runCommand } from "./command";

const help = `npm run graph -- [--stack dev | --all] [--out file] [--show-secrets]

Prints what index.ts registers, as JSON: an array of { type, name, urn, parent, inputs, outputs, options },
in the order of registration. Needs neither the Pulumi CLI nor an AWS account.

  --stack <name>   whose Pulumi.<name>.yaml is read (default: dev)
  --all            one graph for each stack that has a file: --out is then a folder, with <stack>.json in it
  --out <file>     write it there instead of printing it
  --show-secrets   with the values of keys and client secrets, made up at random for this one run
  --directory <d>  the folder of another Pulumi program (default: this one)
  --json           no difference: this command always prints JSON
  --help           this text`;

/** `npm run graph`: 0 when the program ran, 1 when it has problems; with `--all`, when every stack has. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: graph });
}

interface Options {
  stack: string;
  all: boolean;
  directory: string;
  out: string | undefined;
  showSecrets: boolean;
  help: boolean;
}

async function textOf({ directory, stack, showSecrets }: Options): Promise<string> {
  const made = await judgedGraph({
    ...{ directory, stack, showSecrets },
    // Without the values of secrets, the same program gives the same graph.
    ...(showSecrets ? {} : { seed: "graph" }),
  });
  return `${JSON.stringify(made, null, 2)}\n`;
}

/** Writes a graph for each stack. What is wrong with one stands in its file: it must not look as if there were none. */
async function writeAll(options: Options, out: string): Promise<number> {
  const stacks = stackNames(options.directory);
  if (stacks.length === 0)
    throw new ProgramError(
      "There is no Pulumi.<stack>.yaml. Add one; it needs at least the line aws:region below config.",
    );
  const folder = path.resolve(out);
  await mkdir(folder, { recursive: true });
  const ran = await each(stacks, async (stack): Promise<boolean> => {
    const file = path.join(folder, `${stack}.json`);
    try {
      await writeFile(file, await textOf({ ...options, stack }), { mode: 0o600 });
      return true;
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      console.error(`stack ${stack}: ${error.message}`);
      await writeFile(file, `${JSON.stringify({ problem: error.message })}\n`, { mode: 0o600 });
      return false;
    }
  });
  return ran.includes(true) ? 0 : 1;
}

async function graph(options: Options): Promise<number> {
  const { all, out } = options;
  if (all && out !== undefined) return writeAll(options, out);
  const text = await textOf(options);
  // The graph may hold secrets: only its owner may read the file.
  if (out !== undefined) await writeFile(path.resolve(out), text, { mode: 0o600 });
  else await print(text);
  return 0;
}

function readOptions(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        stack: { type: "string" },
        all: { type: "boolean", default: false },
        directory: { type: "string", default: process.cwd() },
        out: { type: "string" },
        "show-secrets": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { all, stack, directory, out, help } = values;
    if (all && stack !== undefined) return "--all: expected no --stack beside it, found one.";
    if (all && out === undefined) return "--all: expected --out <folder>, found none.";
    const showSecrets = values["show-secrets"];
    return {
      stack: stack ?? "dev",
      all,
      directory: path.resolve(directory),
      out,
      showSecrets,
      help,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

/** Resolves when a slow reader has taken everything. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
