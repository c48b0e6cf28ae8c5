import type { ApiKeyDefinition, Deployed, UsagePlanDefinition } from "../../graph/deployed";
import { rowOf } from "./components";
import type { Endpoint } from "./endpoints";
import { dataOf, recordOf, textsOf } from "../../base/values";
import { compareText, sorted } from "./order";

/** A key that a plan lets into a stage. */
export interface PlannedKey {
  /** `website, version 2` */
  label: string;
  key: ApiKeyDefinition;
  plan: UsagePlanDefinition;
}

/** What people call a key. */
export function keyLabel({ name, group, version }: ApiKeyDefinition): string {
  return group === undefined ? name : `${group}, version ${version ?? 1}`;
}

/** The plans of a stage, by name. */
export function plansOf(
  definition: Deployed,
  { api, stage }: Pick<Endpoint, "api" | "stage">,
): readonly UsagePlanDefinition[] {
  return definition.usagePlans
    .filter(({ stages }) =>
      stages.some((one) => one.apiId === api.apiId && one.stage === stage.stageName),
    )
    .sort((a, b) => compareText(a.name, b.name));
}

/** What the entry around a row's function lets through; undefined where it looks at no key. */
function checkOf(
  definition: Deployed,
  endpoint: Endpoint,
): { ids: ReadonlySet<string>; paths: readonly string[] } | undefined {
  if (endpoint.fn === undefined || rowOf(definition, endpoint.fn) === undefined) return undefined;
  const file = endpoint.fn.code.files["plans.json"];
  if (file === undefined) return undefined;
  const { apiKeyIds, parameterPaths } = recordOf(dataOf("text" in file ? file.text : undefined));
  return { ids: new Set(textsOf(apiKeyIds)), paths: textsOf(parameterPaths) };
}

/** Trees of parameters whose keys open an endpoint as well: keys of its plans that the program does not make. */
export function listedKeysOf(definition: Deployed, endpoint: Endpoint): readonly string[] {
  return sorted(checkOf(definition, endpoint)?.paths ?? []);
}

/**
 * The keys that open an endpoint where it asks for one. AWS lets any plan's key of the stage pass; the entry
 * around the function of a row then refuses those that are not in the row's plans.
 */
export function keysOf(definition: Deployed, endpoint: Endpoint): readonly PlannedKey[] {
  const checked = checkOf(definition, endpoint)?.ids;
  const byId = new Map(definition.apiKeys.map((key) => [key.id, key]));
  return plansOf(definition, endpoint)
    .flatMap((plan) =>
      plan.keyIds.flatMap((id): PlannedKey[] => {
        const key = byId.get(id);
        if (!key?.enabled || (checked !== undefined && !checked.has(id))) return [];
        return [{ label: keyLabel(key), key, plan }];
      }),
    )
    .sort((a, b) => compareText(a.label, b.label));
}
