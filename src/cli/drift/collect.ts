import type {
  Live,
  LiveApi,
  LiveFunction,
  LiveIdentityPool,
  LivePolicy,
  LiveRole,
  LiveUserPool,
  Paired,
} from "../../access/drift/live";
import { lookedUp } from "../../access/drift/live";
import type { ResourceGraph } from "../../graph/resource";
import { dataOf, listOf, numberOf, recordOf, textOf, type Values } from "../../base/values";
import { DriftError, type LiveSource } from "./live-source";
import { pairResources, type KnownIds } from "./pair-resources";

const records = (value: unknown): readonly Values[] => listOf(value).map(recordOf);

async function apiOf({ urn, id }: Paired, { ask }: LiveSource): Promise<LiveApi | undefined> {
  const restApi = await ask("apigateway/get-rest-api", id);
  if (restApi === undefined) return undefined;
  // The wire and the CLI call the list of stages differently from other lists.
  const stages = await ask("apigateway/get-stages", id);
  const authorizers = await ask("apigateway/get-authorizers", id);
  const exported = [];
  for (const stage of records(stages?.["item"] ?? stages?.["items"])) {
    const name = textOf(stage["stageName"]) ?? "";
    const document = await ask("apigateway/get-export", id, name);
    if (document === undefined)
      throw new DriftError(
        `apigateway/get-export of ${id}, stage ${name}: there is no answer, so nothing can be said of it.`,
      );
    exported.push({ stage, document });
  }
  return { urn, restApi, stages: exported, authorizers: records(authorizers?.["items"]) };
}

async function documentOf(arn: string, { ask }: LiveSource): Promise<LivePolicy> {
  const policy = recordOf((await ask("iam/get-policy", arn))?.["Policy"]);
  const version = textOf(policy["DefaultVersionId"]) ?? "v1";
  const answer = await ask("iam/get-policy-version", arn, version);
  const document = recordOf(answer?.["PolicyVersion"])["Document"];
  if (document === undefined) throw new DriftError(`iam/get-policy-version ${arn}: no document.`);
  return { arn, name: arn.split("/").at(-1) ?? arn, document: recordOf(dataOf(document)) };
}

async function roleOf({ urn, id }: Paired, source: LiveSource): Promise<LiveRole | undefined> {
  const answer = await source.ask("iam/get-role", id);
  if (answer === undefined) return undefined;
  const role = recordOf(answer["Role"]);
  const policies: LivePolicy[] = [];
  const names = await source.ask("iam/list-role-policies", id);
  for (const name of listOf(names?.["PolicyNames"]).map(String)) {
    const policy = await source.ask("iam/get-role-policy", id, name);
    if (policy === undefined) throw new DriftError(`iam/get-role-policy ${id} ${name}: no answer.`);
    policies.push({ name, document: recordOf(dataOf(policy["PolicyDocument"])) });
  }
  const attached = await source.ask("iam/list-attached-role-policies", id);
  for (const one of records(attached?.["AttachedPolicies"])) {
    policies.push(await documentOf(String(one["PolicyArn"]), source));
  }
  const boundary = textOf(recordOf(role["PermissionsBoundary"])["PermissionsBoundaryArn"]);
  return {
    ...{
      urn,
      role: { ...role, AssumeRolePolicyDocument: dataOf(role["AssumeRolePolicyDocument"]) },
    },
    policies,
    ...(boundary !== undefined && { boundary: await documentOf(boundary, source) }),
  };
}

async function functionOf(
  { urn, id }: Paired,
  aliases: readonly string[],
  { ask }: LiveSource,
): Promise<LiveFunction | undefined> {
  const configuration = await ask("lambda/get-function-configuration", id);
  if (configuration === undefined) return undefined;
  const concurrency = await ask("lambda/get-function-concurrency", id);
  const statements: { qualifier?: string; statement: Values }[] = [];
  for (const qualifier of [undefined, ...aliases]) {
    const about = qualifier === undefined ? [id] : [id, qualifier];
    const policy = recordOf(dataOf((await ask("lambda/get-policy", ...about))?.["Policy"]));
    for (const statement of records(policy["Statement"]))
      statements.push({ statement, ...(qualifier !== undefined && { qualifier }) });
  }
  const reserved = numberOf(concurrency?.["ReservedConcurrentExecutions"]);
  const roleArn = textOf(configuration["Role"]);
  return {
    ...{ urn, statements },
    ...(roleArn !== undefined && { roleArn }),
    ...(reserved !== undefined && { reservedConcurrency: reserved }),
  };
}

async function userPoolOf({ urn, id }: Paired, { ask }: LiveSource) {
  const answer = await ask("cognito-idp/describe-user-pool", id);
  if (answer === undefined) return undefined;
  const listed = await ask("cognito-idp/list-user-pool-clients", id);
  const clients = [];
  for (const one of records(listed?.["UserPoolClients"])) {
    const about = [id, String(one["ClientId"])];
    const described = await ask("cognito-idp/describe-user-pool-client", ...about);
    const { ClientSecret, ...client } = recordOf(described?.["UserPoolClient"]);
    clients.push({ client, hasSecret: Boolean(ClientSecret) });
  }
  const servers = await ask("cognito-idp/list-resource-servers", id);
  const pool: LiveUserPool = {
    ...{ urn, clients, pool: recordOf(answer["UserPool"]) },
    resourceServers: records(servers?.["ResourceServers"]),
  };
  return pool;
}

async function identityPoolOf({ urn, id }: Paired, { ask }: LiveSource) {
  const pool = await ask("cognito-identity/describe-identity-pool", id);
  if (pool === undefined) return undefined;
  const roles = (await ask("cognito-identity/get-identity-pool-roles", id)) ?? {};
  const found: LiveIdentityPool = { urn, pool, roles };
  return found;
}

function aliasesOf(graph: ResourceGraph, urn: string): readonly string[] {
  const fn = graph.find((one) => one.urn === urn);
  const names = [fn?.outputs["name"], fn?.outputs["arn"], fn?.outputs["id"]].map(textOf);
  return graph
    .filter(({ type }) => type === "aws:lambda/alias:Alias")
    .filter(({ inputs }) => names.includes(textOf(inputs["functionName"])))
    .flatMap(({ inputs }) => textOf(inputs["name"]) ?? []);
}

/** Asks AWS about every resource of the program that has a say in access. */
export async function collectLive(
  graph: ResourceGraph,
  source: LiveSource,
  known: KnownIds,
): Promise<Live> {
  const pairs = await pairResources(graph, source, known);
  const ofType = (type: string) => {
    const urns = new Set(graph.filter((one) => one.type === type).map(({ urn }) => urn));
    return pairs.filter(({ urn }) => urns.has(urn));
  };
  async function each<T>(type: string, ask: (pair: Paired) => Promise<T | undefined>) {
    const all: T[] = [];
    for (const pair of ofType(type)) {
      const found = await ask(pair);
      if (found !== undefined) all.push(found);
    }
    return all;
  }
  const apis = await each(lookedUp.restApi, (pair) => apiOf(pair, source));
  if (apis.length === 0) {
    throw new DriftError("AWS has none of the program's APIs: check account, region and stack.");
  }
  const plans = await source.ask("apigateway/get-usage-plans");
  const ids = new Set(ofType(lookedUp.restApi).map(({ id }) => id));
  const own = new Set(ofType(lookedUp.usagePlan).map(({ id }) => id));
  const usagePlans = [];
  for (const plan of records(plans?.["items"])) {
    const id = String(plan["id"]);
    const covers = records(plan["apiStages"]).some((one) => ids.has(String(one["apiId"])));
    if (!covers && !own.has(id)) continue;
    const keys = await source.ask("apigateway/get-usage-plan-keys", id);
    usagePlans.push({ plan, keys: records(keys?.["items"]) });
  }
  const roles = await each(lookedUp.role, (pair) => roleOf(pair, source));
  const functions = await each(lookedUp.function, (pair) =>
    functionOf(pair, aliasesOf(graph, pair.urn), source),
  );
  const accountId = roles
    .map(({ role }) => /^arn:[^:]+:iam::(\d{12}):/.exec(textOf(role["Arn"]) ?? "")?.[1])
    .find((one) => one !== undefined);
  return {
    ...{ pairs, apis, usagePlans, roles, functions },
    apiKeys: records((await source.ask("apigateway/get-api-keys"))?.["items"]),
    userPools: await each(lookedUp.userPool, (pair) => userPoolOf(pair, source)),
    identityPools: await each(lookedUp.identityPool, (pair) => identityPoolOf(pair, source)),
    ...(accountId !== undefined && { accountId }),
  };
}
