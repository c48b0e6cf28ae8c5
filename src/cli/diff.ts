import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { diffStacks } from "../access/diff/diff-stacks";
import { inOrderOfFiles, needsOwner } from "../access/diff/needs-owner";
import { countsOf, headline, ownersReasons, type Reviewed } from "../access/diff/reviewed";
import { toJson } from "../access/diff/to-json";
import { toMarkdown } from "../access/diff/to-markdown";
import { toSarif } from "../access/diff/to-sarif";
import { toText } from "../access/diff/to-text";
import { changedPrograms } from "./diff/changed-programs";
import { twoGraphs, type Sides } from "./diff/graphs";
import { runCommand } from "./command";

const help = `npm run diff -- --base main [--fail-on wider]

Who may call more (WIDER), less (NARROWER) or other (OTHER) than at the base, from what both programs would
deploy. Needs neither the Pulumi CLI nor an AWS account. The base is the commit at which HEAD left it, run in
a tree and with its own packages; the head is the folder as it is.

  --base <ref>          a branch, tag or commit
  --base-graph <file>   a graph that npm run graph -- --out wrote, or a folder with one of each stack, instead of --base
  --head-graph <file>   likewise, instead of running this folder's program
  --base-commit <c>     with --base-graph: its commit, to say which changed files of the table are programs
  --head-commit <c>     with --head-graph: likewise; without it every changed file that may be one needs an owner
  --fail-on <what>      ends with 2 if there is something wider, an owner is needed (owner), or either (wider,owner)
  --format <how>        text, markdown (for a comment), json, sarif (for code scanning) (default: text)
  --json                the same as --format json
  --write <how>=<file>  writes a format to a file as well; may be repeated
  --changed-files <f>   changed files beside those that git names: of git diff --name-only -z, or one a line
  --stack <name>        compares this stack alone; may be repeated (default: every Pulumi.<name>.yaml of either side)
  --directory <d>       the folder of another Pulumi program (default: this one)
  --help                this text`;

const formats = {
  text: (reviewed: Reviewed) => `${toText(reviewed)}\n`,
  markdown: toMarkdown,
  json: (reviewed: Reviewed) => `${JSON.stringify(toJson(reviewed), null, 2)}\n`,
  sarif: (reviewed: Reviewed) => `${JSON.stringify(toSarif(reviewed), null, 2)}\n`,
};
type Format = keyof typeof formats;

const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** `npm run diff`: 0 when nothing is found that it was to fail on, 1 when a program has problems, 2 when something is. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommand(argv, { help, read: readOptions, run: diff });
}

interface Options {
  sides: Sides;
  help: boolean;
  format: Format;
  failOn: ReadonlySet<string>;
  write: readonly { format: Format; file: string }[];
}

async function diff({ sides, format, failOn, write }: Options): Promise<number> {
  const { pairs, files } = await twoGraphs(sides);
  const programs = await changedPrograms(sides, files);
  const found = diffStacks(pairs);
  const ownersFiles = inOrderOfFiles([...needsOwner(files), ...programs, ...found.ownersFiles]);
  const reviewed: Reviewed = { ...found, ownersFiles };
  for (const one of write) writeFileSync(path.resolve(one.file), formats[one.format](reviewed));
  await print(formats[format](reviewed));
  const fails = [
    ...(failOn.has("wider") && countsOf(reviewed).WIDER > 0 ? ["wider"] : []),
    ...(failOn.has("owner") && ownersReasons(reviewed).length > 0 ? ["owner"] : []),
  ];
  if (fails.length > 0) {
    console.error(`Fails on ${fails.join(" and ")}: ${headline(reviewed)}`);
    return 2;
  }
  return reviewed.problems.length > 0 ? 1 : 0;
}

function readOptions(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        base: { type: "string" },
        "base-graph": { type: "string" },
        "head-graph": { type: "string" },
        "base-commit": { type: "string" },
        "head-commit": { type: "string" },
        "fail-on": { type: "string", multiple: true, default: [] },
        format: { type: "string" },
        json: { type: "boolean", default: false },
        write: { type: "string", multiple: true, default: [] },
        "changed-files": { type: "string" },
        stack: { type: "string", multiple: true },
        directory: { type: "string", default: process.cwd() },
        help: { type: "boolean", default: false },
      },
    });
    const format = values.format ?? (values.json ? "json" : "text");
    if (!isFormat(format)) return expected("--format", Object.keys(formats), format);
    const failOn = values["fail-on"].flatMap((text) => text.split(","));
    const odd = failOn.find((text) => text !== "wider" && text !== "owner");
    if (odd !== undefined) return expected("--fail-on", ["wider", "owner"], odd);
    const write = values.write.map((text) => {
      const [how = "", ...rest] = text.split("=");
      return { format: how, file: rest.join("=") };
    });
    const wrong = write.find((one) => !isFormat(one.format) || one.file === "");
    if (wrong) return expected("--write", ["markdown=<file>"], `${wrong.format}=${wrong.file}`);
    return {
      help: values.help,
      format,
      failOn: new Set(failOn),
      write: write as Options["write"],
      sides: sidesOf(values),
    };
  } catch (error) {
    return (error as Error).message;
  }
}

const expected = (name: string, words: readonly string[], found: string) =>
  `${name}: expected ${words.join(", ")}, found ${JSON.stringify(found)}.`;

type Values = Readonly<Record<string, unknown>>;

function sidesOf(values: Values): Sides {
  const text = (name: string) => values[name] as string | undefined;
  const [base, baseGraph] = [text("base"), text("base-graph")];
  const [baseCommit, headCommit] = [text("base-commit"), text("head-commit")];
  const [headGraph, changedFiles] = [text("head-graph"), text("changed-files")];
  return {
    directory: path.resolve(text("directory") ?? "."),
    ...(values["stack"] !== undefined && { stacks: values["stack"] as readonly string[] }),
    ...(base !== undefined && { base }),
    ...(baseGraph !== undefined && { baseGraph }),
    ...(headGraph !== undefined && { headGraph }),
    ...(baseCommit !== undefined && { baseCommit }),
    ...(headCommit !== undefined && { headCommit }),
    ...(changedFiles !== undefined && { changedFiles }),
  };
}

/** Resolves when a slow reader has taken everything. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
