import { resourceName } from "../names";
import { referred } from "../references";
import type { Entry, Table } from "../table";
import { accessOf } from "./row-access";
import { at, type Rule } from "./rule";

/** All variables of a function together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limit = 4096;

/** What a function must know about its callees fits into its environment. */
export const environments: Rule = (table) =>
  table.entries.endpoint.flatMap((entry) => {
    const bytes = environmentBytes(table, entry);
    if (bytes <= limit) return [];
    return at(entry, [
      {
        code: "environment-too-large",
        what: "what its function must know about its callees exceeds a Lambda environment",
        expected: `at most ${limit} bytes`,
        found: `about ${bytes}`,
        mend: "Split the row, so that each part calls fewer endpoints.",
      },
    ]);
  });

/** About how much the variables that Gatehouse sets take, measured as Lambda does: as one JSON text. */
function environmentBytes(table: Table, entry: Entry): number {
  const calls = referred(table, entry, "calls");
  const invokes = referred(table, entry, "invokes");
  const { api, stack } = table.options;
  const variables = {
    GATEHOUSE_API_URL: `https://${"0".repeat(10)}.execute-api.ap-southeast-1.amazonaws.com/${stack}`,
    ...(calls.length > 0 && {
      GATEHOUSE_CALLS: JSON.stringify(
        Object.fromEntries(calls.map((callee) => [callee.name, how(table, callee)])),
      ),
    }),
    ...(entry.fields["key"] !== undefined && { GATEHOUSE_API_KEY: "0".repeat(40) }),
    ...(invokes.length > 0 && {
      GATEHOUSE_INVOKES: JSON.stringify(
        Object.fromEntries(
          invokes.map(({ name }) => [name, `${resourceName({ api, stack, name })}:direct`]),
        ),
      ),
    }),
  };
  return new TextEncoder().encode(JSON.stringify(variables)).length;
}

function how(table: Table, callee: Entry) {
  const [authorizer] = referred(table, callee, "authorizer");
  return {
    access: accessOf(callee),
    ...(referred(table, callee, "plans").length > 0 && { key: true }),
    ...(authorizer && { sources: authorizer.fields["identitySource"] }),
  };
}
