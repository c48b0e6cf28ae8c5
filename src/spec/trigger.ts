/** A function that a user pool calls, found in `handlers/` by the name of the export. */
export interface Trigger {
  readonly kind: "trigger";
}

/**
 * A function that a user pool calls while somebody signs up or in.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 * @example
 * export const welcome = trigger(); // handlers/welcome.ts
 */
export function trigger(): Trigger {
  return { kind: "trigger" };
}
