import type { RefusedCall } from "../../../access/explain/refused-call";
import { isLocated, methodArn, type Call } from "../call";
import type { Refusal } from "./refusal";

/** A refusal with all that it is explained by. */
export function refusedCall(call: Call, refusal: Refusal): RefusedCall {
  const { api, method, resource, identity, graph } = call;
  return {
    definition: graph.definition,
    ...(api && { api: api.definition }),
    ...(isLocated(call) && { stage: call.stage.definition, arn: methodArn(call) }),
    ...(method && { method: method.definition }),
    ...(resource && { resourcePath: resource.path }),
    verb: call.verb,
    path: call.routePath,
    responseType: refusal.responseType,
    errorType: refusal.errorType,
    message: refusal.message ?? "",
    fixed: refusal.fixed === true,
    ...(refusal.judged && { judged: refusal.judged }),
    ...(identity && { caller: identity.principal.roleArn ?? identity.arn }),
    ...(call.usagePlan !== undefined && { usagePlan: call.usagePlan }),
    now: call.receivedAt,
  };
}
