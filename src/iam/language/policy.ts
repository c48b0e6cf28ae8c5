/** Value or list of values, as IAM takes either. */
export type OneOrMany<T> = T | readonly T[];

/** One value or several as a list. */
export function listOf<T>(values: OneOrMany<T>): readonly T[] {
  return Array.isArray(values) ? (values as readonly T[]) : [values as T];
}

export type PrincipalElement = "*" | Readonly<Record<string, OneOrMany<string>>>;

/** Operator → key → values. */
export type ConditionElement = Readonly<
  Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>
>;

/** One statement of an IAM policy. */
export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action?: OneOrMany<string>;
  NotAction?: OneOrMany<string>;
  Resource?: OneOrMany<string>;
  NotResource?: OneOrMany<string>;
  Principal?: PrincipalElement;
  NotPrincipal?: PrincipalElement;
  Condition?: ConditionElement;
}

/** An IAM policy: of an identity, a resource, or of trust. */
export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: OneOrMany<Statement>;
}

/** What is asked of a policy. */
export interface AccessRequest {
  /** `execute-api:Invoke` */
  action: string;
  /** The full ARN, no wildcards. */
  resource: string;
  /** Who asks; undefined where nobody has said (an anonymous call). Matched against Principal elements. */
  principal?: RequestPrincipal;
  /** Condition keys and their values; names are compared without regard to case. A missing key is absent. */
  context: Readonly<Record<string, OneOrMany<string>>>;
}

/** The caller, as Principal elements name it. */
export interface RequestPrincipal {
  /** ARN of the user, role or assumed-role session. */
  arn: string;
  accountId: string;
  /** For a session: the ARN of its role. */
  roleArn?: string;
  /** For an AWS service: its name. */
  service?: string;
  /** For web identity: its provider. */
  federated?: string;
}

/** What one document says about a request, and why. */
export interface PolicyVerdict {
  result: "allowed" | "explicitDeny" | "implicitDeny";
  /** Statements that decided: for explicitDeny the Denys, for allowed the Allows. */
  decidedBy: readonly { sid?: string; index: number; document: number; statement: Statement }[];
  /** What was not understood; each counts as a Deny where it stands in a Deny, as no match where it stands in an Allow. */
  notUnderstood: readonly string[];
}
