import type { IdentityPoolDefinition } from "../../../access/definition";
import { providerName } from "../../tokens/issuer";
import { AwsError } from "../aws-error";
import { lookUpClient, poolRegion } from "../cognito-idp/find-pool";
import type { AwsContext } from "../context";

/** Logins whose tokens were checked. */
export interface CheckedLogins {
  /** The user's id by provider. */
  subjects: Record<string, string>;
  /** Claims of the first token. */
  claims: Readonly<Record<string, unknown>>;
}

/** Checks the tokens of a `Logins` map against the providers of a pool; undefined where it is empty. */
export async function checkLogins(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  logins: Readonly<Record<string, string>> | undefined,
): Promise<CheckedLogins | undefined> {
  const entries = Object.entries(logins ?? {});
  if (entries.length === 0) return undefined;
  const subjects: Record<string, string> = {};
  let claims: Readonly<Record<string, unknown>> | undefined;
  for (const [provider, token] of entries) {
    const checked = await checkToken(context, pool, { provider, token });
    subjects[provider] = String(checked["sub"]);
    claims ??= checked;
  }
  return { subjects, claims: claims ?? {} };
}

async function checkToken(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  { provider, token }: { provider: string; token: string },
): Promise<Readonly<Record<string, unknown>>> {
  const declared = pool.cognitoProviders.filter(({ providerName: name }) => name === provider);
  const userPool = context
    .definition()
    .userPools.find((one) => providerName(poolRegion(one), one.id) === provider);
  if (declared.length === 0 || !userPool) {
    throw refused("Token is not from a supported provider of this identity pool.");
  }
  const verdict = await context.tokens.verify(token, [userPool.arn]);
  if (!verdict.valid) {
    const now = Math.floor(Date.now() / 1000);
    if (verdict.expired) throw refused(`Invalid login token. Token expired: now ${now}`);
    throw refused("Invalid login token. Can't verify the token's signature or issuer.");
  }
  if (verdict.use !== "id")
    throw refused("Invalid login token. Not a valid OpenId Connect identity token.");
  const client = declared.find(({ clientId }) => clientId === verdict.claims["aud"]);
  if (!client || lookUpClient(context.definition(), client.clientId)?.pool !== userPool) {
    throw refused("Invalid login token. Incorrect token audience.");
  }
  if (client.serverSideTokenCheck) checkOnServer(context, userPool.id, verdict.claims);
  return verdict.claims;
}

/** ServerSideTokenCheck: the pool is asked whether the user is still signed in and enabled. */
function checkOnServer(
  context: AwsContext,
  poolId: string,
  claims: Readonly<Record<string, unknown>>,
): void {
  const username = String(claims["cognito:username"]);
  const { signIns, users } = context.cognito;
  const signIn = signIns.find(poolId, username, String(claims["origin_jti"]));
  const pool = context.definition().userPools.find(({ id }) => id === poolId);
  const user = pool && users.find(pool, username);
  if (!signIn || signIn.revoked || !user?.enabled) {
    throw refused("Invalid login token. Token has been revoked.");
  }
}

function refused(message: string): AwsError {
  return new AwsError("NotAuthorizedException", message);
}
