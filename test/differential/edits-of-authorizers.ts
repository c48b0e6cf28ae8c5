import type { AuthorizerDefinition } from "../../src/openapi/read/definitions";
import type { Mutable, MutableGraph } from "./peopled";
import { named, onePlace, type Place, type EditOf } from "./places";
import type { Random } from "./random";

const sources = [
  ["method.request.header.Authorization"],
  ["method.request.header.Authorization"],
  ["method.request.header.X-Token", "method.request.querystring.tenant"],
  ["method.request.header.User-Agent"],
  ["method.request.header.x-api-key"],
  ["stageVariables.tenant"],
  ["stageVariables.tenant", "method.request.header.X-Token"],
  ["context.identity.sourceIp"],
  ["context.nothing"],
  [],
];

function authorizerOf(graph: MutableGraph, { api }: Place, random: Random): AuthorizerDefinition {
  const index = api.authorizers.length;
  const type = random.pick(["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] as const);
  const fn = random.pick(graph.functions);
  const pool = random.pick(graph.userPools);
  const client = pool.clients[0]?.id ?? "none";
  const expression = random.pick([
    undefined,
    undefined,
    "^Bearer .+$",
    client,
    "other-.*",
    "[a-z]+",
  ]);
  return {
    ...{ id: `net${index}`, name: `net-authorizer-${index}`, type },
    identitySource: type === "REQUEST" ? random.pick(sources) : sources[0]!,
    ttlSeconds: random.pick([0, 300]),
    providerArns: type === "COGNITO_USER_POOLS" ? [pool.arn] : [],
    ...(type !== "COGNITO_USER_POOLS" &&
      random.below(10) > 0 && { functionArn: random.pick([fn.arn, fn.arn, `${fn.arn}:gone`]) }),
    ...(type !== "REQUEST" &&
      expression !== undefined && { identityValidationExpression: expression }),
  };
}

/** Edits of authorizers and of what methods ask for. */
export const authorizerEdits: Readonly<Record<string, EditOf>> = {
  authorizer: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const { api, method } = place;
    const made = authorizerOf(graph, place, random);
    api.authorizers.push(structuredClone(made) as Mutable<AuthorizerDefinition>);
    const own = made.type === "COGNITO_USER_POOLS" ? made.type : "CUSTOM";
    method.authorizationType =
      random.below(8) > 0 ? own : random.pick(["CUSTOM", "COGNITO_USER_POOLS"]);
    method.authorizerId = random.below(10) > 0 ? made.id : "not-here";
    const scopes = random.pick([
      [],
      [],
      ["stock/read"],
      ["stock/write", "stock/read"],
      ["other/read"],
    ]);
    method.authorizationScopes = made.type === "COGNITO_USER_POOLS" ? scopes : [];
    return `${named(place)} asks ${JSON.stringify(made)} as ${method.authorizationType}, scopes ${scopes.join(" ")}`;
  },
  authorizerSetting: (graph, random) => {
    const all = graph.apis.flatMap(({ authorizers }) => authorizers);
    if (all.length === 0) return undefined;
    const authorizer = random.pick(all);
    if (authorizer.type === "REQUEST") authorizer.identitySource = [...random.pick(sources)];
    authorizer.ttlSeconds = random.pick([0, 1, 3600]);
    if (random.below(6) === 0) delete authorizer.functionArn;
    return `${authorizer.name} is ${JSON.stringify(authorizer)}`;
  },
  authorization: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const { method } = place;
    method.authorizationType = random.pick(["NONE", "AWS_IAM", "AWS_IAM", "CUSTOM", "unknown"]);
    return `${named(place)} is ${method.authorizationType}`;
  },
  scopes: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    place.method.authorizationScopes = random.pick([
      [],
      ["stock/read"],
      ["aws.cognito.signin.user.admin"],
    ]);
    return `${named(place)} has the scopes ${place.method.authorizationScopes.join(" ")}`;
  },
};
