import { z } from "zod";
import { AwsError } from "../service/aws-error";
import { unsigned } from "../service/operation";
import { logins } from "./get-id";
import { signIdentityToken } from "./identity-token";
import { signedInIdentity } from "./signed-in";

const input = z.object({ IdentityId: z.string().min(1).max(55), Logins: logins });

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
export const getOpenIdToken = unsigned(input, async ({ input, context }) => {
  const { pool, identity } = await signedInIdentity(context, input);
  if (!pool.allowClassicFlow) {
    throw new AwsError(
      "InvalidParameterException",
      "Basic (classic) flow is not enabled, please use enhanced flow.",
    );
  }
  const Token = await signIdentityToken(context, { identity, pool });
  return { IdentityId: identity.identityId, Token };
});
