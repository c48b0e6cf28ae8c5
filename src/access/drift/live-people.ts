import type { Resource, ResourceGraph } from "../../graph/resource";
import { types } from "../../graph/types";
import { isRecord, listOf, recordOf, textOf, textsOf, type Values } from "../../base/values";
import type { Live, LiveIdentityPool, LiveUserPool } from "./live";
import { camelCased, changed, found, says, withInputs } from "./resource";

/** Settings of a pool that count although the program says nothing about them. */
const counting = ["lambdaConfig", "aliasAttributes"];

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

/** What AWS answers where the program says something else; where it says the same, the program's own words. */
function poolInputs(written: Values, { pool }: LiveUserPool): Values {
  const live = recordOf(camelCased(pool));
  const policy = recordOf(recordOf(live["policies"])["passwordPolicy"]);
  const admin = recordOf(live["adminCreateUserConfig"]);
  const others = Object.keys(written)
    .filter((name) => name !== "tags" && name !== "name")
    .filter((name) => live[name] !== undefined && !says(live[name], written[name]))
    .map((name) => [name, live[name]] as const);
  const unwritten = counting
    .filter((name) => written[name] === undefined && !isEmpty(live[name]))
    .map((name) => [name, live[name]] as const);
  return {
    ...Object.fromEntries([...others, ...unwritten]),
    adminCreateUserConfig: {
      ...recordOf(written["adminCreateUserConfig"]),
      allowAdminCreateUserOnly: admin["allowAdminCreateUserOnly"] ?? false,
    },
    mfaConfiguration: live["mfaConfiguration"] ?? "OFF",
    ...(isEmpty(policy) ? {} : { passwordPolicy: policy }),
  };
}

const defaultFlows = ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"];

/** The flows; those that AWS fills in where the program names none are left out. */
function flowsOf(client: Values, written: Values): unknown {
  const flows = textsOf(client["ExplicitAuthFlows"]);
  if (written["explicitAuthFlows"] !== undefined) return flows;
  const own = flows.filter((one) => !defaultFlows.includes(one));
  return own.length === 0 && flows.length <= defaultFlows.length ? undefined : flows;
}

function clientInputs(written: Values, client: Values, hasSecret: boolean): Values {
  return {
    explicitAuthFlows: flowsOf(client, written),
    allowedOauthFlows: client["AllowedOAuthFlows"],
    allowedOauthScopes: client["AllowedOAuthScopes"],
    allowedOauthFlowsUserPoolClient: client["AllowedOAuthFlowsUserPoolClient"] ?? false,
    callbackUrls: client["CallbackURLs"],
    logoutUrls: client["LogoutURLs"],
    supportedIdentityProviders: client["SupportedIdentityProviders"],
    accessTokenValidity: client["AccessTokenValidity"],
    idTokenValidity: client["IdTokenValidity"],
    refreshTokenValidity: client["RefreshTokenValidity"],
    tokenValidityUnits: camelCased(client["TokenValidityUnits"]),
    generateSecret: hasSecret,
  };
}

function clientsOf(
  graph: ResourceGraph,
  pool: Resource,
  { clients }: LiveUserPool,
): readonly Resource[] {
  const userPoolId = textOf(pool.outputs["id"]);
  return clients.map(({ client, hasSecret }) => {
    const id = textOf(client["ClientId"]) ?? "";
    const base =
      graph.find(({ type, outputs }) => type === types.userPoolClient && outputs["id"] === id) ??
      found(types.userPoolClient, textOf(client["ClientName"]) ?? id, {
        ...{ urn: `live::${id}`, inputs: { userPoolId }, outputs: { id } },
      });
    return withInputs(base, clientInputs(base.inputs, client, hasSecret));
  });
}

function serversOf(
  graph: ResourceGraph,
  pool: Resource,
  { resourceServers }: LiveUserPool,
): readonly Resource[] {
  const userPoolId = textOf(pool.outputs["id"]);
  return resourceServers.map((server) => {
    const identifier = textOf(server["Identifier"]) ?? "";
    const base =
      graph.find(
        ({ type, inputs }) =>
          type === types.resourceServer &&
          inputs["userPoolId"] === userPoolId &&
          inputs["identifier"] === identifier,
      ) ?? found(types.resourceServer, `${pool.name} ${identifier}`);
    const scopes = listOf(server["Scopes"]).map(camelCased);
    return withInputs(base, { identifier, name: server["Name"], userPoolId, scopes });
  });
}

/** The graph with its user pools, clients and scopes as they are. */
export function withLiveUserPools(graph: ResourceGraph, live: Live): ResourceGraph {
  const byUrn = new Map(live.userPools.map((one) => [one.urn, one]));
  const pools = graph.filter(({ type }) => type === types.userPool);
  const replaced: ReadonlySet<string> = new Set([types.userPoolClient, types.resourceServer]);
  return changed(
    graph,
    (one) => {
      if (replaced.has(one.type)) return undefined;
      if (one.type !== types.userPool) return one;
      const pool = byUrn.get(one.urn);
      return pool && withInputs(one, poolInputs(one.inputs, pool));
    },
    pools.flatMap((one) => {
      const pool = byUrn.get(one.urn);
      return pool === undefined
        ? []
        : [...clientsOf(graph, one, pool), ...serversOf(graph, one, pool)];
    }),
  );
}

function providersOf(pool: Values): readonly Values[] {
  return listOf(pool["CognitoIdentityProviders"]).map((one) => {
    const { ClientId, ProviderName, ServerSideTokenCheck } = recordOf(one);
    return {
      clientId: ClientId,
      providerName: ProviderName,
      serverSideTokenCheck: ServerSideTokenCheck ?? false,
    };
  });
}

function mappingsOf(roles: Values): readonly Values[] {
  return Object.entries(recordOf(roles["RoleMappings"])).map(([identityProvider, value]) => {
    const { Type, AmbiguousRoleResolution, RulesConfiguration } = recordOf(value);
    const rules = listOf(recordOf(RulesConfiguration)["Rules"]).map((rule) => {
      const { Claim, MatchType, Value, RoleARN } = recordOf(rule);
      return { claim: Claim, matchType: MatchType, value: Value, roleArn: RoleARN };
    });
    return {
      ...{ identityProvider, type: Type, mappingRules: rules },
      ambiguousRoleResolution: AmbiguousRoleResolution,
    };
  });
}

function attachmentOf(
  graph: ResourceGraph,
  pool: Resource,
  { roles }: LiveIdentityPool,
): readonly Resource[] {
  const identityPoolId = textOf(pool.outputs["id"]);
  const written = graph.find(
    ({ type, inputs }) =>
      type === types.identityPoolRoleAttachment && inputs["identityPoolId"] === identityPoolId,
  );
  const base = written ?? found(types.identityPoolRoleAttachment, pool.name);
  const mappings = mappingsOf(roles);
  return [
    withInputs(base, {
      identityPoolId,
      roles: roles["Roles"] ?? {},
      roleMappings: mappings.length === 0 ? undefined : mappings,
    }),
  ];
}

/** The graph with its identity pools and their roles as they are. */
export function withLiveIdentityPools(graph: ResourceGraph, live: Live): ResourceGraph {
  const byUrn = new Map(live.identityPools.map((one) => [one.urn, one]));
  const pools = graph.filter(({ type }) => type === types.identityPool);
  return changed(
    graph,
    (one) => {
      if (one.type === types.identityPoolRoleAttachment) return undefined;
      if (one.type !== types.identityPool) return one;
      const found = byUrn.get(one.urn);
      return (
        found &&
        withInputs(one, {
          allowUnauthenticatedIdentities: found.pool["AllowUnauthenticatedIdentities"] ?? false,
          allowClassicFlow: found.pool["AllowClassicFlow"] ?? false,
          cognitoIdentityProviders: providersOf(found.pool),
        })
      );
    },
    pools.flatMap((one) => {
      const pool = byUrn.get(one.urn);
      return pool === undefined ? [] : attachmentOf(graph, one, pool);
    }),
  );
}
