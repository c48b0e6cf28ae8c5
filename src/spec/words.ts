/** The words of the table, which are also the kinds of what it exports: the one list of them. */
export const words = [
  "endpoint",
  "usagePlan",
  "apiKey",
  "userPool",
  "userPoolClient",
  "identityPool",
  "lambdaAuthorizer",
  "trigger",
  "caller",
  "apiSettings",
] as const;

/** A word of the table. */
export type Word = (typeof words)[number];
