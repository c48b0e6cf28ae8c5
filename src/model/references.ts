import { isRecord, type Entry, type Fields, type Kind, type Table } from "./table";

/** What a field of each kind refers to. A name with a dot is a field of a field, with `.*` all lists of a record. */
export const referenceFields: Readonly<Record<Kind, Readonly<Record<string, Kind>>>> = {
  endpoint: {
    calls: "endpoint",
    invokes: "endpoint",
    key: "apiKey",
    plans: "usagePlan",
    userPool: "userPool",
    clients: "userPoolClient",
    authorizer: "lambdaAuthorizer",
  },
  usagePlan: {},
  apiKey: { plan: "usagePlan" },
  userPool: {
    "triggers.preSignUp": "trigger",
    "triggers.postConfirmation": "trigger",
    "triggers.preTokenGeneration": "trigger",
  },
  userPoolClient: { userPool: "userPool" },
  identityPool: {
    userPool: "userPool",
    clients: "userPoolClient",
    calls: "endpoint",
    "groups.*": "endpoint",
    guestCalls: "endpoint",
  },
  lambdaAuthorizer: {},
  trigger: {},
  caller: { calls: "endpoint", invokes: "endpoint" },
  apiSettings: {},
};

/** The fields that hold a list of references. */
export const listFields: ReadonlySet<string> = new Set([
  "calls",
  "invokes",
  "guestCalls",
  "plans",
  "clients",
]);

/** A reference as it stands in a field. */
export interface Reference {
  /** `"calls[0]"`, `"userPool"` */
  at: string;
  to: Kind;
  value: unknown;
}

/** The references of one field, holes among them; none where the field is left out. */
export function referencesOf(entry: Entry, field: string): Reference[] {
  const to = referenceFields[entry.kind][field];
  if (to !== undefined && field.endsWith(".*")) return referencesByName(entry, field, to);
  const found = lookUp(entry.fields, field);
  if (to === undefined || found === undefined) return [];
  if (!listFields.has(field)) return [{ at: field, to, value: found.value }];
  if (!Array.isArray(found.value)) return [];
  // Array.from, because map() passes over a hole.
  return Array.from(found.value, (value: unknown, i) => ({ at: `${field}[${i}]`, to, value }));
}

/** The references in a record of lists, `groups.*`. */
function referencesByName({ fields }: Entry, field: string, to: Kind): Reference[] {
  const first = field.slice(0, -2);
  const lists = fields[first];
  if (!isRecord(lists)) return [];
  return Object.entries(lists).flatMap(([name, list]) =>
    Array.from([list].flat(), (value: unknown, i) => ({ at: `${first}.${name}[${i}]`, to, value })),
  );
}

/** The entries that a field refers to, each once and in the order of the row; what refers to nothing is left out. */
export function referred(table: Table, entry: Entry, field: string): Entry[] {
  const entries = referencesOf(entry, field).flatMap(({ to, value }) => {
    const found = isRecord(value) ? table.entryOf.get(value) : undefined;
    return found?.kind === to ? [found] : [];
  });
  return [...new Set(entries)];
}

function lookUp(fields: Fields, path: string): { value: unknown } | undefined {
  const [first = "", second] = path.split(".");
  if (!Object.hasOwn(fields, first)) return undefined;
  const value = fields[first];
  if (second === undefined) return { value };
  return isRecord(value) ? lookUp(value, second) : undefined;
}
