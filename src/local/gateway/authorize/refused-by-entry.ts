import { functionBehind, keyName } from "../../../access/explain/names";
import { keysOfEntry } from "../../../access/explain/row-keys";
import type { Routed } from "../call";
import { invalidApiKey, type Refusal } from "../answer/refusal";
import { stageMethodOf } from "../stage-method";

/**
 * Why the entry of the row's function refuses the key that API Gateway accepted: a plan belongs to a stage,
 * so the entry knows which keys are of the row's own plans. Undefined where it lets the key in.
 */
export function refusedByEntry(call: Routed): Refusal | undefined {
  const { definition } = call.graph;
  const fn = functionBehind(definition, stageMethodOf(call).integration?.functionArn);
  const taken = fn && keysOfEntry(fn);
  if (!taken || (call.apiKey && taken.includes(call.apiKey.id))) return undefined;
  const key = definition.apiKeys.find(({ id }) => id === call.apiKey?.id);
  const which = key ? `the key ${keyName(key)} of the plan ${call.usagePlan}` : "no key";
  return invalidApiKey(
    `this row does not accept ${which}: the row's own check, in front of the handler ${fn.name}, takes keys of the row's plans only`,
  );
}
