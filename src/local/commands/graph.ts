import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { judgedGraph } from "../program/judged-graph";
import { runCommand } from "../command/run-command";

const help = `npm run graph -- [--stack dev] [--out file] [--show-secrets]

Prints what index.ts registers, as JSON: an array of { type, name, urn, parent, inputs, outputs, options },
in the order of registration. Needs neither the Pulumi CLI nor an AWS account.

  --stack <name>   whose Pulumi.<name>.yaml is read (default: dev)
  --out <file>     write it there instead of printing it
  --show-secrets   with the values of keys and client secrets, made up at random for this one run
  --directory <d>  the folder of another Pulumi program (default: this one)
  --json           no difference: this command always prints JSON
  --help           this text`;

/** `npm run graph`: 0 when the program ran, 1 when it has problems. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: graph });
}

type Options = Exclude<ReturnType<typeof readOptions>, string>;

async function graph({ directory, stack, out, ...options }: Options): Promise<number> {
  const showSecrets = options["show-secrets"];
  // Without the values of secrets, the same program gives the same graph.
  const made = await judgedGraph({
    ...{ directory, stack, showSecrets },
    ...(showSecrets ? {} : { seed: "graph" }),
  });
  const text = `${JSON.stringify(made, null, 2)}\n`;
  // The graph may hold secrets: only its owner may read the file.
  if (out) await writeFile(path.resolve(out), text, { mode: 0o600 });
  else await print(text);
  return 0;
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        stack: { type: "string", default: "dev" },
        directory: { type: "string", default: process.cwd() },
        out: { type: "string" },
        "show-secrets": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
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
