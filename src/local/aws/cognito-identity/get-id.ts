import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { unsigned } from "../service/operation";
import { findIdentityPool } from "./find-identity";
import { identityFor } from "./identities";
import { checkLogins } from "./logins";

/** `Logins`: tokens by provider. */
export const logins = z.record(z.string().max(128), z.string().min(1).max(50_000)).optional();

const input = z.object({
  AccountId: z.string().optional(),
  IdentityPoolId: z.string().min(1).max(55),
  Logins: logins,
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export const getId = unsigned(input, async ({ input, context }) => {
  const pool = findIdentityPool(context, input.IdentityPoolId);
  const checked = await checkLogins(context, pool, input.Logins);
  if (!checked && !pool.allowUnauthenticated) throw unauthenticated();
  if (checked?.identityId !== undefined) return { IdentityId: checked.identityId };
  const identity = await identityFor(context, pool, checked?.subjects ?? {});
  return { IdentityId: identity.identityId };
});

/** Refusal of a call without logins where the pool asks for one. */
export function unauthenticated(): AwsError {
  return new AwsError(
    "NotAuthorizedException",
    "Unauthenticated access is not supported for this identity pool.",
  );
}
