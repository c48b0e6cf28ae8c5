import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Deployed } from "../graph/deployed";
import { readGraph } from "../graph/read/read-graph";
import { toJson } from "../access/report/json";
import { toMarkdown } from "../access/report/markdown";
import { joinReports } from "../access/report/of-stacks";
import { reportOf } from "../access/report/report-of";
import { each } from "./diff/each";
import { unreadLines } from "../access/report/unread-text";
import { firstDifference } from "./diff/first-difference";
import { readGraphFile } from "./diff/graph-file";
import { ProgramError } from "./program/program-error";
import { judgedGraph } from "./program/judged-graph";
import { stackNames } from "./program/project";
import { runCommand } from "./command";

const help = `npm run report -- [--check] [--json] [--stack name]

Writes access.md: who may call what, from what index.ts would deploy. Commit it, and let CI run --check.

  --check          writes nothing; ends with 2 when the file is out of date
  --json           prints the report as JSON and writes nothing
  --out <file>     the file (default: access.md)
  --stack <name>   this stack alone; may be repeated (default: every stack that has a Pulumi.<name>.yaml)
  --graph <file>   reads a graph that npm run graph -- --out wrote, instead of running index.ts
  --directory <d>  the folder of another Pulumi program (default: this one)
  --help           this text`;

/** `npm run report`: 0 when it is written or up to date, 1 when the program has problems, 2 when `--check` finds it out of date. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: report });
}

type Options = Exclude<ReturnType<typeof readOptions>, string>;

/** What each stack would deploy; a graph in a file stands for one. */
async function definitionsOf(options: Options): Promise<readonly StackDefinition[]> {
  const { directory, graph: file } = options;
  if (file !== undefined)
    return [{ stack: "", definition: readGraph(readGraphFile(path.resolve(file))) }];
  const found = stackNames(directory);
  // The laptop's stack comes first: it is the one that people know.
  const ordered = found.includes("dev") ? ["dev", ...found.filter((one) => one !== "dev")] : found;
  const stacks = options.stack ?? (ordered.length > 0 ? ordered : ["dev"]);
  return each(stacks, async (stack) => {
    try {
      const graph = await judgedGraph({ directory, stack, showSecrets: false });
      return { stack, definition: readGraph(graph) };
    } catch (error) {
      if (!(error instanceof ProgramError) || stacks.length === 1) throw error;
      throw new ProgramError(`stack ${stack}: ${error.message}`);
    }
  });
}

interface StackDefinition {
  stack: string;
  definition: Deployed;
}

async function report(options: Options): Promise<number> {
  const all = await definitionsOf(options);
  const problems = all.flatMap(({ definition }) => definition.problems);
  if (problems.length > 0) throw new ProgramError([...new Set(problems)].join("\n"));
  const made = all.map(({ stack, definition }) => ({ stack, report: reportOf(definition) }));
  if (options.json) {
    const [only, ...others] = made.map(({ stack, report }) => ({ stack, ...toJson(report) }));
    const { stack: _, ...single } = only ?? { stack: "" };
    console.log(
      JSON.stringify(others.length === 0 ? single : { stacks: [only, ...others] }, null, 2),
    );
    return 0;
  }
  const text = joinReports(
    made.map(({ stack, report }) => ({ stack, markdown: toMarkdown(report) })),
  );
  const target = path.resolve(options.directory, options.out);
  for (const { definition } of all)
    for (const line of unreadLines(definition.unread)) console.log(line);
  if (options.check) return check(target, text, options.out);
  if (existsSync(target) && readFileSync(target, "utf8") === text) {
    console.log(`${options.out} is up to date.`);
  } else {
    writeFileSync(target, text);
    const { rows = [], notes = [] } = made[0]?.report ?? {};
    const stacks = made.length > 1 ? `, ${made.length} stacks` : "";
    console.log(
      `${options.out} is written: ${rows.length} endpoints, ${notes.length} notes${stacks}.`,
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
        stack: { type: "string", multiple: true },
        graph: { type: "string" },
        directory: { type: "string", default: process.cwd() },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
}
