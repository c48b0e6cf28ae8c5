import type { EndpointRef } from "../../src/iam/write/statements";
import type { Statement } from "../../src/iam/language/policy";

/** Where the tests' API is. */
export const arn = {
  partition: "aws",
  region: "eu-central-1",
  accountId: "000000000000",
  apiId: "abcde12345",
  stage: "dev",
};

/** Rows from routes; the name of each is its route. */
export function table(...routes: string[]): EndpointRef[] {
  return routes.map((route) => {
    const [verb = "", path = ""] = route.split(" ");
    return { name: route, verb, path };
  });
}

const matchers = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let matcher = matchers.get(pattern);
  if (!matcher) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
    matcher = new RegExp(`^${source.replace(/\?/g, ".")}$`, "s");
    matchers.set(pattern, matcher);
  }
  return matcher.test(text);
}

/** What IAM says: allowed by one statement, refused by none. Nothing of the project's own evaluator. */
export function isAllowed(statements: readonly Statement[], verb: string, path: string): boolean {
  const asked = `arn:aws:execute-api:eu-central-1:000000000000:abcde12345/dev/${verb}/${path}`;
  const matching = statements.filter(({ Resource }) =>
    [Resource ?? []].flat().some((pattern) => matches(pattern, asked)),
  );
  return (
    matching.some(({ Effect }) => Effect === "Allow") &&
    !matching.some(({ Effect }) => Effect === "Deny")
  );
}

export const verbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");
const isParameter = (part: string): boolean => part.startsWith("{");
const isGreedy = (part: string): boolean => part.endsWith("+}");

function fits(row: EndpointRef, parts: readonly string[]): boolean {
  const own = partsOf(row.path);
  const last = own[own.length - 1];
  if (
    last !== undefined && isGreedy(last) ? parts.length < own.length : parts.length !== own.length
  )
    return false;
  return own.every((part, i) => isParameter(part) || part === parts[i]);
}

/** Greater is preferred: text, parameter, greedy in this order at each segment, then the exact verb. */
function preference(row: EndpointRef): string {
  const parts = partsOf(row.path);
  const kinds = parts.map((part) => (isGreedy(part) ? "1" : isParameter(part) ? "2" : "3"));
  return `${kinds.join("")}0${row.verb === "ANY" ? 0 : 1}`;
}

/** The row that API Gateway picks; slashes at the end and doubled ones do not count. */
export function route(
  rows: readonly EndpointRef[],
  verb: string,
  path: string,
): EndpointRef | undefined {
  const parts = partsOf(path);
  const fitting = rows.filter(
    (row) => (row.verb === verb || row.verb === "ANY") && fits(row, parts),
  );
  return fitting.sort((a, b) => (preference(a) < preference(b) ? 1 : -1))[0];
}

/** A path as asked; `plain` where it has neither empty segments nor a letter that is needlessly encoded. */
export interface Asked {
  path: string;
  plain: boolean;
}

/** The paths of a row: each value in each parameter, and of each the spellings that routing may not tell apart. */
export function pathsOf(row: EndpointRef, rows: readonly EndpointRef[]): Asked[] {
  const parts = partsOf(row.path);
  let filled: string[][] = [[]];
  for (const [depth, part] of parts.entries()) {
    const texts = rows
      .map(({ path }) => partsOf(path)[depth])
      .filter((text) => text !== undefined && !isParameter(text)) as string[];
    const odd = ["a%2Fb", "a*b", "*", "%3F", `x%2F${texts[0] ?? "y"}`, `${texts[0] ?? "y"}%2F7`];
    const values = isParameter(part) ? ["7", ...new Set(texts), ...odd] : [part];
    const deeper = isGreedy(part) ? ["7/8", ...texts.map((text) => `7/${text}`)] : [];
    filled = filled.flatMap((front) => [...values, ...deeper].map((value) => [...front, value]));
  }
  return filled.flatMap((values) => spellings(values.join("/")));
}

function spellings(path: string): Asked[] {
  const asked = [{ path, plain: true }];
  const more = new Set([`${path}/`, `${path}//`, `/${path}`]);
  for (let i = 0; i < path.length; i++) {
    const letter = path.charAt(i);
    if (letter === "/") more.add(`${path.slice(0, i)}/${path.slice(i)}`);
    if (!/[A-Za-z0-9.-]/.test(letter) || /%.?$/.test(path.slice(0, i))) continue;
    const code = letter.charCodeAt(0).toString(16);
    for (const form of [code, code.toUpperCase()])
      more.add(`${path.slice(0, i)}%${form}${path.slice(i + 1)}`);
  }
  return [...asked, ...[...more].map((text) => ({ path: text, plain: false }))];
}

/** A path with every letter decoded that needs no encoding. */
export function withoutNeedlessEncoding(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}/g, (code) => {
    const letter = decodeURIComponent(code);
    return /[A-Za-z0-9._~-]/.test(letter) ? letter : code;
  });
}
