import { labelOf, type Input, type Row } from "./row";

/** Percent-encodes all but letters, digits and `-._~`, which is how a signature's canonical form has it. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text of a path parameter, query parameter or header. */
export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The verb of a row: what it says, or what the call says where the row is `ANY`. */
export function verbOf(row: Row, input: Input): string {
  const verb = row.route.slice(0, row.route.indexOf(" "));
  if (verb !== "ANY") return verb;
  if (input.method !== undefined) return input.method;
  throw new Error(
    `${labelOf(row)}: the row takes any method, and the call names none. Give { method }.`,
  );
}

/** The row's path with its parameters filled in, percent-encoded. Refuses values that would reach another path. */
export function pathOf(row: Row, params: Input["params"] = {}): string {
  const path = row.route.slice(row.route.indexOf(" ") + 1);
  return path.replace(/\{([^{}+]+)(\+?)\}/g, (_match, name: string, greedy: string) => {
    const value = params[name];
    const text = value === undefined || value === null ? "" : textOf(value);
    const pieces = greedy === "" ? [text] : text.split("/");
    // Clients and gateways drop empty segments and resolve dots, so the call would reach another endpoint.
    if (pieces.some((piece) => piece === "" || piece === "." || piece === "..")) {
      throw new Error(
        `${labelOf(row)}: the path parameter ${name} is ${text === "" ? "missing or empty" : "a dot segment or has an empty one"}, expected text that can stand as a segment of the path.`,
      );
    }
    return pieces.map(encode).join("/");
  });
}

/** The query of a call with its question mark; nothing where it is empty. Lists repeat the name. */
export function queryOf(query: Input["query"] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item) => `${encode(name)}=${encode(textOf(item))}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The headers of a call, by lower-case name. */
export function headersOf(headers: Input["headers"] = {}): Record<string, string> {
  const given = Object.entries(headers).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), textOf(value)]));
}
