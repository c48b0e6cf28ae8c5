import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { providerName } from "../../tokens/issuer";
import { signInOf } from "../cognito-idp/tokens/claims";
import { lookUpClient, poolRegion } from "../cognito-idp/describe/find-pool";
import type { AwsContext } from "../service/context";
import { unverifiedClaims } from "./oidc/verify-token";
import { checkIdentityLogin, identityProvider } from "./identity-login";
import { expired, refused, type CheckedLogin, type Claims } from "./login";
import { checkOidcLogin, findOidcLogin } from "./oidc-login";
import { providersOf } from "./providers";

/** Logins whose tokens were checked. */
export interface CheckedLogins {
  /** The user's id by provider. */
  subjects: Record<string, string>;
  /** The login that came first: its claims choose the role. */
  first: CheckedLogin;
  /** Whose identity a token of the pool itself is. */
  identityId?: string;
}

/** Checks the tokens of a `Logins` map against the providers of a pool; undefined where it is empty. */
export async function checkLogins(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  logins: Readonly<Record<string, string>> | undefined,
): Promise<CheckedLogins | undefined> {
  const checked: CheckedLogin[] = [];
  for (const [provider, token] of Object.entries(logins ?? {})) {
    checked.push(await checkToken(context, pool, { provider, token }));
  }
  const [first] = checked;
  if (!first) return undefined;
  const subjects = checked.flatMap(({ provider, subject }) =>
    subject === undefined ? [] : [[provider, subject] as const],
  );
  const identityId = checked.find((one) => one.identityId !== undefined)?.identityId;
  return {
    subjects: Object.fromEntries(subjects),
    first,
    ...(identityId !== undefined && { identityId }),
  };
}

interface Login {
  provider: string;
  token: string;
}

function checkToken(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  login: Login,
): Promise<CheckedLogin> | CheckedLogin {
  const { provider } = login;
  if (provider === identityProvider) return checkIdentityLogin(context, pool, login.token);
  const oidc = findOidcLogin(context, pool, provider);
  if (oidc) return checkOidcLogin(context, login, oidc);
  if (pool.cognitoProviders.some(({ providerName: name }) => name === provider)) {
    return checkUserPoolToken(context, pool, login);
  }
  const { social, saml } = providersOf(pool);
  if (Object.hasOwn(social, provider) || saml.includes(provider)) {
    context.log.notice(
      `Identity pool ${pool.name}: a login of ${provider} was refused. The laptop cannot check tokens of ${provider}; deployed, they work.`,
    );
    throw refused("Invalid login token. Can't retrieve keys of the provider.");
  }
  const none = pool.cognitoProviders.length === 0 && providersOf(pool).count === 0;
  throw none
    ? refused(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      )
    : refused("Token is not from a supported provider of this identity pool.");
}

async function checkUserPoolToken(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  { provider, token }: Login,
): Promise<CheckedLogin> {
  const { userPools } = context.definition();
  const userPool = userPools.find((one) => providerName(poolRegion(one), one.id) === provider);
  if (!userPool) throw refused("Token is not from a supported provider of this identity pool.");
  const found = unverifiedClaims(token);
  if (!found) throw refused("Invalid login token. Not a valid OpenId Connect identity token.");
  if (found.iss !== `https://${provider}`) {
    throw refused("Invalid login token. Issuer doesn't match providerName");
  }
  const verdict = await context.tokens.verify(token, [userPool.arn]);
  if (!verdict.valid) {
    throw verdict.expired ? expired(Number(found.exp)) : refused(badSignature);
  }
  if (verdict.use !== "id") throw refused("Invalid login token. Missing a required claim: aud");
  const client = pool.cognitoProviders.find(
    ({ clientId, providerName: name }) => name === provider && clientId === verdict.claims["aud"],
  );
  if (!client || lookUpClient(context.definition(), client.clientId)?.pool !== userPool) {
    throw refused("Token is not from a supported provider of this identity pool.");
  }
  if (client.serverSideTokenCheck) checkOnServer(context, userPool.id, verdict.claims);
  return {
    provider,
    subject: String(verdict.claims["sub"]),
    claims: verdict.claims,
    mappedAs: [`${provider}:${client.clientId}`],
  };
}

/** ServerSideTokenCheck: the pool is asked whether the user is still signed in and enabled. */
function checkOnServer(context: AwsContext, poolId: string, claims: Claims): void {
  const username = String(claims["cognito:username"]);
  const { signIns, users } = context.cognito;
  const signIn = signIns.find(poolId, username, signInOf(claims));
  const pool = context.definition().userPools.find(({ id }) => id === poolId);
  const user = pool && users.find(pool, username);
  if (!signIn || signIn.revoked || !user?.enabled) {
    throw refused("Invalid login token. Token has been revoked.");
  }
}

const badSignature = "Invalid login token. Token signature invalid.";
