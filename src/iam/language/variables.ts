import { patternOf, type Pattern } from "./glob";
import type { AccessRequest } from "./policy";

/** Condition keys of a request, found without regard to case. */
export type ContextKeys = ReadonlyMap<string, readonly string[]>;

/** The request's condition keys by lower-case name. */
export function contextKeys(request: AccessRequest): ContextKeys {
  const entries = Object.entries(request.context).map(([key, value]) => {
    const values = typeof value === "string" ? [value] : value;
    return [key.toLowerCase(), values] as const;
  });
  return new Map(entries);
}

/** A text of a policy with its variables filled in; undefined where a variable has no value. */
export type Resolved = Pattern | undefined;

/** A text cut at its variables `${name}`; one that is not closed is text. */
export function piecesOf(text: string): readonly (string | { variable: string })[] {
  const pieces: (string | { variable: string })[] = [];
  let from = 0;
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
    const end = text.indexOf("}", at);
    if (end < 0) break;
    pieces.push(text.slice(from, at), { variable: text.slice(at + 2, end) });
    from = end + 1;
  }
  return [...pieces, text.slice(from)];
}

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const literals: Readonly<Record<string, string>> = { "*": "*", "?": "?", $: "$" };

function literal(text: string): Pattern {
  return [...text].map((character) => ({ text: character }));
}

/** The value of a variable, `${key}` or `${key, 'default'}`; keys with several values have none. */
function valueOf(name: string, context: ContextKeys): string | undefined {
  const comma = name.indexOf(",");
  const quoted = comma < 0 ? undefined : /^'([^']*)'$/.exec(name.slice(comma + 1).trim());
  const fallback = quoted?.[1];
  // What stands behind a comma and is no default makes a key that no request has.
  const key = quoted ? name.slice(0, comma).trim() : name.trim();
  const values = context.get(key.toLowerCase()) ?? [];
  if (values.length === 0) return fallback;
  return values.length === 1 ? values[0] : undefined;
}

/**
 * Fills in policy variables. They exist only in policies of version 2012-10-17; in older ones the text
 * stands as it is. Wildcards inside a variable's value are plain characters.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolve(text: string, version: string | undefined, context: ContextKeys): Resolved {
  if (version !== "2012-10-17" || !text.includes("${")) return patternOf(text);
  const parts: Pattern[] = [];
  for (const piece of piecesOf(text)) {
    if (typeof piece === "string") parts.push(patternOf(piece));
    else {
      const value = literals[piece.variable] ?? valueOf(piece.variable, context);
      if (value === undefined) return undefined;
      parts.push(literal(value));
    }
  }
  return parts.flat();
}

/** A pattern as plain text, wildcards as the characters that they are written with. */
export function textOfPattern(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === "string" ? part : part.text)).join("");
}
