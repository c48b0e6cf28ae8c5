import { isFromTable, keyName, oneOf } from "./names";
import type { RefusedCall } from "./refused-call";
import { fittingKeys, plansOf } from "./row-keys";

/** What would let a call pass whose key was missing or not the right one. */
export function mendKey(call: RefusedCall): string | undefined {
  const { definition, api, stage, method } = call;
  if (!api || !stage || !method) return undefined;
  const fitting = fittingKeys({ definition, api, stage, method });
  const how =
    api.apiKeySource === "AUTHORIZER"
      ? "let the authorizer answer as usageIdentifierKey"
      : "send x-api-key:";
  if (fitting.length > 0) {
    const plans = oneOf(fitting.map(({ plan }) => plan.name));
    return `${how} a key of the plan ${plans} (${oneOf(fitting.map(({ key }) => keyName(key)))})`;
  }
  const plans = plansOf(definition, api, stage).map(({ name }) => name);
  if (plans.length === 0) {
    return `make a usage plan that covers the stage ${stage.stageName} of the API ${api.name}, and put a key into it`;
  }
  return isFromTable(definition)
    ? `make a key of one of the row's plans: export const mine = apiKey({ plan: plans.${plans[0]} })`
    : `put an enabled key into the plan ${oneOf(plans)}`;
}
