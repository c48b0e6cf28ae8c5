import type { Fault } from "../problem";
import { referred } from "../references";
import { listing, nearest } from "../show";
import type { Entry } from "../table";
import { at, type Rule } from "./rule";

/**
 * Scopes that every pool can give: the first to a sign-in, the others from its sign-in page.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const everyPool = ["aws.cognito.signin.user.admin", "openid", "email", "phone", "profile"];

/** A row asks only for scopes that its pool can give. */
export const scopes: Rule = (table) =>
  table.entries.endpoint.flatMap((entry) => {
    const asked = entry.fields["scopes"];
    const [pool] = referred(table, entry, "userPool");
    if (!pool || !Array.isArray(asked)) return [];
    return at(entry, scopeFaults(pool, asked));
  });

/** The scopes that a pool cannot give. */
export function scopeFaults(pool: Entry, asked: readonly unknown[]): Fault[] {
  const own = Array.isArray(pool.fields["scopes"]) ? pool.fields["scopes"].map(String) : [];
  const known = [...own, ...everyPool];
  return asked
    .map(String)
    .filter((scope) => !known.includes(scope))
    .map((scope): Fault => {
      const near = nearest(scope, known);
      return {
        code: "scope-unknown",
        what: `${pool.name} has no scope "${scope}", so no token may call it`,
        expected: listing(known, "or"),
        found: `"${scope}"`,
        mend: near ? `Did you mean "${near}"?` : `Add it to \`scopes\` of ${pool.name}.`,
      };
    });
}
