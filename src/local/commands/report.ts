import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readGraph } from "../../access/read-graph";
import { toJson } from "../../access/report/json";
import { toMarkdown } from "../../access/report/markdown";
import { reportOf } from "../../access/report/report-of";
import { firstDifference } from "../diff/first-difference";
import { readGraphFile } from "../diff/graph-file";
import { ProgramError } from "../program/program-error";
import { judgedGraph } from "../program/judged-graph";
import { runCommand } from "../command/run-command";

const help = `npm run report -- [--check] [--json] [--stack dev]

Writes access.md: who may call what, from what index.ts would deploy. Commit it, and let CI run --check.

  --check          writes nothing; ends with 2 when the file is out of date
  --json           prints the report as JSON and writes nothing
  --out <file>     the file (default: access.md)
  --stack <name>   whose Pulumi.<name>.yaml is read (default: dev)
  --graph <file>   reads a graph that npm run graph -- --out wrote, instead of running index.ts
  --directory <d>  the folder of another Pulumi program (default: this one)
  --help           this text`;

/** `npm run report`: 0 when it is written or up to date, 1 when the program has problems, 2 when `--check` finds it out of date. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: report });
}

type Options = Exclude<ReturnType<typeof readOptions>, string>;

async function report(options: Options): Promise<number> {
  const { directory, stack, graph: file } = options;
  const graph =
    file === undefined
      ? await judgedGraph({ directory, stack, showSecrets: false })
      : readGraphFile(path.resolve(file));
  const definition = readGraph(graph);
  if (definition.problems.length > 0) throw new ProgramError(definition.problems.join("\n"));
  const made = reportOf(definition);
  if (options.json) {
    console.log(JSON.stringify(toJson(made), null, 2));
    return 0;
  }
  const text = toMarkdown(made);
  const target = path.resolve(directory, options.out);
  if (options.check) return check(target, text, options.out);
  if (existsSync(target) && readFileSync(target, "utf8") === text) {
    console.log(`${options.out} is up to date.`);
  } else {
    writeFileSync(target, text);
    console.log(
      `${options.out} is written: ${made.rows.length} endpoints, ${made.notes.length} notes.`,
    );
  }
  return 0;
}

function check(target: string, text: string, name: string): number {
  // Git may check files out with other line ends.
  const found = existsSync(target)
    ? readFileSync(target, "utf8").replaceAll("\r\n", "\n")
    : undefined;
  if (found === text) {
    console.log(`${name} is up to date.`);
    return 0;
  }
  const mend = `Run npm run report and commit ${name}.`;
  if (found === undefined) console.error(`${name} is missing. ${mend}`);
  else console.error(`${name} is out of date. ${firstDifference(found, text)}\n${mend}`);
  return 2;
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        check: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        out: { type: "string", default: "access.md" },
        stack: { type: "string", default: "dev" },
        graph: { type: "string" },
        directory: { type: "string", default: process.cwd() },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
}
