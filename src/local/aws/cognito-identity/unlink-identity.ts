import { z } from "zod";
import { unsigned } from "../service/operation";
import { unlinkLogins } from "./identities";
import { signedInIdentity } from "./signed-in";

const input = z.object({
  IdentityId: z.string().min(1).max(55),
  Logins: z.record(z.string().max(128), z.string().min(1).max(50_000)),
  LoginsToRemove: z.array(z.string().min(1).max(128)),
});

/**
 * Unsigned: a login of the identity stands for the caller.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
 */
export const unlinkIdentity = unsigned(input, async ({ input, context }) => {
  const { identity } = await signedInIdentity(context, input);
  const removed = input.LoginsToRemove.map((provider) => ({ provider }));
  await unlinkLogins(context, identity, removed);
  return {};
});
