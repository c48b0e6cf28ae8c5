import { z } from "zod";
import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import { signed } from "../service/operation";
import {
  findIdentity,
  findIdentityPool,
  ownerOf,
  subjectsOf,
  type CognitoIdentity,
} from "./find-identity";
import { identityFor, linkLogins, mergeIdentities, unlinkLogins } from "./identities";
import { signIdentityToken } from "./identity-token";
import { checkLogins } from "./logins";
import { onPool } from "./pool-permission";
import { providersOf } from "./providers";

const poolId = z.string().min(1).max(55);
const user = z.string().min(1).max(1_024);

const tokenInput = z.object({
  IdentityPoolId: poolId,
  IdentityId: z.string().min(1).max(55).optional(),
  Logins: z.record(z.string().max(128), z.string().min(1).max(50_000)),
  TokenDuration: z.number().int().min(1).max(86_400).optional(),
});

/**
 * A back end vouches for its own user, whose credentials and permission stand for the login.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
 */
export const getOpenIdTokenForDeveloperIdentity = signed(
  tokenInput,
  onPool("GetOpenIdTokenForDeveloperIdentity"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const { [developerOf(pool)]: subject, ...others } = input.Logins;
    if (subject === undefined) throw noDeveloperLogin();
    const subjects = (await checkLogins(context, pool, others))?.subjects ?? {};
    const logins = { [developerOf(pool)]: subject, ...subjects };
    const identity = await identityNamed(context, pool, { id: input.IdentityId, logins });
    const token = await signIdentityToken(context, { identity, pool }, input.TokenDuration ?? 900);
    return { IdentityId: identity.identityId, Token: token };
  },
);

async function identityNamed(
  context: AwsContext,
  pool: IdentityPoolDefinition,
  { id, logins }: { id: string | undefined; logins: Readonly<Record<string, string>> },
): Promise<CognitoIdentity> {
  const provider = developerOf(pool);
  if (id === undefined) {
    const found = await identityFor(context, pool, logins);
    return linkLogins(context, found, { logins, known: true, several: provider });
  }
  const { identity } = findIdentity(context, id);
  if (identity.poolId !== pool.id) throw notFound(id);
  const owner = ownerOf(context, pool.id, { provider, subject: logins[provider] ?? "" });
  if (owner && owner.identityId !== id) {
    throw new AwsError(
      "DeveloperUserAlreadyRegisteredException",
      "The developer user identifier is already registered under a different identity ID.",
    );
  }
  return linkLogins(context, identity, { logins, known: true, several: provider });
}

const lookupInput = z.object({
  IdentityPoolId: poolId,
  IdentityId: z.string().min(1).max(55).optional(),
  DeveloperUserIdentifier: user.optional(),
  MaxResults: z.number().int().min(1).max(60).optional(),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html */
export const lookupDeveloperIdentity = signed(
  lookupInput,
  onPool("LookupDeveloperIdentity"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const provider = developerOf(pool);
    const { IdentityId: id, DeveloperUserIdentifier: subject } = input;
    if (id === undefined && subject === undefined) {
      throw invalid("Either IdentityID or DeveloperUserIdentifier must be present.");
    }
    const byUser =
      subject === undefined ? undefined : ownerOf(context, pool.id, { provider, subject });
    const identity = subject === undefined ? findIdentity(context, id ?? "").identity : byUser;
    if (!identity || identity.poolId !== pool.id) throw notFound(id ?? subject ?? "");
    if (id !== undefined && identity.identityId !== id) {
      throw new AwsError("ResourceConflictException", "The user belongs to another identity.");
    }
    return {
      IdentityId: identity.identityId,
      DeveloperUserIdentifierList: subjectsOf(context, identity, provider),
    };
  },
);

const mergeInput = z.object({
  SourceUserIdentifier: user,
  DestinationUserIdentifier: user,
  DeveloperProviderName: z.string().min(1).max(128),
  IdentityPoolId: poolId,
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html */
export const mergeDeveloperIdentities = signed(
  mergeInput,
  onPool("MergeDeveloperIdentities"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const provider = developerNamed(pool, input.DeveloperProviderName);
    const [source, destination] = [input.SourceUserIdentifier, input.DestinationUserIdentifier].map(
      (subject) => {
        const found = ownerOf(context, pool.id, { provider, subject });
        if (!found) throw notFound(subject);
        return found;
      },
    );
    if (!source || !destination) throw notFound(input.SourceUserIdentifier);
    if (source.identityId === destination.identityId) {
      throw invalid("Source and destination are one identity already.");
    }
    await mergeIdentities(context, source, destination);
    return { IdentityId: destination.identityId };
  },
);

const unlinkInput = z.object({
  IdentityId: z.string().min(1).max(55),
  IdentityPoolId: poolId,
  DeveloperProviderName: z.string().min(1).max(128),
  DeveloperUserIdentifier: user,
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html */
export const unlinkDeveloperIdentity = signed(
  unlinkInput,
  onPool("UnlinkDeveloperIdentity"),
  async ({ input, context }) => {
    const pool = findIdentityPool(context, input.IdentityPoolId);
    const provider = developerNamed(pool, input.DeveloperProviderName);
    const { identity } = findIdentity(context, input.IdentityId);
    if (identity.poolId !== pool.id) throw notFound(input.IdentityId);
    const subject = input.DeveloperUserIdentifier;
    if (ownerOf(context, pool.id, { provider, subject })?.identityId !== identity.identityId) {
      throw notFound(subject);
    }
    await unlinkLogins(context, identity, [{ provider, subject }]);
    return {};
  },
);

function developerOf(pool: IdentityPoolDefinition): string {
  const { developer } = providersOf(pool);
  if (developer === undefined) throw noDeveloperLogin();
  return developer;
}

function developerNamed(pool: IdentityPoolDefinition, name: string): string {
  if (providersOf(pool).developer === name) return name;
  throw invalid("Please provide a valid developer provider");
}

function noDeveloperLogin(): AwsError {
  return invalid("Please provide a valid developer provider");
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

function notFound(what: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Identity '${what}' not found.`);
}
