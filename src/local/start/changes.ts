import type { Deployed } from "../../graph/deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { listEndpoints } from "./ready";

/** More functions than this are counted, not named. */
const namedFunctions = 5;

/** What a person has changed: endpoints, who may call them, and code. */
export function changesBetween(before: Deployed, after: Deployed): string[] {
  return [...endpointChanges(before, after), ...codeChanges(before, after)];
}

function codeChanges(before: Deployed, after: Deployed): string[] {
  const old = new Map(before.functions.map(({ arn, code }) => [arn, JSON.stringify(code)]));
  // What is new stands among the endpoints.
  const changed = after.functions.filter(
    ({ arn, code }) => old.has(arn) && old.get(arn) !== JSON.stringify(code),
  );
  if (changed.length > namedFunctions) return [`~ code of ${changed.length} functions`];
  return changed.map(({ name }) => `~ code of ${name}`);
}

function endpointChanges(before: Deployed, after: Deployed): string[] {
  const [old, next] = [accessByEndpoint(before), accessByEndpoint(after)];
  const changed = [...next].flatMap(([name, access]) => {
    const was = old.get(name);
    if (was === undefined) return [`+ ${name} (${access})`];
    return was === access ? [] : [`~ ${name}: ${was} → ${access}`];
  });
  const removed = [...old.keys()].filter((name) => !next.has(name)).map((name) => `- ${name}`);
  return [...changed, ...removed];
}

function accessByEndpoint(definition: Deployed): Map<string, string> {
  const several = definition.apis.length > 1;
  return new Map(
    listEndpoints(definition).map(({ api, path, method }) => [
      `${several ? `${api.name} ` : ""}${method.verb} ${path}`,
      wordFor(method),
    ]),
  );
}

function wordFor({
  authorizationType,
  apiKeyRequired,
  authorizationScopes,
}: MethodDefinition): string {
  const words = {
    NONE: apiKeyRequired ? "apiKey" : "public",
    AWS_IAM: "iam",
    COGNITO_USER_POOLS: "cognito",
    CUSTOM: "custom",
    unknown: "unknown",
  };
  const beside = apiKeyRequired && authorizationType !== "NONE" ? " with a key" : "";
  const scopes = authorizationScopes.length > 0 ? ` ${authorizationScopes.join(" ")}` : "";
  return `${words[authorizationType]}${beside}${scopes}`;
}
