/** The stable name of each thing that can be wrong with a table. */
export const problemCodes = [
  "acceptance",
  "access-missing",
  "access-unknown",
  "any-beside-verb",
  "api-name",
  "assumed-by",
  "authorizer-cache",
  "authorizer-context",
  "body-never-json",
  "body-without-use",
  "caller-role",
  "classic-flow",
  "clients-beside-scopes",
  "clients-empty",
  "clients-of-other-pool",
  "cors-credentials",
  "cors-options-row",
  "cors-origin",
  "covered-stage",
  "environment-too-large",
  "field-missing",
  "field-of-other-access",
  "field-undefined",
  "field-unknown",
  "field-value",
  "group-name",
  "handler-missing",
  "handler-name",
  "handler-shared",
  "handler-without-row",
  "header-twice",
  "header-unreadable",
  "identity-source",
  "key-missing",
  "key-of-other-plan",
  "key-versions",
  "memory",
  "name",
  "name-taken",
  "no-rows",
  "not-exported",
  "not-top-level",
  "open-route-catches",
  "parameter-name",
  "parameter-never-text",
  "parameter-unknown",
  "plans-empty",
  "provider-issuer",
  "quota",
  "quota-offset",
  "reference-kind",
  "reference-undefined",
  "resource-name-taken",
  "route-ambiguous",
  "route-malformed",
  "route-reserved",
  "route-twice",
  "schema",
  "scope-name",
  "scope-unknown",
  "scopes-empty",
  "settings-twice",
  "sign-up",
  "stage-name",
  "throttle",
  "timeout",
  "too-many-authorizers",
  "too-many-resources",
  "two-names",
] as const;

/** The stable name of one thing that can be wrong with a table. */
export type ProblemCode = (typeof problemCodes)[number];

/** One thing that is wrong with a table, as data. */
export interface Problem {
  code: ProblemCode;
  /** The export, a row with its route: `getStock (GET /stock/{restaurant})`. */
  where: string;
  /** What is wrong, as a sentence without its full stop. */
  what: string;
  expected: string;
  found: string;
  /** What to do about it, as a sentence. */
  mend: string;
}

/** A problem that does not know yet which export it is about. */
export type Fault = Omit<Problem, "where">;

/** One problem as text: where, what, expected, found, and the mend. */
export function problemText({ where, what, expected, found, mend }: Problem): string {
  return `${where}: ${what}. Expected ${expected}, found ${found}. ${mend}`;
}

/** What is wrong with a table: all of it at once. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`The table has ${count}:`, ...problems.map((p) => `- ${problemText(p)}`)].join("\n"));
    this.problems = problems;
  }
}
