import type { Deployed } from "../../graph/deployed";
import type { Check } from "../../access/explain/checks";
import type { PolicyDocument, RequestPrincipal } from "../../iam/language/policy";

/**
 * What the parts of the laptop's side ask of each other. Each part is made once at the start and takes
 * a new graph by `load`, which swaps it between two requests: a request is judged by one graph.
 */
export interface Part {
  load(definition: Deployed): void | Promise<void>;
  close(): Promise<void>;
}

/** Who signed a request, and what their policies say. */
export interface Identity {
  /** `AKIA…` or `ASIA…` */
  accessKeyId: string;
  /** ARN as it stands in `userArn`: a user's, or `arn:aws:sts::…:assumed-role/<role>/<session>`. */
  arn: string;
  accountId: string;
  /** `AIDA…`, or `AROA…:<session>`. */
  userId: string;
  /** Matched against Principal elements. */
  principal: RequestPrincipal;
  /** Every identity policy. `"unknown"` refuses. */
  policies: readonly (PolicyDocument | "unknown")[];
  /** A permissions boundary, which must allow as well. */
  boundaries: readonly (PolicyDocument | "unknown")[];
  /** What the session was narrowed to, likewise. */
  sessionPolicies?: readonly (PolicyDocument | "unknown")[];
  /** May do everything on the AWS port: the owner of the account. */
  admin?: boolean;
  /** Of credentials that an identity pool handed out. */
  cognito?: {
    identityId: string;
    identityPoolId: string;
    authenticationType: "authenticated" | "unauthenticated";
    authenticationProvider?: string;
  };
  /** Condition keys of the identity, tags among them. */
  context: Readonly<Record<string, string>>;
  /** Those among `context` that a role assumed by this session keeps: transitive tags, the source identity. */
  inherited?: Readonly<Record<string, string>>;
}

/** The secret behind an access key. */
export interface Credential {
  secretAccessKey: string;
  /** Temporary credentials: the token that must come with the signature. */
  sessionToken?: string;
  /** Milliseconds since 1970. */
  expiresAt?: number;
  identity: Identity;
}

/** Temporary credentials as STS hands them out. */
export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Access keys: of users in the graph, of the roles' sessions, of the account's owner. */
export interface Credentials extends Part {
  /** Undefined: an access key that nobody has. Temporary keys are found after a restart as well. */
  find(accessKeyId: string): Credential | undefined;
  /** A session of a role; throws where the graph has no such role. */
  assume(
    roleArn: string,
    options: {
      sessionName: string;
      durationSeconds?: number;
      cognito?: Identity["cognito"];
      /** An unknown one refuses. */
      sessionPolicies?: readonly (PolicyDocument | "unknown")[];
      /** Condition keys of the session: tags (`aws:PrincipalTag/team`), the provider's claims. */
      context?: Readonly<Record<string, string>>;
      /** See `Identity.inherited`. */
      inherited?: Readonly<Record<string, string>>;
    },
  ): Promise<TemporaryCredentials>;
  /** A session of a user of the graph, as GetSessionToken gives it; throws where there is no such user. */
  userSession(userArn: string, options: { durationSeconds: number }): Promise<TemporaryCredentials>;
  /** The credentials of `admin` in `local.json`. */
  admin(): TemporaryCredentials;
}

/** What a token of a user pool turned out to be. */
export type TokenVerdict =
  | { valid: true; use: "id" | "access"; claims: Readonly<Record<string, unknown>> }
  | { valid: false; expired: boolean; because: string };

/** Tokens of the local user pools. */
export interface Tokens {
  /** Checks signature, issuer, expiry and use, as the authorizer of API Gateway does; any client of the pool is accepted. */
  verify(token: string, poolArns: readonly string[]): TokenVerdict | Promise<TokenVerdict>;
  /** How the sign-in behind a valid token ended, where it has: the authorizer does not ask, and people want to know. */
  endOf?(claims: Readonly<Record<string, unknown>>): string | undefined;
}

/** An event for a function. */
export interface Invocation {
  /** ARN or name of the function, with or without a qualifier (`…:function:name:direct`). */
  functionArn: string;
  /** JSON text. */
  payload: string;
  /** `Root=…;Parent=…;Sampled=…` */
  traceId?: string;
  /** Milliseconds after which the caller stops to wait; the function runs on until its own timeout. */
  timeoutMilliseconds?: number;
  /** Base64 JSON, as `X-Amz-Client-Context` has it. */
  clientContext?: string;
  /** Whether the caller wants to see what the function printed. */
  tail?: boolean;
  /** The graph by which the request is judged, so that a request in flight ends on the code it began with; absent: the newest. */
  definition?: Deployed;
}

export type InvocationResult =
  | { outcome: "returned"; payload: string; requestId: string; printed?: string }
  /** The function threw, hung, ran out of memory or did not load: what Lambda answers with `X-Amz-Function-Error: Unhandled`. */
  | { outcome: "functionError"; payload: string; requestId: string; printed?: string }
  /** No such function or alias. */
  | { outcome: "notFound" }
  /** `reservedConcurrentExecutions` is used up. */
  | { outcome: "throttled" }
  /** The caller stopped to wait (`timeoutMilliseconds`). */
  | { outcome: "callerTimeout" }
  /** Event or answer over 6 MB. */
  | { outcome: "tooLarge"; what: "request" | "response" };

/** Runs the functions of the graph. */
export interface Functions extends Part {
  invoke(invocation: Invocation): Promise<InvocationResult>;
}

/** Values by key in a named table. Reads are immediate; a write is on disk when its promise resolves. */
export interface Table<Value> {
  get(key: string): Value | undefined;
  put(key: string, value: Value): Promise<void>;
  remove(key: string): Promise<void>;
  /** Entries whose key begins with the prefix, in the order of keys. */
  entries(prefix?: string): Iterable<readonly [string, Value]>;
  /** Reads and writes as one step; nothing else writes in between. */
  transaction<Result>(work: () => Result): Promise<Result>;
  /** Inside `transaction`: writes without waiting. */
  putNow(key: string, value: Value): void;
  removeNow(key: string): void;
}

/** The state folder: crash-safe, `kill -9` loses nothing whose promise has resolved. */
export interface Store {
  table<Value>(name: string): Table<Value>;
  close(): Promise<void>;
}

/** One decision of the gateway, for the log, `logUrl` and the console. Never holds a secret. */
export interface DecisionRecord {
  at: string;
  requestId: string;
  apiId?: string;
  stage?: string;
  method: string;
  path: string;
  /** `GET /stock/{restaurant}` where a route matched. */
  route?: string;
  status: number;
  allow: boolean;
  /** AWS's gateway response type of a refusal. */
  responseType?: string;
  /** Who was allowed: an ARN, `apiKey <id>`, a `sub`, a principalId. */
  principal?: string;
  usagePlan?: string;
  /** Why, step by step; the last one decided. */
  because: readonly string[];
  /** Which check refused. */
  check?: Check;
  /** What would have let a refused call pass. */
  mend?: string;
  /** What may surprise about a call that passed. */
  note?: string;
  milliseconds: number;
}

/** A code that Cognito would have sent by mail or SMS. */
export interface SentCode {
  userPool: string;
  to: string;
  code: string;
  purpose: string;
  at: string;
}

/** Where the parts tell people what happens. */
export interface Log {
  decision(record: DecisionRecord): void;
  code(code: SentCode): void;
  /** A line of a function's own output, and the event during which it came. */
  functionOutput(functionName: string, line: string, requestId?: string): void;
  notice(text: string): void;
  /** Something that a person must mend. */
  problem(text: string): void;
}
