import type { Fault } from "../problem";
import { referred } from "../references";
import { listing } from "../show";
import type { Entry, Table } from "../table";
import { scopeFaults } from "./scopes";
import { at, type Rule } from "./rule";

/** Clients of a row are its pool's, and its tokens are ID tokens. */
export const rowClients: Rule = (table) =>
  table.entries.endpoint
    .filter(({ fields }) => fields["clients"] !== undefined)
    .flatMap((entry) => at(entry, [...besideScopes(entry), ...ofOtherPools(table, entry)]));

/** A sign-in page gives scopes that the pool has. */
export const signInPages: Rule = (table) =>
  [...table.entries.userPool, ...table.entries.userPoolClient].flatMap((entry) => {
    const page = entry.fields["signInPage"] as { scopes?: unknown } | undefined;
    const pool = entry.kind === "userPool" ? entry : referred(table, entry, "userPool")[0];
    if (!pool || !Array.isArray(page?.scopes)) return [];
    return at(entry, scopeFaults(pool, page.scopes));
  });

function besideScopes({ fields }: Entry): Fault[] {
  if (fields["scopes"] === undefined) return [];
  return [
    {
      code: "clients-beside-scopes",
      what: "`clients` cannot be combined with `scopes`: with scopes a row takes access tokens, which do not name a client where API Gateway looks for it",
      expected: "`clients` or `scopes`",
      found: "both",
      mend: "Take one of them out; a scope that only one client may ask for does the same.",
    },
  ];
}

function ofOtherPools(table: Table, entry: Entry): Fault[] {
  const [pool] = referred(table, entry, "userPool");
  const others = referred(table, entry, "clients").filter(
    (client) => pool && referred(table, client, "userPool")[0] !== pool,
  );
  if (others.length === 0) return [];
  return [
    {
      code: "clients-of-other-pool",
      what: `\`clients\` names clients of another pool, whose tokens it refuses`,
      expected: `clients of ${pool?.name}`,
      found: listing(others.map(({ name }) => name)),
      mend: "Name clients of the row's pool.",
    },
  ];
}
