import type { Access, LambdaAuthorizer, None, Outputs, Schemas } from "../spec";
import type { ProxyEvent } from "./event";

/** The claims of a token; API Gateway hands each over as text. */
export interface Claims {
  /** The person's id in the pool; of a machine's token, the id of its client. */
  readonly sub: string;
  readonly [name: string]: string;
}

/** Set where a function of this API invoked the row directly; there is no identity then, and reading one throws. */
export interface Direct {
  readonly direct?: true;
}

/** A key that a row asks for beside its access. */
export interface MaybeKey {
  /** The id of the API key, on rows with `plans`. */
  readonly apiKeyId?: string;
}

/** Who sent an API key. */
export interface KeyCaller extends Direct {
  /** The id of the key; its value is never shown to a handler. */
  readonly apiKeyId: string;
}

/** Who signed with AWS credentials. */
export interface IamCaller extends Direct, MaybeKey {
  readonly userArn: string;
  readonly accountId: string;
  /** `AIDA…`, or `AROA…:<session>`. */
  readonly userId: string;
  /** Of credentials of an identity pool. */
  readonly cognitoIdentityId?: string;
  readonly cognitoIdentityPoolId?: string;
  readonly cognitoAuthenticationType?: string;
  readonly cognitoAuthenticationProvider?: string;
}

/** Who sent a token of a user pool. */
export interface CognitoCaller extends Direct, MaybeKey {
  readonly claims: Claims;
}

/** A caller that an authorizer allowed. */
export interface CustomCaller<Context extends Schemas = Schemas> extends Direct, MaybeKey {
  readonly principalId: string;
  /** What the authorizer said, parsed by its schemas. */
  readonly context: Outputs<Context>;
}

interface Callers {
  public: Direct;
  apiKey: KeyCaller;
  iam: IamCaller;
  cognito: CognitoCaller;
}

/** Who called a row, by its access. */
export type CallerOf<A extends string, Authorizer extends LambdaAuthorizer> = A extends "custom"
  ? CustomCaller<ContextOf<Authorizer>>
  : A extends keyof Callers
    ? Callers[A]
    : Direct;

type ContextOf<Authorizer extends LambdaAuthorizer> =
  Authorizer extends LambdaAuthorizer<string, string, infer Context> ? Context : None;

const fields: Record<Access, readonly string[]> = {
  public: [],
  apiKey: ["apiKeyId"],
  iam: ["userArn", "accountId", "userId"],
  cognito: ["claims"],
  custom: ["principalId", "context"],
};

/** Who called, read from what API Gateway found out. `context` is the authorizer's, already parsed. */
export function callerOf(access: Access, event: ProxyEvent, context: unknown): object {
  const { identity, authorizer } = event.requestContext;
  const key = identity?.apiKeyId === undefined ? {} : { apiKeyId: identity.apiKeyId };
  switch (access) {
    case "public":
      return {};
    case "apiKey":
      return key;
    case "iam":
      return { ...key, ...iamIdentity(event) };
    case "cognito":
      return { ...key, claims: authorizer?.["claims"] ?? {} };
    case "custom":
      return { ...key, principalId: authorizer?.["principalId"], context };
    default:
      return access satisfies never;
  }
}

function iamIdentity({ requestContext: { identity } }: ProxyEvent): object {
  const cognito = {
    cognitoIdentityId: identity.cognitoIdentityId,
    cognitoIdentityPoolId: identity.cognitoIdentityPoolId,
    cognitoAuthenticationType: identity.cognitoAuthenticationType,
    cognitoAuthenticationProvider: identity.cognitoAuthenticationProvider,
  };
  const given = Object.entries(cognito).filter(([, value]) => typeof value === "string");
  return {
    userArn: identity.userArn,
    accountId: identity.accountId,
    userId: identity.user,
    ...Object.fromEntries(given),
  };
}

/** The caller of a direct invoke: nobody is known, so reading who it is throws and never gives `undefined`. */
export function directCaller(access: Access, row: string): object {
  const caller = { direct: true };
  for (const field of fields[access]) {
    Object.defineProperty(caller, field, {
      enumerable: false,
      get() {
        throw new Error(
          `${row}: caller.${field} was read, but a function of this API invoked the row directly, so nobody's identity is known. Look at caller.direct first.`,
        );
      },
    });
  }
  return caller;
}
