import type { Identity } from "../../start/services";
import { AwsError } from "../service/aws-error";
import { identityProvider } from "../cognito-identity/identity-login";
import { identityIssuer, verifyIdentityToken } from "../cognito-identity/identity-token";
import type { AwsContext } from "../service/context";
import { oidcProviders, type OidcProvider } from "../cognito-identity/oidc/providers";
import {
  unverifiedClaims,
  verifyOidcToken,
  type OidcVerdict,
} from "../cognito-identity/oidc/verify-token";
import { readTags, type SessionTags } from "./session-tags";

/** Who a web identity token stands for. */
export interface WebIdentity {
  /** As a trust policy names it: `cognito-identity.amazonaws.com`, or the ARN of a provider. */
  federated: string;
  subject: string;
  audience: string;
  /** Condition keys of the token, for the trust policy. */
  keys: Readonly<Record<string, string | string[]>>;
  /** Condition keys that the session has as well. */
  sessionKeys: Readonly<Record<string, string>>;
  tags: SessionTags;
  cognito?: NonNullable<Identity["cognito"]>;
}

/** Checks a web identity token; throws AWS's refusal. */
export async function readWebIdentity(
  context: AwsContext,
  {
    WebIdentityToken: token,
    ProviderId,
  }: { WebIdentityToken: string; ProviderId?: string | undefined },
): Promise<WebIdentity> {
  if (ProviderId !== undefined) {
    context.log.notice(
      `AssumeRoleWithWebIdentity: the laptop cannot check access tokens of ${ProviderId.slice(0, 100)}.`,
    );
    throw invalid(noKey);
  }
  const claims = unverifiedClaims(token);
  if (typeof claims?.iss !== "string") {
    throw invalid(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  if (claims.iss === identityIssuer) return ofIdentityPool(context, token);
  const provider = oidcProviders(context.definition()).find(({ issuer }) => issuer === claims.iss);
  if (!provider) {
    throw invalid(
      `No OpenIDConnect provider found in your account for ${claims.iss.slice(0, 200)}`,
    );
  }
  return ofProvider(context, token, provider);
}

async function ofIdentityPool(context: AwsContext, token: string): Promise<WebIdentity> {
  const verdict = await verifyIdentityToken(context, token);
  if (verdict === "expired") throw expired(Number(unverifiedClaims(token)?.exp));
  if (!verdict) throw invalid(noKey);
  const { identityId, identityPoolId, amr, ...cognito } = verdict;
  return {
    federated: identityProvider,
    subject: identityId,
    audience: identityPoolId,
    keys: {
      [`${identityProvider}:aud`]: identityPoolId,
      [`${identityProvider}:sub`]: identityId,
      [`${identityProvider}:amr`]: amr,
    },
    sessionKeys: {},
    tags: readTags({}),
    cognito: { identityId, identityPoolId, ...cognito },
  };
}

async function ofProvider(
  context: AwsContext,
  token: string,
  provider: OidcProvider,
): Promise<WebIdentity> {
  const verdict = await verifyOidcToken(token, provider);
  if (!verdict.valid) {
    context.log.notice(
      `A web identity token of ${provider.issuer} was refused: ${verdict.because}.`,
    );
    throw inStsWords(verdict);
  }
  const { claims } = verdict;
  const audiences = [claims.aud ?? []].flat();
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  const azp = typeof claims["azp"] === "string" ? claims["azp"] : undefined;
  const audience = azp ?? audiences[0] ?? "";
  const { name } = provider;
  const common = { [`${name}:aud`]: audience, [`${name}:sub`]: claims.sub };
  const amr = claims["amr"];
  return {
    federated: provider.arn,
    subject: claims.sub,
    audience,
    keys: {
      ...common,
      ...(azp !== undefined && { [`${name}:oaud`]: audiences }),
      ...(Array.isArray(amr) && { [`${name}:amr`]: amr.map(String) }),
      "aws:FederatedProvider": provider.arn,
    },
    sessionKeys: { ...common, "aws:FederatedProvider": provider.arn },
    tags: tagsOf(claims),
  };
}

/** Tags that the provider puts into its tokens: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
function tagsOf(claims: Readonly<Record<string, unknown>>): SessionTags {
  const claim = claims["https://aws.amazon.com/tags"];
  if (claim === null || typeof claim !== "object") return readTags({});
  const { principal_tags: tags, transitive_tag_keys: transitive } = claim as Record<
    string,
    unknown
  >;
  const Tags = Object.entries((tags ?? {}) as object).map(([Key, value]) => ({
    Key,
    Value: String([value].flat()[0]),
  }));
  const TransitiveTagKeys = Array.isArray(transitive) ? transitive.map(String) : [];
  return readTags({ Tags, TransitiveTagKeys });
}

const noKey =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

function inStsWords(verdict: Extract<OidcVerdict, { valid: false }>): AwsError {
  if (verdict.fault === "audience") return invalid("Incorrect token audience");
  if (verdict.fault === "expired") return expired(verdict.expiredAt);
  if (verdict.fault === "claims") return invalid("A required claim is missing or invalid");
  return invalid(noKey);
}

function expired(expiredAt: number): AwsError {
  const now = Math.floor(Date.now() / 1000);
  return new AwsError(
    "WebIdentityTokenExpired",
    `Token expired: current date/time ${now} must be before the expiration date/time ${expiredAt}`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidIdentityToken", message);
}
