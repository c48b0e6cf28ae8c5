import type { Fault } from "../problem";
import { referred } from "../references";
import { listing, nearest, show } from "../show";
import { isRecord, type Entry, type Table } from "../table";
import { groups } from "./names";
import { at, type Rule } from "./rule";

/** Groups of an identity pool are groups of its user pool, and nobody chooses a role where they count. */
export const identityPools: Rule = (table) => [
  ...table.entries.identityPool.flatMap((entry) =>
    at(entry, [...groupFaults(table, entry), ...classicFaults(entry)]),
  ),
  ...groups(
    table.entries.identityPool.filter(({ fields }) => isRecord(fields["groups"])),
    (entry) => referred(table, entry, "userPool")[0]?.name ?? entry.name,
  ).flatMap(([first, ...others]) =>
    others.flatMap((entry) => at(entry, [rolesTwice(first, entry)])),
  ),
];

/** A group of a user pool has one role, which tokens name; it trusts one identity pool. */
function rolesTwice(first: Entry | undefined, entry: Entry): Fault {
  return {
    code: "group-name",
    what: `the groups of its user pool have their roles from ${first?.name} already`,
    expected: "`groups` in one identity pool of a user pool",
    found: `${first?.name} and ${entry.name}`,
    mend: "Take `groups` out of one of them.",
  };
}

function groupFaults(table: Table, entry: Entry): Fault[] {
  const groups = entry.fields["groups"];
  if (groups === undefined) return [];
  if (!isRecord(groups)) {
    return [
      {
        code: "field-value",
        what: "`groups` is not a list by group",
        expected: "rows by the name of a group",
        found: show(groups),
        mend: "Write groups: { staff: [getCosts] }.",
      },
    ];
  }
  const [pool] = referred(table, entry, "userPool");
  const known = Array.isArray(pool?.fields["groups"]) ? pool.fields["groups"].map(String) : [];
  return Object.keys(groups)
    .filter((name) => pool && !known.includes(name))
    .map((name): Fault => {
      const near = nearest(name, known);
      return {
        code: "group-name",
        what: `${pool?.name} has no group "${name}"`,
        expected: listing(known, "or"),
        found: `"${name}"`,
        mend: near ? `Did you mean "${near}"?` : `Add it to \`groups\` of ${pool?.name}.`,
      };
    });
}

/** In the classic flow a caller names the role that it assumes. */
function classicFaults({ fields }: Entry): Fault[] {
  if (fields["classicFlow"] !== true || fields["groups"] === undefined) return [];
  return [
    {
      code: "classic-flow",
      what: "`classicFlow` lets people choose their role, that of another group among them",
      expected: "`classicFlow` or `groups`",
      found: "both",
      mend: "Take one of them out.",
    },
  ];
}
