import { readQuery } from "../../sigv4";
import { emptyMap } from "./headers";

/** Query parameters as an event carries them: decoded, the last value and all values. */
export interface Query {
  single: Record<string, string>;
  multi: Record<string, string[]>;
  empty: boolean;
}

/** Reads the query of a request, without its question mark. */
export function parseQuery(text: string): Query {
  const single = emptyMap<string>();
  const multi = emptyMap<string[]>();
  if (text === "") return { single, multi, empty: true };
  let empty = true;
  // A plain semicolon splits the data, docs/aws-facts.md 7.
  for (const [name, value] of readQuery(text.replaceAll(";", "&"))) {
    empty = false;
    single[name] = value;
    const known = multi[name];
    if (known) known.push(value);
    else multi[name] = [value];
  }
  return { single, multi, empty };
}
