import type {
  ApiDefinition,
  ApiKeyDefinition,
  FunctionDefinition,
  Deployed,
  StageDefinition,
  UsagePlanDefinition,
} from "../../graph/deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { functionBehind } from "./names";

/**
 * Ids of the keys that the entry of a row's function takes; undefined where it takes each that API Gateway
 * lets in: a row that is not open to all plans carries them in its archive.
 */
export function keysOfEntry({ code }: FunctionDefinition): readonly string[] | undefined {
  const file = code.files["plans.json"];
  if (!file || !("text" in file)) return undefined;
  try {
    const { apiKeyIds } = JSON.parse(file.text) as { apiKeyIds?: unknown };
    return Array.isArray(apiKeyIds) ? apiKeyIds.map(String) : [];
  } catch {
    return []; // The entry refuses every key then.
  }
}

/** A method in a stage. */
export interface StagedMethod {
  definition: Deployed;
  api: ApiDefinition;
  stage: StageDefinition;
  method: MethodDefinition;
}

/** A key with the plan that it is metered by. */
export interface FittingKey {
  key: ApiKeyDefinition;
  plan: UsagePlanDefinition;
}

/** The keys that open a method: enabled, in a plan of its stage, and taken by the row's own check. */
export function fittingKeys({ definition, api, stage, method }: StagedMethod): FittingKey[] {
  const fn = functionBehind(definition, method.integration?.functionArn);
  const taken = fn && keysOfEntry(fn);
  return plansOf(definition, api, stage).flatMap((plan) =>
    definition.apiKeys
      .filter(({ id, enabled }) => enabled && plan.keyIds.includes(id))
      .filter(({ id }) => !taken || taken.includes(id))
      .map((key) => ({ key, plan })),
  );
}

/** The usage plans of a stage. */
export function plansOf(
  { usagePlans }: Deployed,
  { apiId }: ApiDefinition,
  { stageName }: StageDefinition,
): UsagePlanDefinition[] {
  return usagePlans.filter(({ stages }) =>
    stages.some((one) => one.apiId === apiId && one.stage === stageName),
  );
}
