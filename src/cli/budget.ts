import path from "node:path";
import { parseArgs } from "node:util";
import { budgetOf } from "../access/budget/budget-of";
import { limits } from "../access/budget/limits";
import { nearLimits } from "../access/budget/uses-of";
import { toText } from "../access/budget/to-text";
import { readGraph } from "../graph/read/read-graph";
import { readGraphFile } from "./diff/graph-file";
import { judgedGraph } from "./program/judged-graph";
import { runCommand } from "./command";

const help = `npm run budget -- [--fail-over 90] [--json] [--stack dev]

What a deploy of index.ts asks of AWS: calls to its control plane, the seconds that the rates of these calls take
at least, and how near the limits are. Asks nothing of AWS.

  --fail-over <n>  ends with 2 when more than n percent of a limit are taken
  --json           prints it as JSON
  --stack <name>   whose Pulumi.<name>.yaml is read (default: dev)
  --graph <file>   reads a graph that npm run graph -- --out wrote, instead of running index.ts
  --directory <d>  the folder of another Pulumi program (default: this one)
  --help           this text`;

/** `npm run budget`: 0 when it is shown, 1 when the program has problems, 2 when a limit is nearer than `--fail-over` says. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: budget });
}

async function budget(options: Exclude<ReturnType<typeof readOptions>, string>): Promise<number> {
  const { directory, stack, graph: file } = options;
  const graph =
    file === undefined
      ? await judgedGraph({ directory, stack, showSecrets: false })
      : readGraphFile(path.resolve(file));
  const made = budgetOf(readGraph(graph));
  console.log(options.json ? JSON.stringify(made, null, 2) : toText(made));
  const failOver = options.failOver;
  if (failOver === undefined) return 0;
  const over = nearLimits(made.uses, failOver + 1);
  for (const { limit, of, used, most } of over)
    console.error(`Over ${failOver} %: ${of} has ${used} of ${most} ${limits[limit].what}.`);
  return over.length > 0 ? 2 : 0;
}

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        "fail-over": { type: "string" },
        json: { type: "boolean", default: false },
        stack: { type: "string", default: "dev" },
        graph: { type: "string" },
        directory: { type: "string", default: process.cwd() },
        help: { type: "boolean", default: false },
      },
    });
    const text = values["fail-over"];
    const failOver = text === undefined ? undefined : Number(text);
    if (text !== undefined && !/^\d{1,3}$/.test(text))
      return `--fail-over: expected a percentage as a whole number, found ${JSON.stringify(text)}.`;
    return { ...values, failOver };
  } catch (error) {
    return (error as Error).message;
  }
}
