import type { Kind } from "../table";
import {
  all,
  check,
  reference,
  listOfOnce,
  object,
  oneOf,
  schema,
  schemas,
  text,
  whole,
  type Check,
} from "./check";
import { accept } from "./accept";
import { flag, passwordPolicy, signInPage, tokens } from "./clients";
import { cors } from "./cors";
import { providers } from "./identity-pool";
import { assumedBy, existingRole, externalId, trustConditions } from "./caller";
import { cacheSeconds, context, identitySource, validationExpression } from "./identity";
import { coveredStages, memory, quota, throttle, timeout } from "./limits";
import { poolGroups, poolScopes, rowScopes } from "./user-pool";

const anyText = text({
  code: "field-value",
  expected: "text",
  mend: "Write it in quotes.",
  pattern: /\S/,
});

/** The fields of each kind, with the check of each value. */
export const fieldsOf: Readonly<Record<Kind, Readonly<Record<string, Check>>>> = {
  endpoint: {
    // What these two hold has separate rules.
    route: () => [],
    access: () => [],
    plans: reference,
    userPool: reference,
    scopes: rowScopes,
    clients: reference,
    authorizer: reference,
    calls: reference,
    invokes: reference,
    key: reference,
    params: schemas,
    query: schemas,
    headers: schemas,
    body: schema,
    response: schema,
    throttle,
    timeoutSeconds: timeout,
    memoryMegabytes: memory,
    cors,
    accept,
    handler: text({
      code: "handler-name",
      expected: "the name of a file directly in handlers/, without its ending",
      mend: 'Write, for instance, "orders" for handlers/orders.ts.',
      pattern: /^(?!.*\.(ts|js|mjs|cjs|test|spec)$)[A-Za-z0-9][A-Za-z0-9._-]*$/,
    }),
  },
  usagePlan: { quota, throttle, alsoCovers: coveredStages, accept },
  apiKey: {
    plan: reference,
    versions: check({
      code: "key-versions",
      expected: "at least one whole number above 0, oldest first",
      mend: "Write [1]; add 2 behind it to begin a rotation.",
      ok: (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((one, i) => Number.isSafeInteger(one) && one > (i ? value[i - 1] : 0)),
    }),
    store: oneOf(["secretsManager", "parameterStore"]),
    customers: check({
      code: "field-value",
      expected: "true",
      mend: "Write customers: true, and list them in Pulumi.<stack>.yaml under gatehouse:customers.",
      ok: (value) => value === true,
    }),
  },
  userPool: {
    signUp: oneOf(["anyone", "invited"], "sign-up"),
    scopes: poolScopes,
    groups: poolGroups,
    verify: oneOf(["email", "sms"]),
    mfa: oneOf(["off", "optional", "required"]),
    mfaFactors: all(
      listOfOnce(oneOf(["totp", "sms"]), { what: "factors" }),
      check({
        code: "field-value",
        expected: "at least one factor",
        mend: 'Write ["totp"].',
        ok: (value) => !Array.isArray(value) || value.length > 0,
      }),
    ),
    passwordPolicy,
    signInPage,
    tokens,
    accept,
    triggers: object({
      preSignUp: reference,
      postConfirmation: reference,
      preTokenGeneration: reference,
    }),
  },
  userPoolClient: { userPool: reference, secret: flag, signInPage, tokens },
  identityPool: {
    userPool: reference,
    clients: reference,
    providers,
    calls: reference,
    // Groups have a separate rule.
    groups: () => [],
    guestCalls: reference,
    sync: flag,
    classicFlow: flag,
    accept,
  },
  lambdaAuthorizer: {
    type: oneOf(["token", "request"]),
    identitySource,
    cacheSeconds,
    identityValidationExpression: validationExpression,
    context,
    accept,
  },
  trigger: {},
  caller: {
    accept,
    assumedBy,
    role: existingRole,
    calls: reference,
    invokes: reference,
    externalId,
    conditions: trustConditions,
    maxSessionHours: whole(
      { min: 1, max: 12 },
      { code: "field-value", mend: "IAM takes 1 to 12 hours." },
    ),
  },
  apiSettings: {
    accept,
    cors,
    throttle,
    binaryMediaTypes: listOfOnce(
      text({
        code: "field-value",
        expected: 'a media type: "image/png"',
        mend: "Write type, slash and subtype.",
        pattern: /^[A-Za-z0-9!#$&^_.+*-]+\/[A-Za-z0-9!#$&^_.+*-]+$/,
      }),
      { what: "media types" },
    ),
    description: anyText,
  },
};

/** The fields that must be there, whatever the others say. */
export const requiredFields: Readonly<Record<Kind, readonly string[]>> = {
  endpoint: [],
  usagePlan: [],
  apiKey: ["plan"],
  userPool: ["signUp"],
  userPoolClient: ["userPool"],
  identityPool: ["userPool", "calls"],
  lambdaAuthorizer: ["type", "cacheSeconds"],
  trigger: [],
  caller: ["calls"],
  apiSettings: [],
};
