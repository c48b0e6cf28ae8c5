import { idOf } from "../who/caller-id";
import type { Access } from "../who/access-of";
import { splitFunctionArn } from "../../base/arn";
import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import { isRecord } from "../../base/values";
import { functionsByArn, withVariables } from "../who/endpoints";
import { sorted } from "../who/order";
import { grantingActions } from "./granting";

/** A function whose code decides who may call what. */
export interface Deciding {
  /** What it is: `authorizer shop/partners`. The same in another graph of the same program. */
  where: string;
  /** Who it decides about. */
  who: string;
  fn: FunctionDefinition;
  /** Whether the people stay when it is gone: then it lets others in. */
  outlives: boolean;
}

const most = 6;

function labelsText(labels: readonly string[]): string {
  const shown = sorted(new Set(labels));
  const left = shown.length - most;
  return [...shown.slice(0, most), ...(left > 0 ? [`and ${left} more`] : [])].join(", ");
}

/** The function that an ARN means, whichever version or alias of it. */
function finderOf(definition: Deployed) {
  const functions = functionsByArn(definition);
  return (arn: string): FunctionDefinition | undefined =>
    functions.get(arn) ?? functions.get(splitFunctionArn(arn).functionArn);
}

function ofAuthorizers(definition: Deployed, { endpoints }: Access): readonly Deciding[] {
  const find = finderOf(definition);
  const ofOne = (api: Deployed["apis"][number], one: AuthorizerDefinition): Deciding[] => {
    if (one.type === "COGNITO_USER_POOLS" || one.functionArn === undefined) return [];
    const { functionArn } = one;
    // Its address may name the function by a variable of the stage.
    const filled = api.stages.map((stage) => ({
      stage: stage.stageName,
      fn: find(withVariables(functionArn, stage)),
    }));
    const named = filled.length > 0 ? filled : [{ stage: "", fn: find(functionArn) }];
    const isOne = new Set(named.map(({ fn }) => fn)).size === 1;
    const behind = endpoints
      .filter(({ endpoint }) => endpoint.api === api && endpoint.authorizer?.id === one.id)
      .map(({ endpoint }) => endpoint.label);
    const who =
      behind.length > 0 ? `callers of ${labelsText(behind)}` : `callers behind ${one.name}`;
    const where = `authorizer ${api.name}/${one.name}`;
    return (isOne ? named.slice(0, 1) : named).flatMap(({ stage, fn }): Deciding[] =>
      fn === undefined
        ? []
        : [{ where: isOne ? where : `${where} at ${stage}`, who, fn, outlives: false }],
    );
  };
  return definition.apis.flatMap((api) => api.authorizers.flatMap((one) => ofOne(api, one)));
}

/** ARNs of functions, however deep in a pool's `lambdaConfig`, by the name of the trigger. */
function triggersOf(config: unknown): readonly (readonly [trigger: string, arn: string])[] {
  const arnsIn = (value: unknown): string[] => {
    if (typeof value === "string") return value.includes(":function:") ? [value] : [];
    if (Array.isArray(value)) return value.flatMap(arnsIn);
    return isRecord(value) ? Object.values(value).flatMap(arnsIn) : [];
  };
  const block = Array.isArray(config) ? config[0] : config;
  if (!isRecord(block)) return [];
  return Object.entries(block).flatMap(([name, value]) =>
    // `preTokenGenerationConfig` is the newer form of `preTokenGeneration`.
    arnsIn(value).map((arn) => [name.replace(/Config$/, ""), arn] as const),
  );
}

/** Rows that a pool's tokens open, by themselves or exchanged for the credentials of a role. */
function rowsOfPool(
  definition: Deployed,
  { endpoints }: Access,
  pool: Deployed["userPools"][number],
): readonly string[] {
  const pools = definition.identityPools.filter(({ cognitoProviders }) =>
    cognitoProviders.some(({ providerName }) => providerName.endsWith(`/${pool.id}`)),
  );
  const arns = new Set([
    ...pool.groups.flatMap(({ roleArn }) => roleArn ?? []),
    ...pools.flatMap(({ authenticatedRoleArn, roleMappings = [] }) => [
      ...(authenticatedRoleArn === undefined ? [] : [authenticatedRoleArn]),
      ...roleMappings.flatMap(({ rules }) => rules.map(({ roleArn }) => roleArn)),
    ]),
  ]);
  const ids = definition.roles
    .filter(({ arn }) => arns.has(arn))
    .map(({ name }) => idOf({ kind: "role", name }));
  return endpoints
    .filter(
      ({ endpoint, who }) =>
        endpoint.authorizer?.providerArns.includes(pool.arn) || ids.some((id) => who.has(id)),
    )
    .map(({ endpoint }) => endpoint.label);
}

function ofTriggers(definition: Deployed, access: Access): readonly Deciding[] {
  const find = finderOf(definition);
  return definition.userPools.flatMap((pool) =>
    triggersOf(pool.inputs["lambdaConfig"]).flatMap(([trigger, arn]): Deciding[] => {
      const fn = find(arn);
      if (fn === undefined) return [];
      const rows = rowsOfPool(definition, access, pool);
      const callers = rows.length > 0 ? `, and so callers of ${labelsText(rows)}` : "";
      const who = `whoever signs in to ${pool.name}${callers}`;
      return [{ where: `trigger ${pool.name}/${trigger}`, who, fn, outlives: true }];
    }),
  );
}

/** Functions that these call, over HTTP or directly: what those answer may decide as well. */
function called(
  definition: Deployed,
  { endpoints }: Access,
  first: readonly Deciding[],
): readonly Deciding[] {
  const found = new Map(first.map((one) => [one.fn, one]));
  for (const [fn, by] of found) {
    const role = definition.roles.find(({ arn }) => arn === fn.roleArn);
    if (role === undefined) continue;
    const id = idOf({ kind: "role", name: role.name });
    for (const { endpoint, who, direct } of endpoints) {
      if (endpoint.fn === undefined || found.has(endpoint.fn)) continue;
      if (!who.has(id) && !direct.has(id)) continue;
      const where = `function ${endpoint.fn.name}, which ${by.where} calls`;
      found.set(endpoint.fn, { where, who: by.who, fn: endpoint.fn, outlives: false });
    }
  }
  return [...found.values()].filter((one) => !first.includes(one));
}

/** Functions that their roles let change who may call what. */
function ofGranting(definition: Deployed): readonly Deciding[] {
  return definition.functions.flatMap((fn): Deciding[] => {
    const role = definition.roles.find(({ arn }) => arn === fn.roleArn);
    const actions = role === undefined ? [] : grantingActions(role.policies);
    if (actions.length === 0) return [];
    const who = `callers that it allows by ${labelsText(actions)}`;
    return [{ where: `function ${fn.name}`, who, fn, outlives: false }];
  });
}

/** Every function of a graph whose code decides who may call what: authorizers, triggers, what these call, and what grants. */
export function decidingOf(definition: Deployed, access: Access): readonly Deciding[] {
  const first = [...ofAuthorizers(definition, access), ...ofTriggers(definition, access)];
  return [...first, ...called(definition, access, first), ...ofGranting(definition)];
}
