import { functionArnOfUri } from "../../base/arn";
import type { IntegrationDefinition, IntegrationResponseDefinition } from "./definitions";
import { isUnknown, numberOf, present, textOf, textsByName, type Values } from "../../base/values";

/** The default of API Gateway, and its quota unless it is raised. */
const defaultTimeoutMilliseconds = 29_000;

const integrationTypes = ["AWS_PROXY", "AWS", "MOCK", "HTTP_PROXY", "HTTP"] as const;

function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  const text = textOf(value)?.toUpperCase();
  return names.find((name) => name === text);
}

function contentHandlingOf(value: unknown): IntegrationDefinition["contentHandling"] {
  return oneOf(["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"] as const, value);
}

/** An integration as the import extension and as the resource write it; undefined where its type is none of AWS's. */
export function readIntegration(
  source: Values,
  responses: readonly IntegrationResponseDefinition[],
): IntegrationDefinition | undefined {
  const type = oneOf(integrationTypes, source["type"]);
  if (type === undefined) return undefined;
  const uri = textOf(source["uri"]);
  const timeout = numberOf(source["timeoutInMillis"] ?? source["timeoutMilliseconds"]);
  return present({
    type,
    httpMethod: textOf(source["integrationHttpMethod"])?.toUpperCase(),
    uri,
    functionArn: type === "AWS_PROXY" || type === "AWS" ? functionArnOfUri(uri) : undefined,
    credentials: credentialsOf(source["credentials"]),
    timeoutMilliseconds: timeout || defaultTimeoutMilliseconds,
    passthroughBehavior:
      oneOf(
        ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"] as const,
        source["passthroughBehavior"],
      ) ?? "WHEN_NO_MATCH",
    contentHandling: contentHandlingOf(source["contentHandling"]),
    requestParameters: textsByName(source["requestParameters"]),
    requestTemplates: textsByName(source["requestTemplates"]),
    responses,
  });
}

/** A role that is not known stays named: without it, the Lambda permission would decide. */
function credentialsOf(value: unknown): string | undefined {
  return isUnknown(value) ? "unknown" : textOf(value) || undefined;
}

/** One response of an integration. */
export function readIntegrationResponse(
  source: Values,
  selectionPattern: string | undefined,
): IntegrationResponseDefinition {
  return present({
    statusCode: textOf(source["statusCode"]) ?? "200",
    selectionPattern: selectionPattern || undefined,
    responseParameters: textsByName(source["responseParameters"]),
    responseTemplates: textsByName(source["responseTemplates"]),
    contentHandling: contentHandlingOf(source["contentHandling"]),
  });
}
