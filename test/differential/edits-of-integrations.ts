import type { PermissionDefinition, RoleDefinition } from "../../src/graph/deployed";
import { gatewayTrust, policyOf, roleOf, type Mutable, type MutableGraph } from "./peopled";
import { apiArn, named, onePlace, type Place, type EditOf } from "./places";
import type { Random } from "./random";

const service = "apigateway.amazonaws.com";

/** The spellings of a SourceArn that are seen in the wild, right and wrong. */
function sourceArns({ api, path, method, stage }: Place): readonly (string | undefined)[] {
  const base = apiArn(api);
  const verb = method.verb.toUpperCase();
  const stars = path.replace(/\{[^{}]*\}/g, "*");
  return [
    undefined,
    `${base}/${stage}/${verb}${path}`,
    `${base}/${stage}/${verb}${stars}`,
    `${base}/${stage}/ANY${path}`,
    `${base}/${stage}/ANY/{proxy+}`,
    `${base}/${stage}/ANY/*`,
    `${base}/${stage}/*${stars}`,
    `${base}/*/${verb}${path}`,
    `${base}/*/${verb}${stars}`,
    `${base}/*/*${path}`,
    `${base}/*/*/*`,
    `${base}/*/*`,
    `${base}/*`,
    `${base}*`,
    `${base}/${stage}`,
    `${base}/${stage}/*`,
    `${base}/${stage}/*/*`,
    `${base}/other/*/*`,
    `${base}/${stage}/GET${path}`,
    `${base}/${stage}/POST${path}`,
    `${base}/${stage}/${verb.toLowerCase()}${path}`,
    `${base}/${stage}/${verb}${path.slice(1)}`,
    `${base}/${stage}/${verb}${path}/`,
    `${base}/${stage}/${verb}${path.replace(/\{[^{}]*\}/g, "?")}`,
    `${base}/${stage}/${verb}/elsewhere`,
    `${base}/authorizers/*`,
    ...api.authorizers.map(({ id }) => `${base}/authorizers/${id}`),
    `${base.replace(api.accountId, "999999999999")}/*/*`,
    `${base.replace(api.region, "us-gov-east-9")}/*/*`,
    `${base.replace(api.apiId, "otherapi00")}/*/*`,
    "arn:aws:execute-api:*:*:*",
    `arn:aws:execute-api:*:${api.accountId}:*/*/*/*`,
    "*",
    "",
  ];
}

function permissionOf(place: Place, random: Random): PermissionDefinition {
  const { accountId } = place.api;
  const sourceArn = random.pick(sourceArns(place));
  // Most are right but for one thing, so that each thing decides at times.
  const mostly = <T>(plain: T, odd: readonly T[]) =>
    random.below(4) > 0 ? plain : random.pick(odd);
  const sourceAccount = mostly<string | undefined>(undefined, [accountId, "999999999999"]);
  const qualifier = mostly<string | undefined>(undefined, ["live", "$LATEST", "7"]);
  return {
    action: mostly("lambda:InvokeFunction", [
      ...["lambda:*", "lambda:invokefunction", "lambda:Invoke*", "*", "lambda:GetFunction"],
      "lambda:InvokeFunctionUrl",
    ]),
    principal: mostly(service, [
      ...["*", accountId, `arn:aws:iam::${accountId}:root`, "lambda.amazonaws.com", "999999999999"],
      "apigateway.amazonaws.com.cn",
    ]),
    ...(sourceArn !== undefined && { sourceArn }),
    ...(sourceAccount !== undefined && { sourceAccount }),
    ...(qualifier !== undefined && { qualifier }),
  };
}

/** The functions that a graph's methods and authorizers name. */
function targets(graph: MutableGraph, place: Place) {
  const arns = [
    place.method.integration?.functionArn,
    ...place.api.authorizers.map(({ functionArn }) => functionArn),
  ];
  return graph.functions.filter(({ arn }) => arns.some((one) => one?.startsWith(arn) === true));
}

const invokeOn = (resource: string, effect = "Allow", more: object = {}) => ({
  ...{ Effect: effect, Action: "lambda:InvokeFunction", Resource: resource },
  ...more,
});

/** A role that API Gateway may assume, or may not, that may invoke, or may not. */
function invokerOf(graph: MutableGraph, functionArn: string, random: Random): RoleDefinition {
  const { accountId } = graph;
  const trusting = (principal: unknown, more: object = {}) =>
    policyOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal, ...more });
  const sourceAccount = (account: string) => ({
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
  const other = `arn:aws:lambda:eu-west-1:${accountId}:function:other`;
  const plain = functionArn.split(":").slice(0, 7).join(":");
  const trust = random.pick<RoleDefinition["trust"]>([
    ...Array.from({ length: 5 }, () => gatewayTrust),
    trusting({ Service: "lambda.amazonaws.com" }),
    trusting({ Service: ["lambda.amazonaws.com", service] }),
    trusting({ AWS: `arn:aws:iam::${accountId}:root` }),
    trusting("*"),
    trusting({ Service: service }, sourceAccount(accountId)),
    trusting({ Service: service }, sourceAccount("999999999999")),
    trusting({ Service: service }, { Condition: { ArnLike: { "aws:SourceArn": "arn:*" } } }),
    policyOf(),
    "unknown",
    policyOf(
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } },
      { Effect: "Deny", Action: "sts:*", Principal: "*" },
    ),
  ]);
  const policies = random.pick<RoleDefinition["policies"]>([
    ...Array.from({ length: 4 }, () => [policyOf(invokeOn(functionArn))]),
    [policyOf(invokeOn(plain))],
    [policyOf(invokeOn(`${plain}:*`))],
    [policyOf(invokeOn(`${plain}*`))],
    [policyOf(invokeOn("*"))],
    [policyOf(invokeOn(other))],
    [policyOf(invokeOn("*"), invokeOn(functionArn, "Deny"))],
    [policyOf(invokeOn("*", "Allow", { Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
    [policyOf(invokeOn("*")), "unknown"],
    [],
  ]);
  const boundary = random.pick<RoleDefinition["permissionsBoundary"]>([
    ...Array.from({ length: 5 }, () => undefined),
    policyOf(invokeOn("*")),
    policyOf(invokeOn(other)),
    policyOf(invokeOn("*"), invokeOn(functionArn, "Deny")),
    policyOf({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
    "unknown",
  ]);
  const name = `net-edited-${graph.roles.length}`;
  const limit = boundary === undefined ? {} : { permissionsBoundary: boundary };
  return roleOf(graph, name, { trust, policies, ...limit });
}

function credentialsOf(graph: MutableGraph, functionArn: string, random: Random): string {
  if (random.below(8) === 0)
    return random.pick(["arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:role/not-here"]);
  const role = invokerOf(graph, functionArn, random);
  graph.roles.push(structuredClone(role) as Mutable<RoleDefinition>);
  return role.arn;
}

/** Edits of permissions, of roles that API Gateway assumes, and of the function that is named. */
export const integrationEdits: Readonly<Record<string, EditOf>> = {
  permission: (graph, random) => {
    const place = onePlace(graph, random);
    const found = place === undefined ? [] : targets(graph, place);
    if (place === undefined || found.length === 0) return undefined;
    const fn = random.pick(found);
    const permission = permissionOf(place, random);
    fn.permissions = random.below(8) === 0 ? [] : [permission];
    if (random.below(6) === 0) fn.permissions.push(permissionOf(place, random));
    return `${fn.name} has ${JSON.stringify(fn.permissions)}`;
  },
  integrationRole: (graph, random) => {
    const place = onePlace(graph, random);
    const integration = place?.method.integration;
    if (place === undefined || integration?.functionArn === undefined) return undefined;
    integration.credentials = credentialsOf(graph, integration.functionArn, random);
    const role = graph.roles.find(({ arn }) => arn === integration.credentials);
    return `${named(place)} assumes ${integration.credentials} ${JSON.stringify(role ?? {})}`;
  },
  authorizerRole: (graph, random) => {
    const all = graph.apis.flatMap(({ authorizers }) => authorizers);
    const lambda = all.filter(({ functionArn }) => functionArn !== undefined);
    if (lambda.length === 0) return undefined;
    const authorizer = random.pick(lambda);
    authorizer.credentials = credentialsOf(graph, authorizer.functionArn ?? "", random);
    const role = graph.roles.find(({ arn }) => arn === authorizer.credentials);
    return `${authorizer.name} assumes ${authorizer.credentials} ${JSON.stringify(role ?? {})}`;
  },
  stageVariable: (graph, random) => {
    const place = onePlace(graph, random);
    const integration = place?.method.integration;
    const stage = place?.api.stages.find(({ stageName }) => stageName === place.stage);
    const { functionArn } = integration ?? {};
    if (integration === undefined || functionArn === undefined || !place || !stage)
      return undefined;
    const parts = functionArn.split(":");
    const name = parts[6] ?? "";
    const value = random.pick([name, name, name, "net-function", "not-here", undefined]);
    integration.functionArn = [
      ...parts.slice(0, 6),
      "${stageVariables.fn}",
      ...parts.slice(7),
    ].join(":");
    if (value !== undefined) stage.variables = { ...stage.variables, fn: value };
    const { credentials } = integration;
    if (credentials !== undefined && random.below(2) === 0) {
      integration.credentials = "${stageVariables.role}";
      stage.variables = { ...stage.variables, role: credentials };
    }
    return `${named(place)} invokes ${integration.functionArn}, fn is ${value ?? "not set"}`;
  },
  qualifier: (graph, random) => {
    const place = onePlace(graph, random);
    const integration = place?.method.integration;
    const found = graph.functions.find(({ arn }) => arn === integration?.functionArn);
    if (integration === undefined || found === undefined || !place) return undefined;
    const alias = { name: "live", arn: `${found.arn}:live` };
    if (!found.aliases.some(({ name }) => name === "live")) found.aliases.push(alias);
    integration.functionArn = `${found.arn}:${random.pick(["live", "$LATEST", "7"])}`;
    return `${named(place)} invokes ${integration.functionArn}`;
  },
};
