import { z } from "zod";
import { AwsError } from "../aws-error";
import { verifyIdentityToken } from "../cognito-identity/identity-token";
import { unsigned } from "../operation";
import { requestKeys } from "../signed-caller";
import {
  findRole,
  readSessionPolicy,
  sessionInput,
  sessionOutput,
  sessionSeconds,
} from "./session-input";
import { decideTrust } from "./trust";

const input = z.object({ ...sessionInput, WebIdentityToken: z.string().min(4).max(20_000) });

/**
 * Unsigned: the token of GetOpenIdToken stands for the caller.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity = unsigned(input, async ({ input, context, request }) => {
  const { RoleArn: arn, RoleSessionName: sessionName } = input;
  const token = await verifyIdentityToken(context, input.WebIdentityToken);
  if (token === "expired") {
    throw new AwsError("ExpiredTokenException", "Token expired: the web identity token is too old");
  }
  if (!token) {
    throw new AwsError(
      "InvalidIdentityToken",
      "No OpenIDConnect provider found in your account for the token's issuer, or its signature is not the provider's",
    );
  }
  const role = findRole(context, arn);
  const provider = "cognito-identity.amazonaws.com";
  const keys = {
    ...requestKeys(request, context),
    "sts:RoleSessionName": sessionName,
    [`${provider}:aud`]: token.identityPoolId,
    [`${provider}:sub`]: token.identityId,
    [`${provider}:amr`]: token.amr,
  };
  const principal = { arn: "", accountId: "", federated: provider };
  const action = "sts:AssumeRoleWithWebIdentity";
  if (!role || decideTrust(role, { principal, action, context: keys }).result !== "allowed") {
    throw new AwsError(
      "AccessDenied",
      "Not authorized to perform sts:AssumeRoleWithWebIdentity",
      403,
    );
  }
  const { identityId, identityPoolId, authenticationType, authenticationProvider } = token;
  const credentials = await context.credentials.assume(arn, {
    sessionName,
    durationSeconds: sessionSeconds(role, input.DurationSeconds),
    sessionPolicies: readSessionPolicy(input.Policy),
    cognito: {
      identityId,
      identityPoolId,
      authenticationType,
      ...(authenticationProvider !== undefined && { authenticationProvider }),
    },
  });
  const { partition } = context.definition();
  return {
    SubjectFromWebIdentityToken: identityId,
    Audience: identityPoolId,
    Provider: provider,
    ...sessionOutput(role, { sessionName, partition }, credentials),
  };
});
