import { AwsError } from "../../service/aws-error";
import type { Claims } from "./claims";
import { recordOf, textOf, textsOf } from "../describe/read-input";

/** Claims that a trigger may not set: they say whose token it is, and until when. */
const fixed = new Set(
  "acr amr at_hash aud auth_time azp client_id exp iat iss jti nbf nonce origin_jti s_hash sub token_use username cognito:username version event_id device_key".split(
    " ",
  ),
);

/**
 * Both tokens' claims as the trigger before tokens changes them.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function overrideClaims(
  tokens: { id: Claims; access: Claims },
  response: Readonly<Record<string, unknown>>,
  version: "V1_0" | "V2_0" | "V3_0",
): { id: Claims; access: Claims } {
  if (version === "V1_0") {
    const details = recordOf(response["claimsOverrideDetails"]);
    const groups = groupOverride(details);
    return {
      id: { ...changed(tokens.id, onlyTexts(details)), ...groups },
      access: { ...tokens.access, ...only(groups, "cognito:groups") },
    };
  }
  const details = recordOf(response["claimsAndScopeOverrideDetails"]);
  const groups = groupOverride(details);
  const ofAccess = recordOf(details["accessTokenGeneration"]);
  const access = changed(tokens.access, ofAccess);
  return {
    id: { ...changed(tokens.id, recordOf(details["idTokenGeneration"])), ...groups },
    access: {
      ...access,
      ...only(groups, "cognito:groups"),
      scope: changedScopes(String(tokens.access["scope"] ?? ""), ofAccess),
    },
  };
}

function changed(claims: Claims, change: Readonly<Record<string, unknown>>): Claims {
  const result: Claims = { ...claims };
  for (const [name, value] of Object.entries(recordOf(change["claimsToAddOrOverride"]))) {
    if (!fixed.has(name)) result[name] = value;
  }
  for (const name of textsOf(change["claimsToSuppress"])) {
    if (!fixed.has(name)) delete result[name];
  }
  return result;
}

/** The first version of the event takes texts; lists and objects are a fault of the function. */
function onlyTexts(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const claims = Object.entries(recordOf(details["claimsToAddOrOverride"]));
  if (claims.some(([, value]) => value !== null && typeof value === "object")) {
    throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output");
  }
  const texts = claims.filter(([, value]) => value !== null);
  const claimsToAddOrOverride = texts.map(([name, value]) => [name, String(value)]);
  return { ...details, claimsToAddOrOverride: Object.fromEntries(claimsToAddOrOverride) };
}

function changedScopes(scope: string, change: Readonly<Record<string, unknown>>): string {
  const suppressed = textsOf(change["scopesToSuppress"]);
  const scopes = new Set([...scope.split(" "), ...textsOf(change["scopesToAdd"])]);
  return [...scopes].filter((one) => one !== "" && !suppressed.includes(one)).join(" ");
}

function groupOverride(details: Readonly<Record<string, unknown>>): Claims {
  if (details["groupOverrideDetails"] === undefined) return {};
  const override = recordOf(details["groupOverrideDetails"]);
  const claims: Claims = {};
  if (Array.isArray(override["groupsToOverride"])) {
    claims["cognito:groups"] = textsOf(override["groupsToOverride"]);
  }
  if (Array.isArray(override["iamRolesToOverride"])) {
    claims["cognito:roles"] = textsOf(override["iamRolesToOverride"]);
  }
  const preferred = textOf(override["preferredRole"]);
  if (preferred !== undefined) claims["cognito:preferred_role"] = preferred;
  return claims;
}

function only(claims: Claims, name: string): Claims {
  return name in claims ? { [name]: claims[name] } : {};
}
