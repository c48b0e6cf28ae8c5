import type { IdentityPoolDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { AwsContext } from "../service/context";
import { unauthenticated } from "./get-id";
import { findIdentity, type CognitoIdentity } from "./find-identity";
import { linkLogins, mismatch } from "./identities";
import type { CheckedLogin } from "./login";
import { checkLogins } from "./logins";

/** An identity whose caller has proven to be it. */
export interface SignedIn {
  pool: IdentityPoolDefinition;
  identity: CognitoIdentity;
  /** The login that proved it first; absent for a guest. */
  login?: CheckedLogin;
}

/** The identity of a call: with a login that is linked to it, or without any where both allow that. */
export async function signedInIdentity(
  context: AwsContext,
  input: { IdentityId: string; Logins?: Readonly<Record<string, string>> | undefined },
): Promise<SignedIn> {
  const { pool, identity } = findIdentity(context, input.IdentityId);
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html: without a login it is inaccessible.
  if (identity.closed) throw forbidden(identity.identityId);
  const checked = await checkLogins(context, pool, input.Logins);
  if (!checked) {
    if (Object.keys(identity.logins).length > 0) throw forbidden(identity.identityId);
    if (!pool.allowUnauthenticated) throw unauthenticated();
    return { pool, identity };
  }
  const { subjects, first, identityId } = checked;
  if (identityId !== undefined && identityId !== identity.identityId) throw mismatch();
  const known = identityId !== undefined;
  const linked = await linkLogins(context, identity, { logins: subjects, known });
  return { pool, identity: linked, login: first };
}

function forbidden(identityId: string): AwsError {
  return new AwsError("NotAuthorizedException", `Access to Identity '${identityId}' is forbidden.`);
}
