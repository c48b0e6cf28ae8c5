import { accessOf, type EndpointAccess } from "../../src/access/who/access-of";
import { candidatesOf, type Candidate } from "../../src/access/who/candidates";
import type { Context } from "../../src/access/who/contexts";
import { contextKey, contextKeys } from "../../src/iam/context-keys";
import type { Deployed } from "../../src/graph/deployed";
import { asksOf, ownHeaders } from "../../src/access/verify/asks-of";
import type { Credential } from "../../src/access/verify/caller";
import { takesClient } from "../../src/access/verify/expected";
import type { Endpoint } from "../../src/access/who/endpoints";
import { signInScope } from "../../src/access/verify/caller";
import { contextFor, requestsOf } from "../../src/access/who/probes";
import type { Reach } from "../../src/access/who/reach";
import { anyone } from "../../src/access/who/openings";
import { anyVerbs } from "../../src/iam/write/segments";
import { askedGateway, type AskedGateway, type Decided } from "./gateway";
import type { Random } from "./random";

/** One question that two parts answer differently. */
export interface Disagreement {
  endpoint: string;
  caller: string;
  /** Who holds what. */
  held: string;
  gateway: string;
}

/** What a comparison found. */
export interface Compared {
  asked: number;
  skipped: number;
  disagreements: readonly Disagreement[];
}

const now = Date.UTC(2026, 0, 1);
const sourceIp = "198.51.100.7";
const textOf = ({ answer, check, served, because }: Decided): string =>
  `${answer}${check === undefined ? "" : ` by ${check}`}${served === false ? ", not served" : ""} (${because})`;

/** AWS refuses to deploy other verbs and stage names. */
const isDeployable = ({ endpoint: { verb, stage } }: EndpointAccess): boolean =>
  /^\w+$/.test(stage.stageName) && (verb === "ANY" || anyVerbs.some((one) => one === verb));

/** Some of these, chosen by chance; all where there are no more. */
function sampled<T>(all: readonly T[], most: number, random: Random): readonly T[] {
  if (all.length <= most) return all;
  const left = [...all];
  return Array.from({ length: most }, () => left.splice(random.below(left.length), 1)[0] as T);
}

async function compareVerify(
  definition: Deployed,
  gateway: AskedGateway,
  { most, random }: { most: number; random: Random },
): Promise<Compared> {
  const insideVpc = random.below(4) > 0;
  const options = { sourceIp, insideVpc, allowWrites: true, now: new Date(now) };
  const { asks } = asksOf(definition, options);
  const disagreements: Disagreement[] = [];
  let skipped = 0;
  const chosen = sampled(
    asks.filter(({ access }) => isDeployable(access)),
    most,
    random,
  );
  for (const { access, caller, request, expected } of chosen) {
    const { endpoint } = access;
    const isPrivate = endpoint.api.endpointType === "PRIVATE";
    const decided = await gateway.ask({
      ...{ endpoint, verb: request.verb, path: request.path, query: request.query },
      ...{ credential: caller.credential, key: caller.key, sourceIp, now },
      headers: { ...request.headers, ...ownHeaders },
      ...(request.body !== undefined && { body: request.body }),
      ...(isPrivate && insideVpc && { sourceVpce: "vpce-probe" }),
    });
    if (expected.answer === "unsure" || decided === undefined) {
      skipped += 1;
      continue;
    }
    const answer = decided.answer === "limited" ? "allowed" : decided.answer;
    // The row's own check stands in the function's code, which is not run here.
    const held = expected.byEntry === true ? "allowed" : expected.answer;
    const sameCheck = expected.check === undefined || expected.check === decided.check;
    const outside = isPrivate && !insideVpc;
    if (answer === held && (sameCheck || outside)) continue;
    disagreements.push({
      endpoint: endpoint.id,
      caller: caller.name,
      held: `verify: ${held} by ${expected.check ?? "-"} (${expected.because})`,
      gateway: textOf(decided),
    });
  }
  return { asked: chosen.length - skipped, skipped, disagreements };
}

/** Who asks as a principal of the report. */
function credentialsOf(definition: Deployed): ReadonlyMap<string, Credential> {
  const found = new Map<string, Credential>([["nobody", { kind: "none" }]]);
  for (const { name, arn } of definition.roles)
    found.set(`role:${name}`, { kind: "role", name, arn });
  for (const { name, arn } of definition.users)
    found.set(`user:${name}`, { kind: "user", name, arn });
  for (const { name, id, clients, resourceServers } of definition.userPools) {
    const client = clients[0]?.name;
    const of = { kind: "token", pool: name, poolId: id } as const;
    if (client !== undefined) found.set(`pool:${name}`, { ...of, client });
    const own = resourceServers.flatMap(({ identifier, scopes }) =>
      scopes.map((scope) => `${identifier}/${scope}`),
    );
    for (const scope of [signInScope, ...own]) found.set(`pool:${name} ${scope}`, { ...of, scope });
  }
  for (const { authorizers } of definition.apis)
    for (const { name, type } of authorizers)
      if (type !== "COGNITO_USER_POOLS")
        found.set(`authorizer:${name}`, { kind: "authorizer", name, answer: "yes" });
  return found;
}

/** A token of a client that the authorizer takes, where the pool has one. */
function fitting(definition: Deployed, { authorizer }: Endpoint, credential: Credential) {
  if (credential.kind !== "token" || credential.scope !== undefined) return credential;
  const expression = authorizer?.identityValidationExpression;
  const pool = definition.userPools.find(({ id }) => id === credential.poolId);
  const client = pool?.clients.find(({ id }) => takesClient(expression, id))?.name;
  return client === undefined ? credential : { ...credential, client };
}

/** The key that opens the row; a key asked for that nobody has shows as refused. */
function keyFor({ keys, endpoint }: EndpointAccess) {
  if (keys === "none" || !endpoint.method.apiKeyRequired) return { kind: "none" } as const;
  const [first] = keys;
  return first === undefined
    ? ({ kind: "wrong" } as const)
    : ({ kind: "key", id: first.key.id, name: first.label } as const);
}

const isOfSigner = (name: string) => (contextKey(name)?.of ?? "signer") === "signer";

/** Whether a graph's policies ask for what the local gateway does not know. */
function asksRemote(definition: Deployed): boolean {
  const text = JSON.stringify(definition).toLowerCase();
  return Object.entries(contextKeys).some(
    ([name, { isRemote }]) => isRemote && new RegExp(`${name.toLowerCase()}\\b`).test(text),
  );
}

/** The headers that fill the condition keys of a request. */
const headersOf = (context: Context): Record<string, string> =>
  Object.fromEntries(
    Object.entries(contextKeys).flatMap(([name, { header }]) => {
      const value = context[name.toLowerCase()];
      return header === undefined || value === undefined ? [] : [[header, value]];
    }),
  );

const bitOf = (reach: Reach | undefined, where: string, index: number): boolean =>
  (((reach?.get(where) ?? 0n) >> BigInt(index)) & 1n) === 1n;

async function compareReport(
  definition: Deployed,
  gateway: AskedGateway,
  { most, random }: { most: number; random: Random },
): Promise<Compared> {
  const access = accessOf(definition);
  const { probes } = access;
  const credentials = [...credentialsOf(definition)];
  const candidates = new Map(candidatesOf(definition).map((one) => [one.id, one]));
  const isRemote = asksRemote(definition);
  const disagreements: Disagreement[] = [];
  let [asked, skipped] = [0, 0];
  const endpoints = access.endpoints.filter(isDeployable);
  for (let turn = 0; turn < most && endpoints.length > 0; turn += 1) {
    const one = random.pick(endpoints);
    const { endpoint } = one;
    const [id, sent] = random.pick(credentials);
    const credential = fitting(definition, endpoint, sent);
    const { verb, path } = random.pick(requestsOf(endpoint, probes));
    const index = random.below(2) === 0 ? 0 : random.below(probes.contexts.length);
    const isPrivate = endpoint.api.endpointType === "PRIVATE";
    const candidate = candidates.get(id);
    const context = contextFor(endpoint, probes.contexts[index] ?? {}, candidate);
    const address = context["aws:sourceip"];
    const time = Date.parse(context["aws:currenttime"] ?? "");
    const others = Object.fromEntries(Object.entries(context).filter(([key]) => isOfSigner(key)));
    const signs = candidate !== undefined;
    const isSendable =
      /^[\w\-.~/:@+*$]+$/.test(path) &&
      context["aws:securetransport"] === "true" &&
      address !== undefined &&
      String(Math.floor(time / 1000)) === context["aws:epochtime"] &&
      (signs || Object.keys(others).length === 0) &&
      !isRemote;
    if (!isSendable || (one.keyFromAuthorizer && endpoint.word === "custom")) {
      skipped += 1;
      continue;
    }
    Date.now = () => time;
    const decided = await gateway.ask({
      ...{ endpoint, verb, path, credential, key: keyFor(one), now: time },
      sourceIp: address,
      headers: headersOf(context),
      // What the report leaves open is as it was tried; the rest is the signer's own.
      context: (own) => ({ ...others, ...known(own, candidate) }),
      ...(isPrivate && { sourceVpce: context["aws:sourcevpce"] ?? "vpce-probe" }),
    });
    // With an open word everybody passes; who signs in addition is not listed.
    const reach = one.who.get(anyone) ?? one.who.get(id);
    const where = isPrivate ? `vpc ${verb} ${path}` : `${verb} ${path}`;
    const passes = bitOf(reach, where, index);
    // "Anybody else in this account" stands for whoever of the graph is not listed as well.
    const ofAccount = one.who.get(`account:${endpoint.api.accountId}`);
    if (!passes && signs && bitOf(ofAccount, where, index)) {
      skipped += 1;
      continue;
    }
    const keyed = one.keys === "none" || one.keys.length > 0;
    const held = passes && keyed;
    // Of another authorizer's callers the code decides.
    const isOther =
      credential.kind === "authorizer" && credential.name !== endpoint.authorizer?.name;
    const early =
      decided !== undefined && decided.served === undefined && decided.answer !== "refused";
    if (decided === undefined || (isOther && endpoint.word === "custom") || (early && !held)) {
      skipped += 1;
      continue;
    }
    asked += 1;
    const got = decided.answer !== "refused" && decided.served !== false;
    if (got === held) continue;
    // An authorizer's code decides about bare callers where it looks at nothing.
    if (endpoint.word === "custom" && credential.kind !== "authorizer") continue;
    disagreements.push({
      endpoint: endpoint.id,
      caller: `${id} (${verb} ${path}, request ${index})`,
      held: `report, diff: ${held ? "passes" : `does not pass (${JSON.stringify(one.fault) ?? "policies or keys"})`}`,
      gateway: textOf(decided),
    });
  }
  return { asked, skipped, disagreements };
}

const known = (own: Context, candidate?: Candidate): Context =>
  Object.fromEntries(Object.entries(own).filter(([key]) => key in (candidate?.context ?? {})));

/** Asks report, diff and verify, and the gateway, and lists where they differ. */
export async function compare(
  definition: Deployed,
  options: { most: number; random: Random },
): Promise<Compared> {
  const realNow = Date.now;
  Date.now = () => now;
  try {
    const gateway = askedGateway(definition);
    const verify = await compareVerify(definition, gateway, options);
    const report = await compareReport(definition, gateway, options);
    return {
      asked: verify.asked + report.asked,
      skipped: verify.skipped + report.skipped,
      disagreements: [...verify.disagreements, ...report.disagreements],
    };
  } finally {
    Date.now = realNow;
  }
}
