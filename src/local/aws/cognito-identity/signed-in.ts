import type { IdentityPoolDefinition } from "../../../access/definition";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";
import { unauthenticated } from "./get-id";
import { findIdentity, linkLogins, type CognitoIdentity } from "./identities";
import { checkLogins } from "./logins";

/** An identity whose caller has proven to be it. */
export interface SignedIn {
  pool: IdentityPoolDefinition;
  identity: CognitoIdentity;
  authenticated: boolean;
  /** Of the login's token. */
  claims: Readonly<Record<string, unknown>>;
}

/** The identity of a call: with a login that is linked to it, or without any where both allow that. */
export async function signedInIdentity(
  context: AwsContext,
  input: { IdentityId: string; Logins?: Readonly<Record<string, string>> | undefined },
): Promise<SignedIn> {
  const { pool, identity } = findIdentity(context, input.IdentityId);
  const checked = await checkLogins(context, pool, input.Logins);
  const isLinked = Object.keys(identity.logins).length > 0;
  if (!checked) {
    if (isLinked) {
      const message = "Access to Identity is forbidden: it has logins, and none was given.";
      throw new AwsError("NotAuthorizedException", message);
    }
    if (!pool.allowUnauthenticated) throw unauthenticated();
    return { pool, identity, authenticated: false, claims: {} };
  }
  const linked = await linkLogins(context, identity, checked.subjects);
  return { pool, identity: linked, authenticated: true, claims: checked.claims };
}
