import type { UserPoolDefinition } from "../../../../graph/deployed";
import { numberOf, recordOf, recordsOf, textOf, textsOf } from "./read-input";

/** An attribute that can be an alias of a user's name. */
export type Alias = "email" | "phone_number" | "preferred_username";

export interface PasswordPolicy {
  minimumLength: number;
  uppercase: boolean;
  lowercase: boolean;
  numbers: boolean;
  symbols: boolean;
  temporaryDays: number;
}

/** A custom or required attribute of a pool. */
export interface AttributeSchema {
  name: string;
  required: boolean;
  mutable: boolean;
  /** Characters of a text, or values of a number. */
  least?: number;
  most?: number;
  kind: "text" | "number";
}

/** What a pool's inputs say, with Cognito's defaults. */
export interface PoolSettings {
  /** Names are addresses, and the username is a uuid. */
  usernameAttributes: readonly Alias[];
  aliasAttributes: readonly Alias[];
  autoVerified: readonly Alias[];
  caseSensitive: boolean;
  adminOnly: boolean;
  passwordPolicy: PasswordPolicy;
  schema: readonly AttributeSchema[];
  /** Function ARNs by trigger, `preSignUp`, as Pulumi names them. */
  triggers: Readonly<Record<string, string>>;
  /** Event version of the trigger before tokens. */
  preTokenVersion: "V1_0" | "V2_0" | "V3_0";
  mfa: "OFF" | "ON" | "OPTIONAL";
  /** Codes of an authenticator app may be the second factor. */
  totp: boolean;
  /** Codes by SMS may be the second factor. */
  sms: boolean;
  /** Codes by mail may be the second factor. */
  emailMfa: boolean;
  /** How people may begin a sign-in by USER_AUTH. */
  firstFactors: readonly string[];
  /** Addresses that stay as they are until the new one is proven. */
  verifiedBeforeUpdate: readonly Alias[];
  /** Where codes for a new password go, the first one first; undefined: the phone, else the mail. */
  recovery?: readonly string[];
  passwordHistory: number;
  deletionProtection: boolean;
}

const cache = new WeakMap<UserPoolDefinition, PoolSettings>();

/** The settings of a pool. */
export function poolSettings(pool: UserPoolDefinition): PoolSettings {
  const known = cache.get(pool);
  if (known) return known;
  const settings = readSettings(pool.inputs);
  cache.set(pool, settings);
  return settings;
}

function readSettings(inputs: Readonly<Record<string, unknown>>): PoolSettings {
  const lambdaConfig = recordOf(inputs["lambdaConfig"]);
  const preToken = recordOf(lambdaConfig["preTokenGenerationConfig"]);
  const triggers: Record<string, string> = {};
  for (const [name, value] of Object.entries(lambdaConfig)) {
    const arn = textOf(value);
    if (arn?.startsWith("arn:")) triggers[name] = arn;
  }
  const preTokenArn = textOf(preToken["lambdaArn"]);
  if (preTokenArn) triggers["preTokenGeneration"] = preTokenArn;
  const firstFactors = textsOf(recordOf(inputs["signInPolicy"])["allowedFirstAuthFactors"]);
  const recovery = recordsOf(recordOf(inputs["accountRecoverySetting"])["recoveryMechanisms"])
    .map((one) => ({ name: textOf(one["name"]) ?? "", priority: numberOf(one["priority"]) ?? 1 }))
    .sort((a, b) => a.priority - b.priority)
    .map(({ name }) => name);
  return {
    usernameAttributes: textsOf(inputs["usernameAttributes"]) as Alias[],
    aliasAttributes: textsOf(inputs["aliasAttributes"]) as Alias[],
    autoVerified: textsOf(inputs["autoVerifiedAttributes"]) as Alias[],
    // Names are case sensitive unless the pool says otherwise: UsernameConfigurationType.
    caseSensitive: recordOf(inputs["usernameConfiguration"])["caseSensitive"] !== false,
    adminOnly: recordOf(inputs["adminCreateUserConfig"])["allowAdminCreateUserOnly"] === true,
    passwordPolicy: readPasswordPolicy(inputs["passwordPolicy"]),
    schema: recordsOf(inputs["schemas"]).map(readAttribute),
    triggers,
    preTokenVersion: preTokenArn
      ? ((textOf(preToken["lambdaVersion"]) as PoolSettings["preTokenVersion"]) ?? "V1_0")
      : "V1_0",
    mfa: (textOf(inputs["mfaConfiguration"]) as PoolSettings["mfa"]) ?? "OFF",
    totp: recordOf(inputs["softwareTokenMfaConfiguration"])["enabled"] === true,
    sms: Object.keys(recordOf(inputs["smsConfiguration"])).length > 0,
    emailMfa: Object.keys(recordOf(inputs["emailMfaConfiguration"])).length > 0,
    firstFactors: firstFactors.length > 0 ? firstFactors : ["PASSWORD"],
    verifiedBeforeUpdate: textsOf(
      recordOf(inputs["userAttributeUpdateSettings"])["attributesRequireVerificationBeforeUpdates"],
    ) as Alias[],
    ...(recovery.length > 0 && { recovery }),
    passwordHistory: numberOf(recordOf(inputs["passwordPolicy"])["passwordHistorySize"]) ?? 0,
    deletionProtection: inputs["deletionProtection"] === "ACTIVE",
  };
}

/** Without a policy Cognito asks for eight characters of all kinds; with one, for what it says. */
function readPasswordPolicy(input: unknown): PasswordPolicy {
  const policy = recordOf(input);
  const all = Object.keys(policy).length === 0;
  return {
    minimumLength: numberOf(policy["minimumLength"]) || 8,
    uppercase: all || policy["requireUppercase"] === true,
    lowercase: all || policy["requireLowercase"] === true,
    numbers: all || policy["requireNumbers"] === true,
    symbols: all || policy["requireSymbols"] === true,
    temporaryDays: numberOf(policy["temporaryPasswordValidityDays"]) || 7,
  };
}

const standard = new Set(
  "address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo".split(
    " ",
  ),
);

/** Whether an attribute is one of OpenID Connect's that every pool has. */
export function isStandardAttribute(name: string): boolean {
  return standard.has(name);
}

function readConstraints(
  input: Readonly<Record<string, unknown>>,
): Pick<AttributeSchema, "least" | "most" | "kind"> {
  const isNumber = input["attributeDataType"] === "Number";
  const of = recordOf(
    input[isNumber ? "numberAttributeConstraints" : "stringAttributeConstraints"],
  );
  const least = numberOf(of[isNumber ? "minValue" : "minLength"]);
  const most = numberOf(of[isNumber ? "maxValue" : "maxLength"]);
  return {
    kind: isNumber ? "number" : "text",
    ...(least !== undefined && { least }),
    ...(most !== undefined && { most }),
  };
}

/** Attributes that are not standard carry `custom:` in front. */
function readAttribute(input: Readonly<Record<string, unknown>>): AttributeSchema {
  const name = textOf(input["name"]) ?? "";
  const developer = input["developerOnlyAttribute"] === true ? "dev:" : "";
  const full = standard.has(name) || name.includes(":") ? name : `${developer}custom:${name}`;
  return {
    name: full,
    required: input["required"] === true,
    mutable: input["mutable"] !== false || standard.has(name),
    ...readConstraints(input),
  };
}
