import type { ApiDefinition, Deployed } from "../../graph/deployed";
import { indexGraph, type GraphIndex } from "../../graph/read/graph-index";
import { functionPolicySizes } from "../../graph/refused/function-policies";
import { types } from "../../graph/types";
import { isUnknown, listOf, recordOf, textOf } from "../../base/values";
import { compareText } from "../who/order";
import { limits, restingPlaces, type LimitName } from "./limits";

/** How much of a limit something takes. */
export interface Use {
  limit: LimitName;
  /** The API, function, role …; `the program` for what counts for a whole account. */
  of: string;
  used: number;
  most: number;
  /** Of the limit, rounded up. */
  percent: number;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** White space outside of texts does not count in IAM. */
function lengthOf(policy: unknown): number {
  if (policy === undefined || isUnknown(policy)) return 0;
  if (typeof policy !== "string") return JSON.stringify(policy).length;
  try {
    return JSON.stringify(JSON.parse(policy)).length;
  } catch {
    return policy.length;
  }
}

type Found = readonly [limit: LimitName, of: string, used: number];

function ofApi(api: ApiDefinition, index: GraphIndex): readonly Found[] {
  const { name, resources, authorizers, stages, policy } = api;
  const body = index.find(types.restApi, api.apiId)?.inputs["body"];
  const slowest = resources
    .flatMap(({ methods }) => Object.values(methods))
    .map(({ integration }) => integration?.timeoutMilliseconds ?? 0);
  return [
    // The root is there without being made, and does count.
    ["resources", name, Math.max(1, resources.length)],
    ["authorizers", name, authorizers.length],
    ["stages", name, stages.length],
    ...stages.map(({ stageName, variables }): Found => [
      "variables",
      `${name}/${stageName}`,
      Object.keys(variables).length,
    ]),
    ...(policy === undefined || policy === "unknown"
      ? []
      : [["resourcePolicy", name, bytes(JSON.stringify(policy))] as const]),
    ...(typeof body === "string" && !isUnknown(body)
      ? [["definition", name, bytes(body)] as const]
      : []),
    ["timeout", name, slowest.reduce((most, one) => Math.max(most, one), 0)],
  ];
}

function ofRoles(index: GraphIndex): readonly Found[] {
  const policies = index.all(types.rolePolicy);
  const attachments = index.all(types.rolePolicyAttachment);
  return index.all(types.role).flatMap((role): Found[] => {
    const isOfRole = (value: unknown) => index.find(types.role, value) === role;
    const own = [
      ...listOf(role.inputs["inlinePolicies"]).map((one) => recordOf(one)["policy"]),
      ...policies.filter(({ inputs }) => isOfRole(inputs["role"])).map((p) => p.inputs["policy"]),
    ];
    const managed = listOf(role.inputs["managedPolicyArns"]).length;
    const attached = attachments.filter(({ inputs }) => isOfRole(inputs["role"])).length;
    return [
      ["inlinePolicies", role.name, own.reduce((sum: number, one) => sum + lengthOf(one), 0)],
      ["managedPolicies", role.name, managed + attached],
    ];
  });
}

function ofFunctions({ functions }: Deployed): readonly Found[] {
  return functions.flatMap((fn): Found[] => [
    ...functionPolicySizes(fn).map(({ length }): Found => ["functionPolicy", fn.name, length]),
    [
      "environment",
      fn.name,
      Object.entries(fn.environment).reduce((sum, [key, value]) => sum + bytes(key + value), 0),
    ],
  ]);
}

/** Each limit that a graph takes something of, the nearest first; what AWS counts for an account counts this program's share. */
export function usesOf(definition: Deployed): readonly Use[] {
  const index = indexGraph(definition.graph);
  const program = "the program";
  const found: readonly Found[] = [
    ...definition.apis.flatMap((api) => ofApi(api, index)),
    ...ofFunctions(definition),
    ...ofRoles(index),
    ...definition.userPools.map(({ name, resourceServers }): Found => [
      "resourceServers",
      name,
      resourceServers.length,
    ]),
    ["apiKeys", program, definition.apiKeys.length],
    ["usagePlans", program, definition.usagePlans.length],
  ];
  return found
    .filter(([, , used]) => used > 0)
    .map(([limit, of, used]): Use => {
      const { most } = limits[limit];
      return { limit, of: textOf(of) ?? "?", used, most, percent: Math.ceil((used / most) * 100) };
    })
    .sort(
      (a, b) =>
        Number(restingPlaces.has(a.limit)) - Number(restingPlaces.has(b.limit)) ||
        b.percent - a.percent ||
        compareText(a.limit, b.limit) ||
        compareText(a.of, b.of),
    );
}

/** Uses that are near a limit, or over it. */
export function nearLimits(uses: readonly Use[], percent: number): readonly Use[] {
  return uses.filter((use) => use.percent >= percent && !restingPlaces.has(use.limit));
}
