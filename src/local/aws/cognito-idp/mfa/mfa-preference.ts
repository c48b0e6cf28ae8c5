import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signed, unsigned } from "../../service/operation";
import { ownerOfAccessToken } from "../tokens/access-token";
import { adminTarget, adminUser, poolPermission } from "../admin/admin-user";
import type { MfaFactor } from "../store/users";
import { poolSettings } from "../describe/pool-settings";
import { token } from "../describe/shapes";
import type { User } from "../store/users";

const setting = z
  .object({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() })
  .optional();
const preference = {
  SMSMfaSettings: setting,
  SoftwareTokenMfaSettings: setting,
  EmailMfaSettings: setting,
};

type Preference = z.output<z.ZodObject<typeof preference>>;
type Setting = z.output<typeof setting>;

async function setPreference(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  input: Preference,
): Promise<object> {
  const { SMSMfaSettings: sms, SoftwareTokenMfaSettings: totp, EmailMfaSettings: email } = input;
  const wanted: [MfaFactor, Setting][] = [
    ["SMS_MFA", sms],
    ["SOFTWARE_TOKEN_MFA", totp],
    ["EMAIL_OTP", email],
  ];
  const preferred = wanted.filter(([, one]) => one?.PreferredMfa === true);
  if (preferred.length > 1) throw invalid("Cannot set multiple PreferredMfa");
  if (preferred.some(([, one]) => one?.Enabled !== true)) {
    throw invalid("Cannot set preferred MFA for a factor that is not enabled");
  }
  checkPossible(pool, user, { sms, totp, email });
  await context.cognito.users.change(pool, user.username, (before) => {
    const { preferredMfa: known, ...rest } = before;
    const next = preferred[0]?.[0] ?? wanted.reduce(withoutUnset, formerly(before, known));
    return {
      ...rest,
      ...(next !== undefined && { preferredMfa: next }),
      ...(sms && { smsMfa: sms.Enabled === true }),
      ...(email && { emailMfa: email.Enabled === true }),
      ...(before.totp && {
        totp: {
          ...before.totp,
          enabled: totp ? totp.Enabled === true : before.totp.enabled,
          preferred: next === "SOFTWARE_TOKEN_MFA",
        },
      }),
    };
  });
  return {};
}

function formerly(user: User, known: MfaFactor | undefined): MfaFactor | undefined {
  return known ?? (user.totp?.preferred ? "SOFTWARE_TOKEN_MFA" : undefined);
}

/** A factor that a call names without preferring it is preferred no more. */
function withoutUnset(
  known: MfaFactor | undefined,
  [factor, setting]: [MfaFactor, Setting],
): MfaFactor | undefined {
  return setting && known === factor ? undefined : known;
}

function checkPossible(
  pool: UserPoolDefinition,
  user: User,
  { sms, totp, email }: { sms: Setting; totp: Setting; email: Setting },
): void {
  if (totp?.Enabled && !user.totp && !user.pendingTotp) throw noDelivery("SOFTWARE_TOKEN_MFA");
  if (totp?.Enabled && user.totp?.verified !== true) {
    throw invalid("User has not verified software token mfa");
  }
  if (sms?.Enabled && !user.attributes["phone_number"]) throw noDelivery("SMS_MFA");
  if (email?.Enabled && (!poolSettings(pool).emailMfa || !user.attributes["email"])) {
    throw noDelivery("EMAIL_OTP");
  }
}

function noDelivery(factor: MfaFactor): AwsError {
  return invalid(`User does not have delivery config set to turn on ${factor}`);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = unsigned(
  z.object({ AccessToken: token, ...preference }),
  async ({ input, context }) =>
    setPreference(context, await ownerOfAccessToken(context, input.AccessToken), input),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference = signed(
  adminTarget.extend(preference),
  poolPermission("AdminSetUserMFAPreference"),
  async ({ input, context }) => setPreference(context, adminUser(context, input), input),
);
