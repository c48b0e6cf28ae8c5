import type { StageDefinition, ThrottleDefinition } from "../../graph/deployed";
import type { IntegrationDefinition } from "../../openapi/read/definitions";
import {
  integrationInvocation,
  invocationFault,
  invocationText,
} from "../../access/judge/invocation";
import { withVariables as fill } from "../../access/who/endpoints";
import type { Routed } from "./call";
import type { StageMethod } from "./compiled";
import { isLimited } from "./meter/throttle";

/** Looks a method's stage side up; it is made once. */
export function stageMethodOf(call: Routed): StageMethod {
  const method = call.method;
  const known = method.inStage.get(call.stage);
  if (known) return known;
  const made = make(call);
  method.inStage.set(call.stage, made);
  return made;
}

function make(call: Routed): StageMethod {
  const [api, stage, resource, method] = [call.api, call.stage, call.resource, call.method];
  const verb = method.definition.verb.toUpperCase();
  const invocation = integrationInvocation({
    ...{ api: api.definition, stage: stage.definition },
    ...{ method: method.definition, path: resource.path },
  });
  const fault = invocation && invocationFault(call.graph, invocation);
  return {
    throttle: throttleOf(stage.definition.methodThrottle, resource.path, verb),
    bucketName: `stage/${api.definition.apiId}/${stage.definition.stageName}/${method.route}`,
    planKey: `${resource.path}/${verb}`,
    integration: withVariables(method.definition.integration, stage.definition),
    permissionFault: fault && invocationText(fault),
  };
}

/** `${stageVariables.name}` in the address, function and role of an integration. */
function withVariables(
  integration: IntegrationDefinition | undefined,
  stage: StageDefinition,
): IntegrationDefinition | undefined {
  if (!integration) return undefined;
  const { uri, functionArn, credentials } = integration;
  return {
    ...integration,
    ...(uri === undefined ? {} : { uri: fill(uri, stage) }),
    ...(functionArn === undefined ? {} : { functionArn: fill(functionArn, stage) }),
    ...(credentials === undefined ? {} : { credentials: fill(credentials, stage) }),
  };
}

function throttleOf(
  settings: Readonly<Record<string, ThrottleDefinition>>,
  path: string,
  verb: string,
): ThrottleDefinition | undefined {
  let general: ThrottleDefinition | undefined;
  for (const [key, limits] of Object.entries(settings)) {
    const slash = key.lastIndexOf("/");
    const keyPath = key.slice(0, slash).replaceAll("~1", "/").replace(/^\/+/, "");
    const keyVerb = key.slice(slash + 1).toUpperCase();
    if (keyPath === "*" && keyVerb === "*") general = limits;
    else if (keyPath === path.slice(1) && keyVerb === verb) return withGeneral(limits, settings);
  }
  return general && isLimited(general) ? general : undefined;
}

/** A method's own setting stands instead of the one for all. */
function withGeneral(
  limits: ThrottleDefinition,
  settings: Readonly<Record<string, ThrottleDefinition>>,
): ThrottleDefinition | undefined {
  const merged = { ...settings["*/*"], ...limits };
  return isLimited(merged) ? merged : undefined;
}
