import { contextKeys } from "../../src/iam/context-keys";
import type { PolicyDocument } from "../../src/iam/language/policy";
import { policyOf, type Mutable, type MutableGraph } from "./peopled";
import { apiArn, named, onePlace, type Place, type EditOf } from "./places";
import type { Random } from "./random";

type Policy = PolicyDocument | "unknown";

function resources({ api, path, method, stage }: Place): readonly string[] {
  const base = apiArn(api);
  const stars = path.replace(/\{[^{}]*\}/g, "*");
  const verb = method.verb === "ANY" ? "*" : method.verb;
  return [
    ...["*", "*", `${base}/*`, `${base}/${stage}/*`, `${base}/other/*`],
    ...[`${base}/${stage}/${verb}${stars}`, `${base}/*/${verb}/*`, `${base}/*/POST/*`],
    ...[`${base}/${stage}/GET${path}`, `${base}/${stage}/*/probe`],
    ...[`${base}/${stage}/*${path.replace(/\{[^{}]*\}/g, "special")}`],
  ];
}

function principals(graph: MutableGraph, random: Random): readonly unknown[] {
  const { accountId } = graph;
  return [
    ...["*", "*", { AWS: "*" }, { AWS: accountId }, { AWS: `arn:aws:iam::${accountId}:root` }],
    { AWS: random.pick(graph.users).arn },
    { AWS: random.pick(graph.roles).arn },
    ...[{ AWS: "999999999999" }, { Service: "apigateway.amazonaws.com" }],
  ];
}

const conditions: readonly (object | undefined)[] = [
  ...[undefined, undefined, undefined],
  { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } },
  { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.7"] } },
  { NotIpAddress: { "aws:SourceIp": "198.51.100.7" } },
  { StringEquals: { "aws:SourceVpce": "vpce-0123" } },
  { StringNotEquals: { "aws:SourceVpce": "vpce-0123" } },
  { Null: { "aws:PrincipalArn": "true" } },
  { Bool: { "aws:SecureTransport": "false" } },
  { StringLike: { "aws:UserAgent": "gate*" } },
  { StringNotLike: { "aws:Referer": "https://shop.example/*" } },
  { DateLessThan: { "aws:CurrentTime": "2026-06-01T00:00:00Z" } },
  { StringEquals: { "aws:PrincipalAccount": "999999999999" } },
  { StringLike: { "aws:username": "net-*" } },
];

/** Conditions on every key that is known. */
const ofKeys = Object.keys(contextKeys).flatMap((written) => {
  const name = written.endsWith("/") ? `${written}team` : written;
  return [
    { StringLike: { [name]: "p*" } },
    { StringNotLike: { [name]: "p*" } },
    { Null: { [name]: "true" } },
    { Null: { [name]: "false" } },
  ];
});

function statementOf(place: Place, random: Random, effect: string) {
  const condition = random.pick(random.below(3) === 0 ? ofKeys : conditions);
  return {
    ...{ Effect: effect, Action: random.pick(["execute-api:Invoke", "execute-api:*", "*"]) },
    Resource: random.pick(resources(place)),
    ...(condition !== undefined && { Condition: condition }),
  };
}

function identityPolicy(place: Place, random: Random): Policy {
  if (random.below(10) === 0) return "unknown";
  const allow = statementOf(place, random, "Allow");
  return random.below(3) === 0
    ? policyOf(allow, statementOf(place, random, "Deny"))
    : policyOf(allow);
}

/** Edits of resource policies and of the policies of roles and users. */
export const policyEdits: Readonly<Record<string, EditOf>> = {
  resourcePolicy: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const make = (effect: string) => ({
      ...statementOf(place, random, effect),
      Principal: random.pick(principals(graph, random)),
    });
    const { api } = place;
    const open = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
    const policies: readonly (Policy | undefined)[] = [
      ...[policyOf(make("Allow")), policyOf(make("Allow")), policyOf(open, make("Deny"))],
      ...[
        policyOf(make("Allow"), make("Deny")),
        policyOf(open),
        policyOf(),
        "unknown" as const,
        undefined,
      ],
    ];
    const policy = random.pick(policies);
    if (policy === undefined) delete api.policy;
    else api.policy = structuredClone(policy) as Mutable<Policy>;
    return `the policy of ${api.name} is ${JSON.stringify(policy)}`;
  },
  signerPolicy: (graph, random) => {
    const place = onePlace(graph, random);
    if (place === undefined) return undefined;
    const signer = random.pick([...graph.users, ...graph.roles]);
    const policies = [identityPolicy(place, random)];
    signer.policies = structuredClone(policies) as Mutable<Policy[]>;
    delete signer.permissionsBoundary;
    if (random.below(3) === 0)
      signer.permissionsBoundary = structuredClone(
        identityPolicy(place, random),
      ) as Mutable<Policy>;
    if (random.below(3) === 0) place.method.authorizationType = "AWS_IAM";
    return `${signer.name} has ${JSON.stringify(signer)}, ${named(place)} is ${place.method.authorizationType}`;
  },
};
