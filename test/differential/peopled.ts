import type {
  ApiDefinition,
  FunctionDefinition,
  Deployed,
  RoleDefinition,
  UserDefinition,
  UserPoolDefinition,
} from "../../src/graph/deployed";
import type { PolicyDocument } from "../../src/iam/language/policy";

/** A definition that edits may change. */
export type Mutable<T> = T extends (infer Item)[] | readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** A whole graph that edits may change. */
export type MutableGraph = Mutable<Deployed>;

/** A policy of one statement. */
export const policyOf = (...statements: object[]): PolicyDocument =>
  ({ Version: "2012-10-17", Statement: statements }) as unknown as PolicyDocument;

/** Who trusts API Gateway. */
export const gatewayTrust = policyOf({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "apigateway.amazonaws.com" },
});

/** A role of the graph's account. */
export function roleOf(
  { accountId }: { accountId: string },
  name: string,
  more: Partial<RoleDefinition>,
): RoleDefinition {
  return {
    name,
    roleName: name,
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    uniqueId: `AROA${name.toUpperCase()}`,
    accountId,
    trust: policyOf(),
    policies: [],
    ...more,
  };
}

/** A pool with a client for people and a scope of its own. */
export function poolOf(arn: string): UserPoolDefinition {
  const id = arn.split("/").at(-1) ?? arn;
  return {
    name: `people-${id}`,
    id,
    arn,
    clients: [{ name: "web", id: `client-${id}`, inputs: {} }],
    resourceServers: [{ identifier: "stock", scopes: ["read"] }],
    groups: [],
    inputs: {},
  };
}

/** A function that an authorizer or integration may name. */
export function functionOf(graph: Deployed, name: string): FunctionDefinition {
  const arn = `arn:${graph.partition}:lambda:${graph.region}:${graph.accountId}:function:${name}`;
  return {
    name,
    functionName: name,
    arn,
    roleArn: `arn:aws:iam::${graph.accountId}:role/${name}`,
    handler: "index.handler",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    code: { files: {} },
    aliases: [{ name: "live", arn: `${arn}:live` }],
    permissions: [{ action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" }],
  };
}

function userOf({ accountId }: Deployed, name: string, policies: PolicyDocument[]) {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  const user: UserDefinition = {
    ...{ name, userName: name, arn, uniqueId: `AIDA${name.toUpperCase()}`, accountId },
    ...{ policies, accessKeys: [] },
  };
  return user;
}

function nameApart<T extends { name: string }>(all: readonly T[]): readonly T[] {
  const taken = new Map<string, number>();
  return all.map((one) => {
    const count = (taken.get(one.name) ?? 0) + 1;
    taken.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name}${count}` };
  });
}

const arnsOf = (apis: readonly ApiDefinition[]): readonly string[] =>
  apis.flatMap(({ authorizers }) => authorizers.flatMap(({ providerArns }) => providerArns));

/** The graph with somebody of every kind in it, and a value for each key, so that every endpoint can be asked. */
export function peopled(definition: Deployed): MutableGraph {
  const graph: Deployed = { ...definition, graph: [], warnings: [], problems: [] };
  const { accountId, region, partition } = graph;
  const everything = policyOf({ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" });
  const own = `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${region}_own`;
  const missing = [...new Set([...arnsOf(graph.apis), own])].filter(
    (arn) => !graph.userPools.some((pool) => pool.arn === arn),
  );
  const apis = graph.apis.map((api, index) => {
    const isTaken = graph.apis.slice(0, index).some(({ apiId }) => apiId === api.apiId);
    return isTaken ? { ...api, apiId: `${api.apiId.slice(0, 8)}${index}z` } : api;
  });
  const made: Deployed = {
    ...graph,
    apis: nameApart(apis),
    roles: nameApart([
      ...graph.roles,
      roleOf(graph, "net-caller", { policies: [everything] }),
      roleOf(graph, "net-invoker", {
        trust: gatewayTrust,
        policies: [policyOf({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" })],
      }),
    ]),
    users: nameApart([
      ...graph.users,
      userOf(graph, "net-user", [everything]),
      userOf(graph, "net-nobody", []),
    ]),
    userPools: nameApart([...graph.userPools, ...missing.map(poolOf)]),
    functions: [...graph.functions, functionOf(graph, "net-function")],
    apiKeys: graph.apiKeys.map((key) => ({
      ...key,
      value: key.value ?? `value-of-the-key-${key.id}-0000`,
    })),
  };
  return structuredClone(made) as MutableGraph;
}
