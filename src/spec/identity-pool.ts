import type { Acceptable } from "./accept";
import type { Endpoint } from "./endpoint";
import type { UserPool } from "./user-pool";
import type { UserPoolClient } from "./user-pool-client";

/** An OpenID Connect provider whose tokens an identity pool exchanges. */
export interface OidcProvider {
  /** Its issuer, as `iss` of its tokens names it: `"https://login.example.com"`. */
  issuer: `https://${string}` | `http://127.0.0.1:${string}` | `http://localhost:${string}`;
  /** Who its tokens are for: `aud`, one of these. */
  clientIds: readonly [string, ...string[]];
}

/** A SAML provider whose assertions an identity pool exchanges. Deployed; the laptop refuses them. */
export interface SamlProvider {
  /** Its name in IAM. */
  name: string;
  /** Its metadata, the XML document itself. */
  metadata: string;
}

/** Providers beside the user pools. */
export interface IdentityProviders {
  /** OpenID Connect providers. @default none */
  oidc?: readonly OidcProvider[];
  /** SAML providers. @default none */
  saml?: readonly SamlProvider[];
  /** Client id of the app at Google. Deployed; the laptop refuses its tokens. @default none */
  google?: string;
  /** App id at Facebook. Deployed; the laptop refuses its tokens. @default none */
  facebook?: string;
  /** App id at Login with Amazon. Deployed; the laptop refuses its tokens. @default none */
  amazon?: string;
  /** Service id at Apple. Deployed; the laptop refuses its tokens. @default none */
  apple?: string;
}

/** What `identityPool` takes. */
export interface IdentityPoolOptions extends Acceptable {
  /** The pool whose signed-in people get AWS credentials. */
  userPool: UserPool;
  /** Further clients of the table whose people get them, of this pool or others. @default the pool's own client only */
  clients?: readonly UserPoolClient[];
  /** Providers whose people get them, too. @default none */
  providers?: IdentityProviders;
  /** The `iam` rows that these credentials open; nothing else. */
  calls: readonly Endpoint[];
  /**
   * By group of the pool: further rows that its people may call. Each group has its own role, which
   * its people get in place of the others'; who is in several gets that of the group that stands first.
   * @default none
   */
  groups?: Readonly<Record<string, readonly Endpoint[]>>;
  /** The `iam` rows that credentials for people who did not sign in open. @default no such credentials are given */
  guestCalls?: readonly Endpoint[];
  /** Whether signed-in people may keep datasets in Cognito Sync, each their own. AWS recommends AppSync for new apps. @default false */
  sync?: boolean;
  /**
   * Whether people may also choose role and session themselves, by the basic (classic) flow. A problem
   * beside `groups`: whoever may assume one of the roles could take another group's.
   * @default false
   */
  classicFlow?: boolean;
}

/** A Cognito identity pool: it exchanges a token for temporary AWS credentials. */
export interface IdentityPool extends IdentityPoolOptions {
  readonly kind: "identityPool";
}

/**
 * A Cognito identity pool: signed-in people get temporary AWS credentials that open the named rows.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
 * @example
 * export const diners = identityPool({ userPool: customers, calls: [getStock] });
 */
export function identityPool(options: IdentityPoolOptions): IdentityPool {
  return { ...options, kind: "identityPool" };
}
