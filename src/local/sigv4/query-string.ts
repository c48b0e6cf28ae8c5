/** One parameter of a query string, decoded. */
export type QueryPair = readonly [name: string, value: string];

/** Decodes percent-encoding; what is no valid encoding stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeQueryPart(text: string): string {
  return decodePercent(text.includes("+") ? text.replaceAll("+", " ") : text);
}

/** The parameters of a query string, without its question mark, in order, decoded. */
export function readQuery(query: string): QueryPair[] {
  const pairs: QueryPair[] = [];
  if (query === "") return pairs;
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    pairs.push(
      equals < 0
        ? [decodeQueryPart(part), ""]
        : [decodeQueryPart(part.slice(0, equals)), decodeQueryPart(part.slice(equals + 1))],
    );
  }
  return pairs;
}

/** A request target split at its first question mark; a fragment is cut off. */
export function splitTarget(target: string): { path: string; query: string } {
  const hash = target.indexOf("#");
  const whole = hash < 0 ? target : target.slice(0, hash);
  const mark = whole.indexOf("?");
  return mark < 0
    ? { path: whole, query: "" }
    : { path: whole.slice(0, mark), query: whole.slice(mark + 1) };
}
