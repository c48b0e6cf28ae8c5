import fs from "node:fs";
import { isReservedByLambda } from "../functions/reserved-names";

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
    return "keys of the function's role stand there. Use AWS_PROFILE for other credentials";
  if (name === "AWS_ENDPOINT_URL")
    return "it would also redirect what the gateway answers itself. Use AWS_ENDPOINT_URL_<SERVICE>, such as AWS_ENDPOINT_URL_DYNAMODB";
  if (isReservedByLambda(name))
    return "Lambda sets it itself and refuses to deploy a function that does. Use another name";
  if (name.startsWith("GATEHOUSE_"))
    return "call, invoke and the gateway read it and set it themselves. Use another name";
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
  const covered = text.replace(/\r\n/g, "\n");
  for (let at = 0, line = 1; at < covered.length;) {
    const end = endOfLine(covered, at);
    const written = covered.slice(at, end);
    const equals = written.indexOf("=");
    const name = written
      .slice(0, Math.max(equals, 0))
      .trim()
      .replace(/^export[ \t]+/, "");
    const read = /^[^\s=#]/.test(name) ? valueAt(covered, at + equals + 1) : undefined;
    if (read) yield { line, name, value: read.value };
    else if (!/^\s*(?:#|$)/.test(written)) problems.push(`.env line ${line}: expected NAME=value.`);
    const next = read?.end ?? end;
    line += linesIn(covered.slice(at, next)) + 1;
    at = next + 1;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** The value that begins at a place, and where its line ends. One in quotes may go on over several lines. */
function valueAt(text: string, from: number): { value: string; end: number } | undefined {
  const rest = /[^ \t]|$/g;
  rest.lastIndex = from;
  const start = rest.exec(text)?.index ?? text.length;
  const quote = text[start];
  const close = quote === '"' || quote === "'" ? closing(text, start) : -1;
  const end = endOfLine(text, close < 0 ? start : close);
  // Behind the quotes there is a comment or nothing, or else the quotes are part of the value.
  if (close >= 0 && /^[ \t]*(?:$|(?<=[ \t])#)/.test(text.slice(close + 1, end))) {
    const inside = text.slice(start + 1, close);
    return { value: quote === '"' ? unescape(inside) : inside, end };
  }
  const bare = text.slice(start, endOfLine(text, start));
  return { value: withoutComment(bare), end: endOfLine(text, start) };
}

/** Where a text in quotes ends; -1 where it does not. */
function closing(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && text[start] === '"') at += 1;
    else if (text[at] === text[start]) return at;
  }
  return -1;
}

const linesIn = (text: string) => text.split("\n").length - 1;

/** `#` behind a space begins a comment. */
const withoutComment = (value: string) =>
  value.startsWith("#") ? "" : value.split(/[ \t]#/, 1)[0]!.trim();

function unescape(value: string): string {
  const known: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return value.replace(/\\(.)/gs, (_whole, character: string) => known[character] ?? character);
}
