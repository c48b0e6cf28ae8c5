import { z } from "zod";
import type { UserPoolDefinition } from "../../../access/definition";
import { AwsError } from "../aws-error";
import type { AwsContext } from "../context";
import { signed, unsigned } from "../operation";
import { ownerOfAccessToken } from "./access-token";
import { adminTarget, adminUser, poolPermission } from "./admin-user";
import type { Challenge } from "./challenges";
import { findPool } from "./find-pool";
import { countAttempt, isLocked } from "./lockout";
import { poolSettings } from "./pool-settings";
import { makeTotpSecret, matchTotp } from "./totp";
import type { User } from "./users";

const caller = z.object({ AccessToken: z.string().optional(), Session: z.string().optional() });

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
    UserCode: z.string().regex(/^[0-9]{6}$/),
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

const setting = z
  .object({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() })
  .optional();
const preference = { SMSMfaSettings: setting, SoftwareTokenMfaSettings: setting };

type Preference = z.output<z.ZodObject<typeof preference>>;

async function setPreference(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  { SMSMfaSettings: sms, SoftwareTokenMfaSettings: totp }: Preference,
): Promise<object> {
  if (totp?.Enabled && user.totp?.verified !== true) {
    throw new AwsError("InvalidParameterException", "User has not verified software token mfa");
  }
  if (sms?.Enabled && !user.attributes["phone_number"]) {
    throw new AwsError(
      "InvalidParameterException",
      "User does not have delivery config set to turn on SMS MFA",
    );
  }
  await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    ...(sms && { smsMfa: sms.Enabled === true }),
    ...(totp &&
      before.totp && {
        totp: {
          ...before.totp,
          enabled: totp.Enabled === true,
          preferred: totp.PreferredMfa === true,
        },
      }),
  }));
  return {};
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = unsigned(
  z.object({ AccessToken: z.string(), ...preference }),
  async ({ input, context }) =>
    setPreference(context, await ownerOfAccessToken(context, input.AccessToken), input),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference = signed(
  adminTarget.extend(preference),
  poolPermission("AdminSetUserMFAPreference"),
  async ({ input, context }) => setPreference(context, adminUser(context, input), input),
);
