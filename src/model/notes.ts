import { referred } from "./references";
import { accessOf } from "./rules/row-access";
import { routedRows } from "./rules/routes";
import { listing } from "./show";
import type { Entry, Table } from "./table";

/** Things that are right but weaker than they look. */
export function notes(table: Table): string[] {
  return [
    ...callsWithoutRight(table),
    ...otherAccounts(table),
    ...longPolicies(table),
    ...unusedAuthorizers(table),
    ...unusedTriggers(table),
    ...unusedKeys(table),
    ...closedPreflights(table),
  ];
}

/** Only a row with access `iam` looks at the rights of a role. */
function callsWithoutRight(table: Table): string[] {
  const { caller, identityPool } = table.entries;
  return [...caller, ...identityPool].flatMap((entry) =>
    ["calls", "groups.*", "guestCalls"].flatMap((field) =>
      referred(table, entry, field)
        .filter((row) => accessOf(row) !== "iam")
        .map(
          (row) =>
            `${entry.where}: \`${field}\` names ${row.name}, whose access is "${String(row.fields["access"])}". A role gives no right there; only rows with access "iam" ask for one.`,
        ),
    ),
  );
}

/** Both accounts must allow a call from another one: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html */
function otherAccounts({ entries }: Table): string[] {
  return entries.caller
    .filter(({ fields }) => fields["role"] !== undefined)
    .map(
      ({ where, fields }) =>
        `${where}: if ${String(fields["role"])} is a role of another account, it also needs its own policy that allows execute-api:Invoke on these rows.`,
    );
}

/** Inline policies of a role together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const inlineLimit = 10_240;

function longPolicies(table: Table): string[] {
  const { endpoint, caller, identityPool } = table.entries;
  const arns = new Map(
    routedRows(table)
      .filter(({ entry }) => accessOf(entry) === "iam")
      .map(({ entry, verb, path, segments }) => {
        const arn = 85 + table.options.stack.length + verb.length + path.length;
        const open = segments.some(({ kind }) => kind !== "text");
        // Beside a path with parameters stand the Deny statements for what a * would open below it.
        return [entry, open ? 3 * arn : arn] as const;
      }),
  );
  return [...endpoint, ...caller, ...identityPool].flatMap((entry) => {
    const bytes = referred(table, entry, "calls").reduce((sum, to) => sum + (arns.get(to) ?? 0), 0);
    return bytes > inlineLimit * 0.9
      ? [
          `${entry.where}: its role's policy takes about ${bytes} characters, and inline policies end at ${inlineLimit}: it is split into managed policies.`,
        ]
      : [];
  });
}

function unusedAuthorizers(table: Table): string[] {
  return unused(table, {
    of: table.entries.lambdaAuthorizer,
    by: table.entries.endpoint,
    fields: ["authorizer"],
  }).map(({ where }) => `${where}: no row uses this authorizer.`);
}

function unusedTriggers(table: Table): string[] {
  const fields = ["preSignUp", "postConfirmation", "preTokenGeneration"].map(
    (f) => `triggers.${f}`,
  );
  return unused(table, { of: table.entries.trigger, by: table.entries.userPool, fields }).map(
    ({ where }) => `${where}: no user pool calls this trigger.`,
  );
}

interface Use {
  of: readonly Entry[];
  by: readonly Entry[];
  fields: readonly string[];
}

function unused(table: Table, { of, by, fields }: Use): Entry[] {
  const used = new Set(by.flatMap((one) => fields.flatMap((field) => referred(table, one, field))));
  return of.filter((entry) => !used.has(entry));
}

function unusedKeys(table: Table): string[] {
  return table.entries.endpoint.flatMap((entry) => {
    const [key] = referred(table, entry, "key");
    const calls = referred(table, entry, "calls");
    const asking = calls.filter((row) => referred(table, row, "plans").length > 0);
    if (!key || asking.length > 0) return [];
    return [
      `${entry.where}: it has the key ${key.name}, and none of its callees (${listing(calls.map(({ name }) => name))}) asks for one.`,
    ];
  });
}

/** Browsers send a preflight without credentials. */
function closedPreflights(table: Table): string[] {
  return routedRows(table)
    .filter(({ entry, verb }) => verb === "OPTIONS" && accessOf(entry) !== "public")
    .map(
      ({ entry }) =>
        `${entry.where}: browsers send preflights without credentials, so that this row refuses each of them.`,
    );
}
