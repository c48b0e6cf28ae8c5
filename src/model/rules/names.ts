import { compare, groupPart, resourceName } from "../names";
import type { Problem } from "../problem";
import { listing, show } from "../show";
import { allEntries, isRecord, type Entry, type Table } from "../table";
import type { Rule } from "./rule";

/** Names of schemes in the document that are not a pool's or an authorizer's. */
const schemes = ["apiKey", "iam"];

/** Names that AWS takes for functions, roles, pools and plans, and that no plain object has already. */
export const exportNames: Rule = (table) =>
  allEntries(table).flatMap((entry): Problem[] => {
    const pattern = entry.kind === "usagePlan" ? /^[A-Za-z][\w-]*$/ : /^[A-Za-z]\w*$/;
    if (pattern.test(entry.name) && !(entry.name in {}) && entry.name !== "default") return [];
    return [
      {
        code: "name",
        where: entry.where,
        what: "its name cannot be used",
        expected: "a letter, then letters, digits and underscores, and no word of JavaScript's own",
        found: show(entry.name),
        mend: "Give it another name.",
      },
    ];
  });

/** A plan's name once; no pool or authorizer with the name of another security scheme. */
export const takenNames: Rule = ({ entries }) => {
  const plans = groups(entries.usagePlan, ({ name }) => name).map((same) =>
    taken(same, "several usage plans have this name", "Rename one of them."),
  );
  const guards = [...entries.userPool, ...entries.lambdaAuthorizer].filter(({ name }) =>
    schemes.includes(name),
  );
  return [
    ...plans,
    ...guards.map((entry) =>
      taken([entry], `the document has its own scheme called ${entry.name}`, "Rename it."),
    ),
  ];
};

/** Names of functions and roles must stay apart after they are cut to 64 characters; roles differ by more than case. */
export const resourceNames: Rule = (table) =>
  groups(named(table), ({ text }) => text.toLowerCase()).map((same): Problem => {
    const wheres = same.map(({ entry }) => entry.where);
    return {
      code: "resource-name-taken",
      where: wheres[0] ?? "",
      what: `its function or role would have the name of ${listing(wheres.slice(1))}`,
      expected: "names that differ by more than capitals, also after they are cut to 64 characters",
      found: listing(same.map(({ text }) => text)),
      mend: "Rename one of them.",
    };
  });

function named({ entries, options }: Table) {
  const { endpoint, lambdaAuthorizer, trigger, caller, identityPool } = entries;
  const text = (name: string) => resourceName({ ...options, name });
  const made = caller.filter(({ fields }) => fields["role"] === undefined);
  return [
    ...[...endpoint, ...lambdaAuthorizer, ...trigger, ...made, ...identityPool].map((entry) => ({
      entry,
      text: text(entry.name),
    })),
    ...identityPool
      .filter(({ fields }) => fields["guestCalls"] !== undefined)
      .map((entry) => ({ entry, text: text(`${entry.name}-guest`) })),
    ...identityPool.flatMap((entry) =>
      Object.keys(isRecord(entry.fields["groups"]) ? entry.fields["groups"] : {}).map((group) => ({
        entry,
        text: text(`${entry.name}-${groupPart(group)}`),
      })),
    ),
  ];
}

function taken(same: readonly Entry[], what: string, mend: string): Problem {
  const [first] = same;
  return {
    code: "name-taken",
    where: first?.where ?? "",
    what,
    expected: "a unique name",
    found: listing(same.map(({ where }) => where)),
    mend,
  };
}

/** Those that share a key with another, group by group. */
export function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    byKey.set(key, [...(byKey.get(key) ?? []), item]);
  }
  return [...byKey]
    .sort(([a], [b]) => compare(a, b))
    .map(([, same]) => same)
    .filter((same) => same.length > 1);
}
