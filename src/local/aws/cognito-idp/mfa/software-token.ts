import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import type { Challenge } from "../sign-in/challenges";
import { findPool } from "../describe/find-pool";
import { countAttempt, isLocked } from "../store/lockout";
import { poolSettings } from "../describe/pool-settings";
import { makeTotpSecret, matchTotp } from "./totp";
import type { User } from "../store/users";
import { session, softwareTokenCode, token } from "../describe/shapes";

const caller = z.object({ AccessToken: token.optional(), Session: session.optional() });

/** Who sets a factor up: a signed-in user, or one whose sign-in waits for it. */
async function settingUp(
  context: AwsContext,
  { AccessToken, Session }: z.output<typeof caller>,
): Promise<{ pool: UserPoolDefinition; user: User; challenge?: Challenge }> {
  if (AccessToken !== undefined) return ownerOfAccessToken(context, AccessToken);
  if (Session === undefined) {
    throw new AwsError("InvalidParameterException", "AccessToken or Session is required");
  }
  const challenge = await context.cognito.challenges.take(Session, { name: "MFA_SETUP" });
  const pool = findPool(context, challenge.poolId);
  const user = context.cognito.users.find(pool, challenge.username);
  if (!user) throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
  return { pool, user, challenge };
}

function continued(
  context: AwsContext,
  challenge: Challenge | undefined,
  { data = {}, session }: { data?: Readonly<Record<string, string>>; session?: string } = {},
): Promise<string> | undefined {
  if (!challenge) return undefined;
  const { expiresAt, ...again } = challenge;
  const left = Math.max((expiresAt - Date.now()) / 1000, 0);
  const next = { ...again, data: { ...again.data, ...data } };
  return context.cognito.challenges.start(next, left, session);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken = unsigned(caller, async ({ input, context }) => {
  const { pool, user, challenge } = await settingUp(context, input);
  if (!poolSettings(pool).totp) {
    throw new AwsError(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA has not been enabled by the userPool",
    );
  }
  const secret = makeTotpSecret();
  await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    pendingTotp: secret,
  }));
  const Session = await continued(context, challenge);
  return { SecretCode: secret, ...(Session !== undefined && { Session }) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken = unsigned(
  caller.extend({
    UserCode: softwareTokenCode,
    FriendlyDeviceName: z.string().max(131_072).optional(),
  }),
  async ({ input, context }) => {
    const { pool, user, challenge } = await settingUp(context, input);
    const secret = user.pendingTotp;
    if (secret === undefined) {
      throw new AwsError("InvalidParameterException", "User has not set up software token mfa");
    }
    const step = isLocked(user.failedMfa) ? undefined : matchTotp(secret, input.UserCode);
    await context.cognito.users.change(pool, user.username, (before) => {
      if (step === undefined) return { ...before, failedMfa: countAttempt(before.failedMfa) };
      const { pendingTotp: _used, failedMfa: _forgotten, ...rest } = before;
      const deviceName = input.FriendlyDeviceName ?? "";
      // A factor that a sign-in asked for counts at once; otherwise SetUserMFAPreference switches it on.
      const enabled = challenge !== undefined || before.totp?.enabled === true;
      const preferred = enabled;
      return {
        ...rest,
        totp: { secret, verified: true, enabled, preferred, deviceName, lastStep: step },
      };
    });
    if (step === undefined) {
      // The same session, so that the code may be tried again.
      await continued(context, challenge, { session: input.Session ?? "" });
      throw new AwsError("EnableSoftwareTokenMFAException", "Code mismatch");
    }
    const Session = await continued(context, challenge, { data: { verified: "true" } });
    return { Status: "SUCCESS", ...(Session !== undefined && { Session }) };
  },
);
