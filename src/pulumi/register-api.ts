import * as pulumi from "@pulumi/pulumi";
import type { RestApi, Stage } from "@pulumi/aws/apigateway";
import type { Role } from "@pulumi/aws/iam";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { acceptedComponent } from "../access/notes/acceptances";
import { LambdaAuthorizer } from "./parts/authorizer";
import { checksPlans } from "./parts/bundle-table";
import { Caller } from "./parts/caller";
import type { ApiContext } from "./context";
import { registerDomain } from "./network/domain";
import { Endpoint } from "./parts/endpoint";
import { apiUrl } from "./parts/environment";
import { functionPlans, type FunctionPlan, type RegisterOptions } from "./parts/function-plan";
import { registerGitHubProvider } from "./stack/git-hub-provider";
import { IdentityPool, type ExchangedClient } from "./pools/identity-pool";
import type { IdentityPoolModel } from "../model";
import { ApiKey } from "./parts/keys";
import { registerUsagePlan } from "./parts/plans";
import { refuseSharedValues } from "./parts/key-fingerprints";
import { listingPaths } from "./parts/key-listing";
import { registerPrivateNetwork } from "./network/private-network";
import { registerRestApi } from "./parts/rest-api";
import { registerStage } from "./parts/stage";
import { Trigger } from "./parts/trigger";
import { UserPool, type UserPoolOutputs } from "./pools/user-pool";
import { registerUserPools } from "./pools/user-pools";

/** All that an API has made, by the names of the exports. */
export interface ApiParts {
  restApi: RestApi;
  stage: Stage;
  functions: Record<string, LambdaFunction>;
  roles: Record<string, Role>;
  apiKeys: Record<string, ApiKey>;
  userPools: Record<string, UserPoolOutputs>;
  identityPools: Record<string, IdentityPool>;
}

/**
 * Registers everything, each thing after those whose ids it needs: triggers and pools, the API, keys,
 * functions with their roles and permissions, deployment and stage, plans and the keys' membership.
 */
export function registerApi(context: ApiContext, options: RegisterOptions): ApiParts {
  const { model } = context;
  const { parent } = options;
  const plan = functionPlans(context, options);

  const triggers = byName(model.triggers, (trigger) => {
    const { name } = trigger;
    return new Trigger(
      name,
      { context, trigger, ...plan(name), code: plan.code(name) },
      { parent },
    );
  });
  const userPools = registerUserPools(context, { triggers, parent });
  const network = registerPrivateNetwork(context, parent);
  if (network?.functions) plan.runInside(network.functions);
  const api = registerRestApi(context, {
    network,
    userPoolClientIds: Object.assign(
      {},
      ...Object.values(userPools).map(({ clients }) => mapped(clients, ({ id }) => id)),
    ) as Record<string, pulumi.Output<string>>,
    userPoolArns: Object.fromEntries(
      Object.entries(userPools).map(([name, { arn }]) => [name, arn]),
    ),
    parent,
  });
  const { restApi } = api;
  const identityPools = byName(model.identityPools, (pool) => {
    const clients = exchangedClients(context, { pool, userPools });
    return new IdentityPool(pool.name, { context, pool, clients, apiId: restApi.id }, { parent });
  });
  registerGroups(context, { userPools, identityPools });
  plan.made({ userPools, identityPools, apiId: restApi.id, url: apiUrl(context, restApi.id) });
  const apiKeys = byName(
    model.apiKeys,
    (key) => new ApiKey(key.name, { context, key }, { parent }),
  );
  const authorizers = byName(model.authorizers, (authorizer) => {
    const { name } = authorizer;
    const args = { context, authorizer, restApi, ...plan(name), code: plan.code(name) };
    return new LambdaAuthorizer(name, args, { parent });
  });
  const endpoints = registerEndpoints(context, { restApi, apiKeys, plan, parent });
  const stage = registerStage(context, {
    api,
    permissions: [
      ...Object.values(endpoints).flatMap(({ permissions }) => permissions),
      ...Object.values(authorizers).map(({ permission }) => permission),
    ],
    parent,
  });
  for (const endpoint of Object.values(endpoints)) endpoint.limit(stage);
  registerPlans(context, { restApi, stage, apiKeys, parent });
  refuseSharedValues(context, parent);
  registerDomain(context, { stage, parent });
  if (context.config.gitHubProvider) registerGitHubProvider(context, parent);
  registerAccepted(context, parent);

  const callers = byName(model.callers, (caller) => {
    return new Caller(caller.name, { context, caller, apiId: restApi.id }, { parent });
  });
  const withFunction = { ...endpoints, ...authorizers, ...triggers };
  return {
    restApi,
    stage,
    functions: mapped(withFunction, (component) => component.function),
    roles: {
      ...mapped({ ...withFunction, ...identityPools }, ({ role }) => role),
      ...rolesOf(callers),
    },
    apiKeys,
    userPools,
    identityPools,
  };
}

/** What the table accepts, for whoever reads the graph or the preview. */
function registerAccepted({ model }: ApiContext, parent: pulumi.Resource): void {
  if (!model.accepted) return;
  const { accepted, names } = model.accepted;
  new pulumi.ComponentResource(acceptedComponent, model.api, { accepted, names }, { parent });
}

/** The clients whose tokens an identity pool exchanges: its user pool's own, then those that it names. */
function exchangedClients(
  { model }: ApiContext,
  parts: { pool: IdentityPoolModel; userPools: Readonly<Record<string, UserPoolOutputs>> },
): ExchangedClient[] {
  const { pool, userPools } = parts;
  const own = userPools[pool.userPool];
  if (!own) throw new Error(`${pool.name}: the model names a user pool that it lacks.`);
  const named = model.userPoolClients.filter(({ name }) => pool.clients.includes(name));
  return [
    { clientId: own.clientId, providerName: own.providerName },
    ...named.flatMap(({ name, userPool }) => {
      const ofPool = userPools[userPool];
      const client = ofPool?.clients[name];
      if (!ofPool || !client) return [];
      return [{ clientId: client.id, providerName: ofPool.providerName }];
    }),
  ];
}

/** Groups come after the identity pools, whose roles they name. */
function registerGroups(
  { model }: ApiContext,
  { userPools, identityPools }: Pick<ApiParts, "userPools" | "identityPools">,
): void {
  for (const [name, userPool] of Object.entries(userPools)) {
    if (!(userPool instanceof UserPool)) continue;
    const pool = model.identityPools.find(
      ({ userPool: own, groups }) => own === name && groups.length > 0,
    );
    userPool.registerGroups(pool ? (identityPools[pool.name]?.groupRoles ?? {}) : {});
  }
}

function rolesOf(callers: Readonly<Record<string, Caller>>): Record<string, Role> {
  return Object.fromEntries(
    Object.entries(callers).flatMap(([name, { role }]) => (role ? [[name, role]] : [])),
  );
}

interface EndpointsParts {
  restApi: RestApi;
  apiKeys: Record<string, ApiKey>;
  plan: FunctionPlan;
  parent: pulumi.Resource;
}

function registerEndpoints(context: ApiContext, parts: EndpointsParts): Record<string, Endpoint> {
  const { model } = context;
  const { restApi, apiKeys, plan, parent } = parts;
  const invoked = new Set([...model.endpoints, ...model.callers].flatMap(({ invokes }) => invokes));
  return byName(model.endpoints, (row) => {
    const key = row.key === undefined ? undefined : apiKeys[row.key];
    // The ids of the keys that open the row, where they are not those of every plan.
    const keys = checksPlans(row, model.plans.length)
      ? {
          apiKeyIds: model.apiKeys
            .filter((apiKey) => row.plans.includes(apiKey.plan) && !apiKey.customers)
            .flatMap(({ name }) => (apiKeys[name]?.versions ?? []).map(({ id }) => id)),
          parameterPaths: listingPaths(context, row),
        }
      : undefined;
    return new Endpoint(
      row.route,
      {
        context,
        row,
        restApi,
        ...plan(row.name),
        code: plan.code(row.name, keys),
        invoked: invoked.has(row.name),
        ...(key ? { keyValue: key.latest.value } : {}),
      },
      { parent },
    );
  });
}

interface PlansParts {
  restApi: RestApi;
  stage: Stage;
  apiKeys: Record<string, ApiKey>;
  parent: pulumi.Resource;
}

function registerPlans(context: ApiContext, { restApi, stage, apiKeys, parent }: PlansParts): void {
  const { plans, apiKeys: keys } = context.model;
  for (const plan of plans) {
    const usagePlan = registerUsagePlan(context, { plan, restApi, stage, parent });
    for (const key of keys) if (key.plan === plan.name) apiKeys[key.name]?.join(usagePlan);
  }
}

function byName<Model extends { name: string }, Part>(
  models: readonly Model[],
  make: (model: Model) => Part,
): Record<string, Part> {
  return Object.fromEntries(models.map((model) => [model.name, make(model)]));
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
