/** The sign-in page that Cognito hosts for a client: authorization code flow, PKCE for clients without secret. */
export interface SignInPage {
  /** Where the page may send people back to after they signed in, each in full: `"https://example.com/signed-in"`. */
  callbackUrls: readonly [string, ...string[]];
  /** Where it may send them after they signed out. @default none */
  logoutUrls?: readonly string[];
  /**
   * Scopes that people's access tokens from the page may carry: the pool's own, and of Cognito's own
   * `openid`, `email`, `phone`, `profile`, `aws.cognito.signin.user.admin`.
   * @default ["openid", "email"]
   */
  scopes?: readonly [string, ...string[]];
}

/** How long tokens of a client hold. */
export interface TokenLifetimes {
  /** ID tokens, in minutes, 5 to 1440. The gateway accepts one until then, also after a sign-out. @default 60 */
  idMinutes?: number;
  /** Access tokens, in minutes, 5 to 1440. @default 60 */
  accessMinutes?: number;
  /** Refresh tokens, in days, 1 to 3650. @default 30 */
  refreshDays?: number;
  /** Whether each refresh gives a new refresh token and the old one stops. @default false */
  rotateRefreshTokens?: boolean;
}

/** What any client of a pool may have. */
export interface ClientFields {
  /** A sign-in page that Cognito hosts; the pool then has a domain. @default none */
  signInPage?: SignInPage;
  /** How long the client's tokens hold. @default as each field says */
  tokens?: TokenLifetimes;
}
