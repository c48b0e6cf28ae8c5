import { words, type Word } from "../spec/words";
import type { BuildOptions } from "./model";

/** The kinds of things that a table may export. */
export const kinds = words;

/** What an exported thing is. */
export type Kind = Word;

/** How a message calls a thing of each kind. */
export const kindWords: Record<Kind, string> = {
  endpoint: "an endpoint",
  usagePlan: "a usage plan",
  apiKey: "an API key",
  userPool: "a user pool",
  userPoolClient: "a client of a user pool",
  identityPool: "an identity pool",
  lambdaAuthorizer: "a Lambda authorizer",
  trigger: "a trigger",
  caller: "a caller",
  apiSettings: "settings of the API",
};

/** The fields of a thing as they were given: the compiler may not have seen them. */
export type Fields = Readonly<Record<string, unknown>>;

/** An exported thing. */
export interface Entry {
  readonly kind: Kind;
  /** The name that the model uses: of the export, or of the plan within its record. */
  readonly name: string;
  /** Where it stands among the exports: `["plans", "free"]`. */
  readonly path: readonly string[];
  /** How a message names it: `getStock (GET /stock/{restaurant})`, `plans.free`. */
  readonly where: string;
  /** Where it is declared, `api-spec/index.ts:12`, where that is known; `where` holds it too. */
  readonly place?: string;
  readonly fields: Fields;
}

/** The table as it was exported, before anything about its fields is certain. */
export interface Table {
  readonly entries: Readonly<Record<Kind, readonly Entry[]>>;
  /** The entry of an exported object. */
  readonly entryOf: ReadonlyMap<object, Entry>;
  readonly options: BuildOptions;
}

/** Every entry, kind by kind. */
export function allEntries(table: Table): Entry[] {
  return kinds.flatMap((kind) => table.entries[kind]);
}

/** The kind of a value that a function of the language made. */
export function kindOf(value: unknown): Kind | undefined {
  const kind = isRecord(value) ? value["kind"] : undefined;
  return kinds.find((known) => known === kind);
}

/** Whether a value is an object other than a list. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
