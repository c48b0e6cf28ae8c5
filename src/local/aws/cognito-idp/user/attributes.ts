import { z } from "zod";
import type { UserPoolDefinition } from "../../../../graph/deployed";
import { AwsError } from "../../service/aws-error";
import type { ClientSettings } from "../describe/client-settings";
import { isStandardAttribute, poolSettings, type AttributeSchema } from "../describe/pool-settings";
import { attributeName, attributeValue } from "../describe/shapes";

/** `[{ Name, Value }]`, the form of attributes in every operation. */
export const attributeList = z.array(
  z.object({ Name: attributeName, Value: attributeValue.optional() }),
);

export type AttributeList = z.output<typeof attributeList>;

/** Attributes by name. */
export function toRecord(list: AttributeList | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value ?? ""]));
}

/** Attributes as a list, `sub` first, as Cognito answers them. */
export function toList(attributes: Readonly<Record<string, string>>): AttributeList {
  const { sub, ...rest } = attributes;
  const list = Object.entries(rest).map(([Name, Value]) => ({ Name, Value }));
  return sub === undefined ? list : [{ Name: "sub", Value: sub }, ...list];
}

/** Attributes that only Cognito or an admin writes. */
const adminOnly = ["email_verified", "phone_number_verified"];

/** Checks what a user of a client wants to write. */
export function checkWritable(
  attributes: Readonly<Record<string, string>>,
  { writeAttributes }: ClientSettings,
): void {
  for (const name of Object.keys(attributes)) {
    const allowed = writeAttributes ? writeAttributes.includes(name) : !name.startsWith("dev:");
    if (!allowed || adminOnly.includes(name)) {
      throw new AwsError(
        "NotAuthorizedException",
        "A client attempted to write unauthorized attribute",
      );
    }
  }
}

/** Checks names and forms of attributes against the pool's schema. */
export function checkAttributes(
  pool: UserPoolDefinition,
  attributes: Readonly<Record<string, string>>,
): void {
  const { schema } = poolSettings(pool);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "sub") {
      throw new AwsError(
        "InvalidParameterException",
        "Cannot modify the non-mutable attribute sub",
      );
    }
    if (!isStandardAttribute(name) && !schema.some((one) => one.name === name)) {
      throw new AwsError(
        "InvalidParameterException",
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    }
    const fault = outside(
      schema.find((one) => one.name === name),
      value,
    );
    if (fault) {
      throw new AwsError(
        "InvalidParameterException",
        `Attributes did not conform to the schema: ${name}: ${fault}\n`,
      );
    }
    if (name === "email" && value !== "" && !isEmail(value)) {
      throw new AwsError("InvalidParameterException", "Invalid email address format.");
    }
    if (name === "phone_number" && value !== "" && !isPhoneNumber(value)) {
      throw new AwsError("InvalidParameterException", "Invalid phone number format.");
    }
  }
}

/**
 * What is wrong with a value, by its declared bounds; an empty value takes an attribute away.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
function outside(declared: AttributeSchema | undefined, value: string): string | undefined {
  if (!declared || value === "") return undefined;
  const { kind, least, most } = declared;
  const size = kind === "number" ? Number(value) : value.length;
  if (!Number.isFinite(size)) return "Value must be a number.";
  const [what, unit] = kind === "number" ? ["Number", ""] : ["String", " characters"];
  if (least !== undefined && size < least) return `${what} must be at least ${least}${unit}.`;
  if (most !== undefined && size > most) return `${what} must be at most ${most}${unit}.`;
  return undefined;
}

/** Checks that everything is there that the pool requires of a new user. */
export function checkRequired(
  pool: UserPoolDefinition,
  attributes: Readonly<Record<string, string>>,
): void {
  const missing = poolSettings(pool)
    .schema.filter(({ name, required }) => required && name !== "sub" && !attributes[name])
    .map(({ name }) => `${name}: The attribute ${name} is required\n`);
  if (missing.length === 0) return;
  throw new AwsError(
    "InvalidParameterException",
    `Attributes did not conform to the schema: ${missing.join("")}`,
  );
}

/** Checks that nothing is changed that the pool declares as fixed. */
export function checkMutable(pool: UserPoolDefinition, names: readonly string[]): void {
  const fixed = poolSettings(pool).schema.find(
    ({ name, mutable }) => !mutable && names.includes(name),
  );
  if (!fixed) return;
  throw new AwsError(
    "InvalidParameterException",
    `user.${fixed.name}: Attribute cannot be updated.\n`,
  );
}

/** One `@`, no space, a domain with a dot. */
export function isEmail(text: string): boolean {
  return text.length <= 2_048 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}

/** E.164: `+` and up to fifteen digits. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[0-9]{1,15}$/.test(text);
}
