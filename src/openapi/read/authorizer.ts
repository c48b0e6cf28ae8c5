import { functionArnOfUri } from "../../base/arn";
import type { AuthorizerDefinition } from "./definitions";
import { numberOf, present, textOf, textsOf, isUnknown, type Values } from "../../base/values";

/** An authorizer's result is kept this long unless it says otherwise. */
const defaultTtlSeconds = 300;

/** `"a, b"` or `["a", "b"]` as a list. */
export function identitySourcesOf(value: unknown): readonly string[] {
  return textsOf(value)
    .flatMap((text) => text.split(","))
    .map((source) => source.trim())
    .filter((source) => source !== "");
}

/** `token`, `request`, `cognito_user_pools` in either case. */
export function authorizerTypeOf(value: unknown): AuthorizerDefinition["type"] | undefined {
  const type = textOf(value)?.toUpperCase();
  if (type === "TOKEN" || type === "REQUEST" || type === "COGNITO_USER_POOLS") return type;
  return undefined;
}

/** What identifies an authorizer. */
export interface AuthorizerNames {
  id: string;
  name: string;
  type: AuthorizerDefinition["type"];
  identitySource: readonly string[];
}

/** An authorizer as the import extension and as the resource write it. */
export function readAuthorizer(names: AuthorizerNames, source: Values): AuthorizerDefinition {
  const credentials = source["authorizerCredentials"];
  return present({
    ...names,
    identityValidationExpression: textOf(source["identityValidationExpression"]) || undefined,
    ttlSeconds: numberOf(source["authorizerResultTtlInSeconds"]) ?? defaultTtlSeconds,
    functionArn:
      names.type === "COGNITO_USER_POOLS"
        ? undefined
        : functionArnOfUri(textOf(source["authorizerUri"])),
    credentials: isUnknown(credentials) ? "unknown" : textOf(credentials) || undefined,
    providerArns: textsOf(source["providerARNs"] ?? source["providerArns"]),
  });
}
