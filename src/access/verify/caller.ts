/** What a caller proves itself by. Pools, roles and users are named by what the graph calls them. */
export type Credential =
  | { kind: "none" | "unsigned" | "wrongSignature" }
  | { kind: "role" | "user"; name: string; arn: string }
  | TokenCredential
  | { kind: "authorizer"; name: string; answer: "yes" | "no" };

/** A token of a user pool, sound or with one fault. */
export interface TokenCredential {
  kind: "token";
  /** The pool's Pulumi name and its id. */
  pool: string;
  poolId: string;
  /** Pulumi name of the client that it is for; absent: any client of the pool. */
  client?: string;
  /** Absent: an ID token. Else an access token with this scope. */
  scope?: string;
  fault?: "foreign" | "expired" | "tampered";
}

/** The key that goes with it. */
export type KeyProof = { kind: "none" | "wrong" } | { kind: "key"; id: string; name: string };

/** One principal that every endpoint is asked as. */
export interface Caller {
  /** `nobody`, `wrong key`, `key:paidKey`, `role:billing+key:paidKey` … */
  name: string;
  credential: Credential;
  key: KeyProof;
}

/** Scope of the access tokens that a sign-in by password gives. */
export const signInScope = "aws.cognito.signin.user.admin";
