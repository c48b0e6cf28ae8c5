import { z } from "zod";
import { signed } from "../service/operation";
import { removeIdentity } from "./identities";

const input = z.object({
  IdentityIdsToDelete: z.array(z.string().min(1).max(55)).min(1).max(60),
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html */
export const deleteIdentities = signed(
  input,
  { action: "cognito-identity:DeleteIdentities" },
  async ({ input, context }) => {
    for (const identityId of input.IdentityIdsToDelete) await removeIdentity(context, identityId);
    return { UnprocessedIdentityIds: [] };
  },
);
