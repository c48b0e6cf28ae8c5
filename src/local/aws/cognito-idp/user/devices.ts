import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import { signed, unsigned, type Operation } from "../../service/operation";
import { adminTarget, adminUser, poolPermission } from "../admin/admin-user";
import { token } from "../describe/shapes";
import { ownerOfAccessToken } from "../tokens/access-token";

/**
 * An operation on the caller's own devices. No pool of the laptop remembers any: it answers as a pool without
 * device tracking does, and no sign-in gives a key for one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export const ownDevice: Operation = unsigned(
  z.object({ AccessToken: token.optional() }),
  async ({ input, context }) => {
    await ownerOfAccessToken(context, input.AccessToken ?? "");
    throw untracked();
  },
);

/** An operation of an admin on a user's devices. */
export function deviceOfAdmin(action: string): Operation {
  return signed(adminTarget, poolPermission(action), async ({ input, context }) => {
    adminUser(context, input);
    throw untracked();
  });
}

function untracked(): AwsError {
  return new AwsError("InvalidParameterException", "Device tracking is not enabled for the pool.");
}
