import type { Acceptable } from "./accept";
import type { Endpoint } from "./endpoint";

/**
 * Workflows of a GitHub repository, which show who they are by OpenID Connect. One branch or one
 * environment of one repository; a `*` is refused.
 * @see https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 */
export type GitHubActions = { github: `${string}/${string}` } & (
  { branch: string; environment?: never } | { environment: string; branch?: never }
);

/**
 * Who may assume a role: the ARN of a role, a user or an account's root, a service such as
 * `"states.amazonaws.com"`, or workflows of a GitHub repository.
 */
export type AssumedBy = string | GitHubActions;

/** Conditions of a trust policy: operator → condition key → value or values. */
export type TrustConditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/** What `caller` takes for a role that this program makes. */
export interface NewRole extends Acceptable {
  /** Who may assume the role: one, or a list. */
  assumedBy: AssumedBy | readonly [AssumedBy, ...AssumedBy[]];
  /** The `iam` rows that the role may call. */
  calls: readonly Endpoint[];
  /** Rows whose functions the role may invoke directly. @default none */
  invokes?: readonly Endpoint[];
  /**
   * What an account outside must name when it assumes the role, agreed with those who run it, so that
   * they cannot be tricked into using it for somebody else. Not a secret.
   * @default none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  externalId?: string;
  /**
   * Further conditions that must hold when the role is assumed: `{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }`.
   * @default none
   */
  conditions?: TrustConditions;
  /** How long a session lasts at most, in hours, 1 to 12. @default 1 */
  maxSessionHours?: number;
  role?: never;
}

/** What `caller` takes for a role that exists already, in this account or in another. */
export interface ExistingRole<Role extends string = string> extends Acceptable {
  /**
   * The role's ARN. It is named in the API's resource policy. In this account that is enough; a role of
   * another account needs `execute-api:Invoke` in its own policy as well.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
   */
  role: Role;
  /** The `iam` rows that the role may call. */
  calls: readonly Endpoint[];
  assumedBy?: never;
  invokes?: never;
  externalId?: never;
  conditions?: never;
  maxSessionHours?: never;
}

/** Somebody outside this program who calls: with their own role, or with one that is made for them. */
export interface Caller<Role extends string = string> {
  readonly kind: "caller";
  /** The ARN of the role they have. */
  readonly role?: Role;
}

/**
 * Somebody outside this program who calls the named rows: through a role that they assume, or with a
 * role that they have.
 * @example
 * export const billing = caller({ assumedBy: "arn:aws:iam::111122223333:role/billing", calls: [getStock] });
 * export const release = caller({ assumedBy: { github: "example/shop", branch: "main" }, calls: [getStock] });
 * export const audit = caller({ role: "arn:aws:iam::444455556666:role/audit", calls: [getStock] });
 */
export function caller<Role extends string = never>(
  options: NewRole | ExistingRole<Role>,
): Caller<Role> {
  return { ...options, kind: "caller" } as never;
}
