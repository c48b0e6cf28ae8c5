import type { Problem } from "../problem";
import { referenceFields, referencesOf, referred } from "../references";
import { listing } from "../show";
import type { Entry, Table } from "../table";
import { at, type Rule } from "./rule";

/** A function that calls a row with plans sends a key of one of them. */
export const keys: Rule = (table) =>
  table.entries.endpoint.flatMap((entry) => {
    if (isBroken(entry, "calls") || isBroken(entry, "key")) return [];
    const [key] = referred(table, entry, "key");
    return referred(table, entry, "calls").flatMap((callee) =>
      keyFor(table, { entry, key, callee }),
    );
  });

interface Call {
  entry: Entry;
  key: Entry | undefined;
  callee: Entry;
}

function keyFor(table: Table, { entry, key, callee }: Call): Problem[] {
  const plans = referred(table, callee, "plans");
  if (plans.length === 0) return [];
  const wanted = listing(
    plans.map(({ where }) => where),
    "or",
  );
  if (!key) {
    return at(entry, [
      {
        code: "key-missing",
        what: `it calls ${callee.name}, which asks for an API key, and has none to send`,
        expected: `\`key\`: an API key of ${wanted}`,
        found: "nothing",
        mend: keysOf(table, plans),
      },
    ]);
  }
  const [plan] = referred(table, key, "plan");
  if (!plan || plans.includes(plan)) return [];
  return at(entry, [
    {
      code: "key-of-other-plan",
      what: `its key ${key.name} may not call ${callee.name}, which it calls`,
      expected: `an API key of ${wanted}`,
      found: `${key.name}, a key of ${plan.where}`,
      mend: `${keysOf(table, plans)} Or add ${plan.where} to the plans of ${callee.name}.`,
    },
  ]);
}

function keysOf(table: Table, plans: readonly Entry[]): string {
  const fitting = table.entries.apiKey.filter((key) =>
    referred(table, key, "plan").some((plan) => plans.includes(plan)),
  );
  return fitting.length > 0
    ? `Add key: ${fitting[0]?.name}.`
    : `Export a key of its plan, apiKey({ plan: ${plans[0]?.where} }), and add it as \`key\`.`;
}

/** Whether a reference of the field is a hole or of the wrong kind, which another rule says. */
function isBroken(entry: Entry, field: string): boolean {
  const to = referenceFields[entry.kind][field];
  return referencesOf(entry, field).some(
    ({ value }) => (value as { kind?: unknown } | undefined)?.kind !== to,
  );
}
