import type { Endpoint } from "./endpoint";

/** What `caller` takes. */
export interface CallerOptions {
  /** Who may assume the role: the ARN of a role, a user or an account's root, or a service such as `"states.amazonaws.com"`. */
  assumedBy: string;
  /** The `iam` rows that the role may call. */
  calls: readonly Endpoint[];
  /** Rows whose functions the role may invoke directly. @default none */
  invokes?: readonly Endpoint[];
}

/** A role for somebody outside this program. */
export interface Caller extends CallerOptions {
  readonly kind: "caller";
}

/**
 * A role that somebody outside this program assumes to call the named rows.
 * @example
 * export const billing = caller({ assumedBy: "arn:aws:iam::111122223333:role/billing", calls: [getStock] });
 */
export function caller(options: CallerOptions): Caller {
  return { ...options, kind: "caller" };
}
