import type { ResourceGraph } from "../../graph/resource";
import { isRecord, textOf } from "../../base/values";
import type { Live } from "./live";

/** A live name and the one that the program's graph has for the same thing. */
export type Names = ReadonlyMap<string, string>;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** What AWS calls things, in the graph's words: ids, names and the account. */
export function namesOf(graph: ResourceGraph, live: Live): Names {
  const byUrn = new Map(graph.map((one) => [one.urn, one]));
  const names = new Map<string, string>();
  const accounts = new Set<string>();
  for (const { outputs } of graph) {
    const account = /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(textOf(outputs["arn"]) ?? "")?.[1];
    if (account !== undefined) accounts.add(account);
  }
  const [account] = accounts;
  if (live.accountId !== undefined && account !== undefined && accounts.size === 1)
    names.set(live.accountId, account);
  for (const { urn, id } of live.pairs) {
    const own = textOf(byUrn.get(urn)?.outputs["id"]);
    if (own !== undefined && own !== id) names.set(id, own);
  }
  for (const { from, to } of authorizerNames(live)) names.set(from, to);
  return names;
}

/** The import of a document gives an authorizer another id than AWS did: permissions may name either. */
function authorizerNames({ apis }: Live): readonly { from: string; to: string }[] {
  return apis.flatMap(({ authorizers }) =>
    authorizers.flatMap((one) => {
      const [id, name] = [textOf(one["id"]), textOf(one["name"])];
      return id === undefined || name === undefined
        ? []
        : [{ from: `authorizers/${id}`, to: `authorizers/${authorizerMark}${name}` }];
    }),
  );
}

/** Stands before an authorizer's name until its id is known. */
export const authorizerMark = "named:";

/** Data with every live name replaced, as a whole word, in one pass. */
export function renamed<T>(data: T, names: Names): T {
  if (names.size === 0) return data;
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  // eslint-disable-next-line gatehouse/linear -- names, escaped; none begins inside a name
  const pattern = new RegExp(
    `(?<![A-Za-z0-9_-])(?:${longestFirst.map(escaped).join("|")})(?![A-Za-z0-9_-])`,
    "g",
  );
  const change = (value: unknown): unknown => {
    if (typeof value === "string")
      return value.replace(pattern, (found) => names.get(found) ?? found);
    if (Array.isArray(value)) return value.map(change);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [change(key) as string, change(item)]),
    );
  };
  return change(data) as T;
}
