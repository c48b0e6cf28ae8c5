import fs from "node:fs";
import { isReservedByLambda } from "./functions/reserved-names";

/** What `.env` says: for all functions, for one, and what is wrong with it. */
export interface DotEnv {
  all: Readonly<Record<string, string>>;
  /** By the function's Pulumi name. */
  byFunction: Readonly<Record<string, Readonly<Record<string, string>>>>;
  problems: readonly string[];
}

/** Why a name may not be set, where it would undo what the gateway gives a function. */
function whyReserved(name: string): string | undefined {
  if (/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name))
    return "keys of the function's role stand there. Use AWS_PROFILE for credentials of your own";
  if (name === "AWS_ENDPOINT_URL")
    return "it would also redirect what the gateway answers itself. Use AWS_ENDPOINT_URL_<SERVICE>, such as AWS_ENDPOINT_URL_DYNAMODB";
  if (isReservedByLambda(name))
    return "Lambda sets it itself and refuses to deploy a function that does. Use a name of your own";
  if (name.startsWith("GATEHOUSE_"))
    return "call, invoke and the gateway read it and set it themselves. Use a name of your own";
  return undefined;
}

/** Reads `.env`, where there is one. */
export function readDotEnv(file: string): DotEnv {
  return parseDotEnv(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
}

/** `NAME=value` for all functions, `placeOrder.NAME=value` for one; `#` begins a comment. */
export function parseDotEnv(text: string): DotEnv {
  const all: Record<string, string> = {};
  // Without a prototype: a line may begin with `constructor.` or `__proto__.`
  const byFunction: Record<string, Record<string, string>> = Object.create(null);
  const problems: string[] = [];
  for (const { line, name, value } of assignments(text, problems)) {
    const [, fn, variable] = /^(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/.exec(name) ?? [];
    const why = variable && whyReserved(variable);
    if (why) problems.push(`.env line ${line}: ${name} may not be set: ${why}.`);
    else if (variable && fn) (byFunction[fn] ??= {})[variable] = value;
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
  let rest = "";
  let at = 0;
  for (const match of covered.matchAll(pattern)) {
    const [whole, name = "", double, single, bare = ""] = match;
    const line = linesIn(covered.slice(0, match.index)) + 1;
    rest += covered.slice(at, match.index) + "\n".repeat(linesIn(whole));
    at = match.index + whole.length;
    const value = double !== undefined ? unescape(double) : (single ?? withoutComment(bare));
    yield { line, name, value };
  }
  rest += covered.slice(at);
  rest.split("\n").forEach((line, index) => {
    if (/^\s*(#.*)?$/.test(line)) return;
    problems.push(`.env line ${index + 1}: expected NAME=value.`);
  });
}

const linesIn = (text: string) => text.split("\n").length - 1;

const withoutComment = (value: string) => (value.startsWith("#") ? "" : value.trim());

function unescape(value: string): string {
  const known: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return value.replace(/\\(.)/gs, (_whole, character: string) => known[character] ?? character);
}
