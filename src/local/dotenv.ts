import fs from "node:fs";

/** What `.env` says: for all functions, for one, and what is wrong with it. */
export interface DotEnv {
  all: Readonly<Record<string, string>>;
  /** By the function's Pulumi name. */
  byFunction: Readonly<Record<string, Readonly<Record<string, string>>>>;
  problems: readonly string[];
}

/** Names that would undo what the gateway gives a function. */
const reserved: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID:
    "keys of the function's role stand there. Use AWS_PROFILE for credentials of your own",
  AWS_SECRET_ACCESS_KEY:
    "keys of the function's role stand there. Use AWS_PROFILE for credentials of your own",
  AWS_SESSION_TOKEN:
    "keys of the function's role stand there. Use AWS_PROFILE for credentials of your own",
  AWS_ENDPOINT_URL:
    "it would also redirect what the gateway answers itself. Use AWS_ENDPOINT_URL_<SERVICE>, such as AWS_ENDPOINT_URL_DYNAMODB",
};

/** Reads `.env`, where there is one. */
export function readDotEnv(file: string): DotEnv {
  return parseDotEnv(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
}

/** `NAME=value` for all functions, `placeOrder.NAME=value` for one; `#` begins a comment. */
export function parseDotEnv(text: string): DotEnv {
  const all: Record<string, string> = {};
  const byFunction: Record<string, Record<string, string>> = {};
  const problems: string[] = [];
  for (const { line, name, value } of assignments(text, problems)) {
    const [, fn, variable] = /^(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/.exec(name) ?? [];
    if (variable && Object.hasOwn(reserved, variable)) {
      problems.push(`.env line ${line}: ${name} may not be set: ${reserved[variable]}.`);
    } else if (variable && fn) (byFunction[fn] ??= {})[variable] = value;
    else if (variable) all[variable] = value;
    else {
      problems.push(
        `.env line ${line}: "${name}" is not a name; expected NAME=value or <function>.NAME=value.`,
      );
    }
  }
  return { all, byFunction, problems };
}

/** A function's own variables over those of all. */
export function variablesOf(dotenv: DotEnv, functionName: string): Record<string, string> {
  return { ...dotenv.all, ...dotenv.byFunction[functionName] };
}

/** Names in `.env` that are no function of the graph. */
export function unknownFunctions(dotenv: DotEnv, functionNames: readonly string[]): string[] {
  return Object.keys(dotenv.byFunction)
    .filter((name) => !functionNames.includes(name))
    .map((name) => `.env: "${name}." names no function; there are ${functionNames.join(", ")}.`);
}

interface Assignment {
  line: number;
  name: string;
  value: string;
}

function* assignments(text: string, problems: string[]): Generator<Assignment> {
  // A value in quotes may go on over several lines.
  const pattern =
    /^[ \t]*(?:export[ \t]+)?([^\s=#][^=\n]*?)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\n]*?))[ \t]*(?:[ \t]#[^\n]*)?$/gm;
  const covered = text.replace(/\r\n/g, "\n");
  let rest = covered;
  for (const match of covered.matchAll(pattern)) {
    const [whole, name = "", double, single, bare = ""] = match;
    rest = rest.replace(whole, "\n".repeat(whole.split("\n").length - 1));
    const line = covered.slice(0, match.index).split("\n").length;
    const value = double !== undefined ? unescape(double) : (single ?? withoutComment(bare));
    yield { line, name, value };
  }
  rest.split("\n").forEach((line, at) => {
    if (/^\s*(#.*)?$/.test(line)) return;
    problems.push(`.env line ${at + 1}: expected NAME=value.`);
  });
}

const withoutComment = (value: string) => (value.startsWith("#") ? "" : value.trim());

function unescape(value: string): string {
  const known: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return value.replace(/\\(.)/gs, (_whole, character: string) => known[character] ?? character);
}
