import type { IdentityPoolDefinition } from "../../../graph/deployed";
import type { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import { oidcProviders, type OidcProvider } from "./oidc/providers";
import { unverifiedClaims, verifyOidcToken, type OidcVerdict } from "./oidc/verify-token";
import { expired, refused, type CheckedLogin } from "./login";
import { providersOf } from "./providers";

/** The OpenID Connect provider of a pool that a login names: by its name without scheme, or its ARN. */
export function findOidcLogin(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  provider: string,
): OidcProvider | undefined {
  const { oidc } = providersOf(pool);
  return oidcProviders(context.definition()).find(
    ({ arn, name }) => oidc.includes(arn) && [arn, name].includes(provider),
  );
}

/** Checks a login of an OpenID Connect provider. */
export async function checkOidcLogin(
  context: AwsContext,
  { token }: { token: string },
  provider: OidcProvider,
): Promise<CheckedLogin> {
  const found = unverifiedClaims(token);
  if (!found) throw refused("Invalid login token. Not a valid OpenId Connect identity token.");
  if (found.iss !== provider.issuer) {
    throw refused("Invalid login token. Issuer doesn't match providerName");
  }
  const verdict = await verifyOidcToken(token, provider);
  if (!verdict.valid) {
    context.log.notice(`A login of ${provider.issuer} was refused: ${verdict.because}.`);
    throw inCognitosWords(verdict);
  }
  return {
    // One person has one identity, whichever of its names the provider is called by.
    provider: provider.name,
    subject: verdict.claims.sub,
    claims: verdict.claims,
    mappedAs: [provider.arn, provider.name],
  };
}

function inCognitosWords(verdict: Extract<OidcVerdict, { valid: false }>): AwsError {
  switch (verdict.fault) {
    case "malformed":
      return refused("Invalid login token. Not a valid OpenId Connect identity token.");
    case "keys":
      return refused("Invalid login token. Can't retrieve keys of the provider.");
    case "audience":
      return refused("Invalid login token. Incorrect token audience.");
    case "expired":
      return expired(verdict.expiredAt);
    case "claims":
      return refused("Invalid login token. Missing a required claim");
    case "signature":
      return refused("Invalid login token. Token signature invalid.");
    default:
      return verdict satisfies never;
  }
}
