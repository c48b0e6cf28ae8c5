import type { UserPoolDefinition } from "../../graph/deployed";
import { booleanOf, numberOf, recordOf, textOf, textsOf } from "../../base/values";

/** How hard it is to become somebody of a user pool, AWS's defaults filled in. */
export interface PoolFacts {
  /** Whether people register themselves. */
  selfSignUp: boolean;
  mfa: "OFF" | "OPTIONAL" | "ON";
  minimumLength: number;
  lowercase: boolean;
  uppercase: boolean;
  numbers: boolean;
  symbols: boolean;
  temporaryPasswordDays: number;
}

/**
 * Reads the settings of a user pool.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function poolFacts({ inputs, unknownInputs = [] }: UserPoolDefinition): PoolFacts {
  const admin = recordOf(inputs["adminCreateUserConfig"]);
  const written = textOf(inputs["mfaConfiguration"]);
  const policy = recordOf(inputs["passwordPolicy"]);
  const isWritten = inputs["passwordPolicy"] !== undefined;
  // A pool without a password policy asks for eight characters of each kind; a policy's own defaults are false.
  const asks = (name: string): boolean => booleanOf(policy[name]) ?? !isWritten;
  return {
    selfSignUp:
      !unknownInputs.includes("adminCreateUserConfig") &&
      booleanOf(admin["allowAdminCreateUserOnly"]) !== true,
    mfa: written === "ON" || written === "OPTIONAL" ? written : "OFF",
    minimumLength: numberOf(policy["minimumLength"]) ?? 8,
    lowercase: asks("requireLowercase"),
    uppercase: asks("requireUppercase"),
    numbers: asks("requireNumbers"),
    symbols: asks("requireSymbols"),
    temporaryPasswordDays: numberOf(policy["temporaryPasswordValidityDays"]) ?? 7,
  };
}

/** The scopes that a client's tokens may carry. */
export function clientScopes(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return textsOf(inputs["allowedOauthScopes"]);
}
