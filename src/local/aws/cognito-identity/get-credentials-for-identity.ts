import { z } from "zod";
import type { RoleDefinition } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";
import type { OperationCall } from "../service/context";
import { unsigned } from "../service/operation";
import { requestKeys } from "../service/signed-caller";
import { decideTrust, type TrustAction } from "../sts/trust";
import { logins } from "./get-id";
import { guestPolicies } from "./guest-policies";
import { identityProvider } from "./identity-login";
import { amrOf, authenticationProviderOf } from "./identity-token";
import { principalTags } from "./principal-tags";
import { roleFor } from "./role-for";
import { signedInIdentity, type SignedIn } from "./signed-in";

const input = z.object({
  IdentityId: z.string().min(1).max(55),
  Logins: logins,
  CustomRoleArn: z.string().min(20).max(2_048).optional(),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export const getCredentialsForIdentity = unsigned(input, async (call) => {
  const { context } = call;
  const signedIn = await signedInIdentity(context, call.input);
  const { pool, identity, login } = signedIn;
  const roleArn = roleFor(signedIn, call.input.CustomRoleArn);
  const role = context.definition().roles.find(({ arn }) => arn === roleArn);
  const tags = login ? principalTags(pool, login) : {};
  const asked = { role, signedIn, call };
  const trusted =
    trusts("sts:AssumeRoleWithWebIdentity", asked) &&
    // Claims become session tags only where the role lets them.
    (Object.keys(tags).length === 0 || trusts("sts:TagSession", asked));
  if (!role || !trusted) {
    throw new AwsError(
      "InvalidIdentityPoolConfigurationException",
      "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
    );
  }
  const authenticationProvider = authenticationProviderOf(identity, pool);
  const credentials = await context.credentials.assume(role.arn, {
    sessionName: "CognitoIdentityCredentials",
    durationSeconds: 3_600,
    context: tags,
    ...(login ? {} : { sessionPolicies: guestPolicies }),
    cognito: {
      identityId: identity.identityId,
      identityPoolId: pool.id,
      authenticationType: login ? "authenticated" : "unauthenticated",
      ...(login && authenticationProvider !== undefined && { authenticationProvider }),
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

interface Asked {
  role: RoleDefinition | undefined;
  signedIn: SignedIn;
  call: Pick<OperationCall<unknown>, "request" | "context">;
}

function trusts(action: TrustAction, { role, signedIn, call }: Asked): boolean {
  if (!role) return false;
  const { pool, identity, login } = signedIn;
  const verdict = decideTrust(role, {
    principal: { arn: "", accountId: "", federated: identityProvider },
    action,
    context: {
      ...requestKeys(call.request, call.context),
      [`${identityProvider}:aud`]: pool.id,
      [`${identityProvider}:sub`]: identity.identityId,
      [`${identityProvider}:amr`]: login ? amrOf(identity, pool) : ["unauthenticated"],
    },
  });
  return verdict.result === "allowed";
}
