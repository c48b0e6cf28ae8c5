import aws4 from "aws4";
import type { Deployed } from "../../src/graph/deployed";
import { compileWholePattern } from "../../src/base/pattern/whole-pattern";
import { checkOf } from "../../src/access/explain/refused-call";
import type { Check } from "../../src/access/explain/checks";
import { outcomeOf } from "../../src/access/verify/outcome";
import type { Credential, KeyProof } from "../../src/access/verify/caller";
import type { Endpoint } from "../../src/access/who/endpoints";
import { createGateway, type Gateway } from "../../src/local/gateway";
import { refusedCall } from "../../src/local/gateway/answer/refused-call";
import { stageMethodOf } from "../../src/local/gateway/stage-method";
import { sessionIdentity, userIdentity } from "../../src/local/identities/identity";
import type { Identity, InvocationResult, TokenVerdict } from "../../src/local/start/services";
import { fakeCredentials, fakeLog, fakeStore } from "../local/gateway/fake-parts";

/** One request, and who sends it. */
export interface Asking {
  endpoint: Endpoint;
  verb: string;
  path: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  credential: Credential;
  key: KeyProof;
  sourceIp: string;
  sourceVpce?: string;
  /** Milliseconds since 1970. */
  now: number;
  /** The condition keys of whoever signs, made of those that the local services give them. */
  context?: (own: Identity["context"]) => Identity["context"];
}

/** What the gateway made of a request. */
export interface Decided {
  answer: "allowed" | "refused" | "limited";
  /** Which check refused. */
  check?: Check;
  /** Whether the integration was reached and may be invoked; absent where a check before it answered. */
  served?: boolean;
  because: string;
}

/** A gateway of one graph, and those who can ask it. */
export interface AskedGateway {
  /** Undefined where no such request can be made, or where it reaches another method. */
  ask(asking: Asking): Promise<Decided | undefined>;
}

const secret = "secret";
const tokenStart = "token-";

function identities(definition: Deployed) {
  const found = new Map<string, Identity>();
  const accessKey = () => `AKIA${String(found.size).padStart(16, "0")}`;
  const secretAccessKey = secret;
  for (const role of definition.roles) {
    const session = { secretAccessKey, sessionToken: "", expiresAt: 0, sessionName: "probe" };
    const key = { ...session, roleArn: role.arn, accessKeyId: accessKey() };
    const partition = role.arn.split(":")[1] ?? "aws";
    found.set(`role:${role.name}`, sessionIdentity(key, role, partition));
  }
  for (const user of definition.users)
    found.set(`user:${user.name}`, userIdentity(user, accessKey()));
  return found;
}

function verify(token: string, poolArns: readonly string[]): TokenVerdict {
  const refused = (because: string): TokenVerdict => ({ valid: false, expired: false, because });
  if (!token.startsWith(tokenStart)) return refused("no token");
  const { pool, use, claims, fault } = JSON.parse(
    Buffer.from(token.slice(tokenStart.length), "base64url").toString(),
  ) as { pool: string; use: "id" | "access"; claims: Record<string, unknown>; fault?: string };
  if (fault !== undefined) return refused(fault);
  return poolArns.includes(pool) ? { valid: true, use, claims } : refused("of another pool");
}

function tokenOf(definition: Deployed, credential: Credential & { kind: "token" }) {
  const pool = definition.userPools.find(({ id }) => id === credential.poolId);
  const { scope, fault } = credential;
  const client = pool?.clients.find(({ name }) => name === credential.client)?.id;
  const token = {
    pool: pool?.arn,
    use: scope === undefined ? "id" : "access",
    claims: { sub: "someone", ...(scope === undefined ? { aud: client } : { scope }) },
    ...(fault !== undefined && { fault }),
  };
  return `${tokenStart}${Buffer.from(JSON.stringify(token)).toString("base64url")}`;
}

const host = (definition: Deployed, { api, stage }: Endpoint) => {
  const suffix = api.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const own = `${api.apiId}.execute-api.${api.region}.${suffix}`;
  if (!api.disableExecuteApiEndpoint) return { name: own, prefix: `/${stage.stageName}` };
  for (const { domainName, mappings } of definition.domains)
    for (const one of mappings) {
      if (one.apiId !== api.apiId) continue;
      const base = one.basePath === "" ? "" : `/${one.basePath}`;
      if (one.stage === stage.stageName) return { name: domainName, prefix: base };
      if (one.stage === undefined)
        return { name: domainName, prefix: `${base}/${stage.stageName}` };
    }
  return { name: own, prefix: `/${stage.stageName}` };
};

const isKeyHeader = (name: string) => name.toLowerCase() === "x-api-key";

/** Values that expressions of authorizers are written for. */
const texts = (says: string) => [says, `Bearer ${says}`, `allow-${says}`, `Bearer abc-${says}`];

function authorizerProof(endpoint: Endpoint, says: string) {
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  const { authorizer } = endpoint;
  const pattern = authorizer?.identityValidationExpression;
  const value =
    pattern === undefined || pattern === "" || authorizer?.type !== "TOKEN"
      ? says
      : texts(says).find((one) => compileWholePattern(pattern).test(one));
  if (value === undefined) return undefined;
  for (const source of authorizer?.identitySource ?? []) {
    const [, place, name] = /^method\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    if (name === undefined) continue;
    if (place === "header") headers[name] = value;
    else query[name] = value;
  }
  // Where every call has the same identity, the policy kept of one answers all others.
  const isShared = Object.keys({ ...headers, ...query }).length === 0;
  if (isShared && (authorizer?.ttlSeconds ?? 0) > 0) return undefined;
  return { headers, query };
}

/** Makes a gateway of a graph; its functions answer what the caller of an authorizer is said to get. */
export function askedGateway(definition: Deployed): AskedGateway {
  const signers = identities(definition);
  const byKey = new Map([...signers.values()].map((one) => [one.accessKeyId, one]));
  let context: Asking["context"];
  let says = "no";
  const invoke = async (): Promise<InvocationResult> => {
    const Statement = {
      ...{ Effect: says === "yes" ? "Allow" : "Deny", Action: "execute-api:Invoke" },
      Resource: "*",
    };
    const policyDocument = { Version: "2012-10-17", Statement: [Statement] };
    const payload = JSON.stringify({ principalId: "someone", policyDocument });
    return { outcome: "returned", payload, requestId: "" };
  };
  const gateway: Gateway = createGateway({
    credentials: {
      ...fakeCredentials({}),
      find: (id) => {
        const identity = byKey.get(id);
        return (
          identity && {
            secretAccessKey: secret,
            identity: { ...identity, context: context?.(identity.context) ?? identity.context },
          }
        );
      },
    },
    tokens: { verify },
    functions: { invoke, load: () => undefined, close: async () => undefined },
    store: fakeStore(),
    log: fakeLog(),
    allowSourceVpce: true,
  });
  gateway.load(definition);

  const ask = async (asking: Asking): Promise<Decided | undefined> => {
    const { endpoint, credential, key } = asking;
    const { name, prefix } = host(definition, endpoint);
    const headers: Record<string, string> = { ...asking.headers };
    let query = { ...asking.query };
    if (asking.sourceVpce !== undefined) headers["x-gatehouse-source-vpce"] = asking.sourceVpce;
    if (key.kind === "wrong") headers["x-api-key"] = "nobody-has-this-key-0000";
    if (key.kind === "key")
      headers["x-api-key"] = definition.apiKeys.find(({ id }) => id === key.id)?.value ?? "";
    if (credential.kind === "token") {
      const [source = ""] = endpoint.authorizer?.identitySource ?? [];
      const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1] ?? "Authorization";
      headers[header] = tokenOf(definition, credential);
    }
    if (credential.kind === "authorizer") {
      says = credential.answer;
      const proof = authorizerProof(endpoint, says);
      // One header cannot hold an authorizer's proof and a key.
      const isTaken = key.kind === "key" && Object.keys(proof?.headers ?? {}).some(isKeyHeader);
      if (proof === undefined || isTaken) return undefined;
      Object.assign(headers, proof.headers);
      query = { ...query, ...proof.query };
    }
    const search = new URLSearchParams(query).toString();
    const target = `${prefix}${asking.path}${search === "" ? "" : `?${search}`}`;
    const body = asking.body ?? "";
    if (body !== "") headers["Content-Type"] = "application/json";
    context = asking.context;
    const signer =
      credential.kind === "role" || credential.kind === "user"
        ? signers.get(`${credential.kind}:${credential.name}`)
        : credential.kind === "wrongSignature"
          ? { accessKeyId: "AKIA9999999999999999" }
          : undefined;
    const signed: Record<string, unknown> =
      signer === undefined
        ? { ...headers, Host: name }
        : ((aws4.sign(
            {
              ...{ host: name, path: target, method: asking.verb, body },
              ...{ service: "execute-api", region: endpoint.api.region },
              headers: {
                ...headers,
                "X-Amz-Date": new Date(asking.now).toISOString().replace(/[-:]|\.\d{3}/g, ""),
              },
            },
            { accessKeyId: signer.accessKeyId, secretAccessKey: secret },
          ).headers ?? {}) as Record<string, unknown>);
    const rawHeaders = Object.entries(signed).flatMap(([header, value]) => [header, String(value)]);
    let served: boolean | undefined;
    const { call, result, response } = await gateway.judge(
      {
        ...{ method: asking.verb, target, rawHeaders, body: Buffer.from(body) },
        ...{ sourceIp: asking.sourceIp, protocol: "HTTP/1.1" },
      },
      (reached) => {
        served = stageMethodOf(reached).permissionFault === undefined;
        return { status: 200, headers: [], body: "" };
      },
    );
    const isOther =
      call.method !== undefined && call.method.definition.verb !== endpoint.method.verb
        ? true
        : call.resource !== undefined && call.resource.path !== endpoint.path;
    if (isOther) return undefined;
    if (!("allow" in result))
      return { answer: "allowed", because: "let in", ...(served !== undefined && { served }) };
    const small = Object.fromEntries(
      response.headers.flatMap((header, index) =>
        index % 2 === 0 ? [[header.toLowerCase(), response.headers[index + 1]]] : [],
      ),
    ) as Record<string, string>;
    const check = checkOf(refusedCall(call, result));
    const isBehind = check === "validation" || check === "integration";
    const answer = check === "limits" ? "limited" : isBehind ? "allowed" : "refused";
    const because = `${response.status} ${result.because}`;
    const read = outcomeOf({ status: response.status, headers: small });
    // What verify reads from the answer must be what the gateway decided.
    if (read !== answer) return { answer: read, check, because: `${because}; decided: ${answer}` };
    return { answer, check, because };
  };
  return { ask };
}
