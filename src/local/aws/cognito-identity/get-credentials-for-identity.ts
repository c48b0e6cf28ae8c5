import { z } from "zod";
import { AwsError } from "../aws-error";
import { unsigned } from "../operation";
import { requestKeys } from "../signed-caller";
import { decideTrust } from "../sts/trust";
import { logins } from "./get-id";
import { amrOf, authenticationProviderOf } from "./identity-token";
import { roleFor } from "./role-for";
import { signedInIdentity } from "./signed-in";

const input = z.object({
  IdentityId: z.string().min(1).max(55),
  Logins: logins,
  CustomRoleArn: z.string().optional(),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export const getCredentialsForIdentity = unsigned(input, async ({ input, context, request }) => {
  const signedIn = await signedInIdentity(context, input);
  const { pool, identity, authenticated } = signedIn;
  const roleArn = roleFor(signedIn, input.CustomRoleArn);
  const role = context.definition().roles.find(({ arn }) => arn === roleArn);
  const provider = "cognito-identity.amazonaws.com";
  const trust =
    role &&
    decideTrust(role, {
      principal: { arn: "", accountId: "", federated: provider },
      action: "sts:AssumeRoleWithWebIdentity",
      context: {
        ...requestKeys(request, context),
        [`${provider}:aud`]: pool.id,
        [`${provider}:sub`]: identity.identityId,
        [`${provider}:amr`]: amrOf(identity),
      },
    });
  if (!role || trust?.result !== "allowed") {
    throw new AwsError(
      "InvalidIdentityPoolConfigurationException",
      "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
    );
  }
  const authenticationProvider = authenticationProviderOf(identity);
  const credentials = await context.credentials.assume(role.arn, {
    sessionName: "CognitoIdentityCredentials",
    durationSeconds: 3_600,
    cognito: {
      identityId: identity.identityId,
      identityPoolId: pool.id,
      authenticationType: authenticated ? "authenticated" : "unauthenticated",
      ...(authenticationProvider !== undefined && { authenticationProvider }),
    },
  });
  return {
    IdentityId: identity.identityId,
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: credentials.expiresAt / 1000,
    },
  };
});
