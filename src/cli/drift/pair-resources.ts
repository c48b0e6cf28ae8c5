import type { Resource, ResourceGraph } from "../../graph/resource";
import { lookedUp, type Paired } from "../../access/drift/live";
import { dataOf, isRecord, listOf, recordOf, textOf, type Values } from "../../base/values";
import { DriftError, type LiveSource } from "./live-source";

/** Ids that a stack's export names, by urn, and by type and name, since urns hold stack and project. */
export type KnownIds = ReadonlyMap<string, string>;

/** The ids in what `pulumi stack export` prints. Throws a `DriftError` where it is none. */
export function idsOfStack(text: string, where: string): KnownIds {
  const data = recordOf(dataOf(text));
  const resources = recordOf(data["deployment"])["resources"];
  if (!Array.isArray(resources))
    throw new DriftError(`${where}: expected what pulumi stack export prints.`);
  const ids = new Map<string, string>();
  for (const one of resources.filter(isRecord)) {
    const [urn, type, id] = [textOf(one["urn"]), textOf(one["type"]), textOf(one["id"])];
    if (urn === undefined || type === undefined || id === undefined || one["delete"]) continue;
    ids.set(urn, id);
    ids.set(`${type}::${urn.split("::").at(-1)}`, id);
  }
  return ids;
}

/** What AWS calls a resource where the program chose the name. */
function physicalName({ inputs, outputs, name }: Resource): string {
  const title = recordOf(recordOf(dataOf(inputs["body"]))["info"])["title"];
  const written = inputs["name"] ?? inputs["identityPoolName"] ?? outputs["name"] ?? title;
  return textOf(written) ?? name;
}

/** Where things are listed, and how each is named there. */
const lists: Readonly<
  Record<string, { operation: string; list: string; id: string; name: string }>
> = {
  [lookedUp.restApi]: {
    ...{ operation: "apigateway/get-rest-apis", list: "items", id: "id", name: "name" },
  },
  [lookedUp.usagePlan]: {
    ...{ operation: "apigateway/get-usage-plans", list: "items", id: "id", name: "name" },
  },
  [lookedUp.apiKey]: {
    ...{ operation: "apigateway/get-api-keys", list: "items", id: "id", name: "name" },
  },
  [lookedUp.userPool]: {
    ...{ operation: "cognito-idp/list-user-pools", list: "UserPools", id: "Id", name: "Name" },
  },
  [lookedUp.userPoolClient]: {
    ...{ operation: "cognito-idp/list-user-pool-clients", list: "UserPoolClients" },
    ...{ id: "ClientId", name: "ClientName" },
  },
  [lookedUp.identityPool]: {
    ...{ operation: "cognito-identity/list-identity-pools", list: "IdentityPools" },
    ...{ id: "IdentityPoolId", name: "IdentityPoolName" },
  },
};

const isLookedUp = ({ type }: Resource) => Object.values<string>(lookedUp).includes(type);

/** Finds what each resource of the program became; what AWS does not have is left out. */
export async function pairResources(
  graph: ResourceGraph,
  source: LiveSource,
  known: KnownIds,
): Promise<readonly Paired[]> {
  const pairs: Paired[] = [];
  // Pools before their clients, which are listed by pool.
  const ordered = [...graph.filter(isLookedUp)].sort(
    (a, b) =>
      Number(a.type === lookedUp.userPoolClient) - Number(b.type === lookedUp.userPoolClient),
  );
  for (const resource of ordered) {
    const id =
      known.get(resource.urn) ??
      known.get(`${resource.type}::${resource.name}`) ??
      (await idByName(resource, { source, pairs, graph }));
    if (id !== undefined) pairs.push({ urn: resource.urn, id });
  }
  return pairs;
}

async function idByName(
  resource: Resource,
  parts: { source: LiveSource; pairs: readonly Paired[]; graph: ResourceGraph },
): Promise<string | undefined> {
  const named = lists[resource.type];
  const name = physicalName(resource);
  // A role or function is called by its name.
  if (named === undefined) return name;
  const about = resource.type === lookedUp.userPoolClient ? poolOf(resource, parts) : [];
  if (about === undefined) return undefined;
  const answer = await parts.source.ask(named.operation, ...about);
  const found = listOf(answer?.[named.list])
    .map((one): Values => recordOf(one))
    .filter((one) => textOf(one[named.name]) === name);
  if (found.length > 1)
    throw new DriftError(
      `${resource.type.split(":").at(-1)} ${resource.name}: AWS has ${found.length} named "${name}". Say which by --ids: what pulumi stack export prints.`,
    );
  return textOf(found[0]?.[named.id]);
}

function poolOf(
  { inputs }: Resource,
  { pairs, graph }: { pairs: readonly Paired[]; graph: ResourceGraph },
): readonly string[] | undefined {
  const pool = graph.find(
    ({ type, outputs }) => type === lookedUp.userPool && outputs["id"] === inputs["userPoolId"],
  );
  const pair = pairs.find(({ urn }) => urn === pool?.urn);
  return pair && [pair.id];
}
