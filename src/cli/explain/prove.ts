import { randomUUID } from "node:crypto";
import { sign } from "aws4";
import type { UserPoolDefinition } from "../../graph/deployed";
import {
  accessClaims,
  idClaims,
  type TokenSubject,
} from "../../local/aws/cognito-idp/tokens/claims";
import { clientSettings } from "../../local/aws/cognito-idp/describe/client-settings";
import type { GatewayRequest } from "../../local/gateway";
import type { Credentials } from "../../local/start/services";
import type { TokenService } from "../../local/tokens/create-tokens";
import type { AskedRequest } from "./request";
import type { Proof, Who } from "./who";

/** What proofs are made with. */
export interface ProofParts {
  credentials: Credentials;
  tokens: TokenService;
  /** Where the method looks for a token. */
  tokenHeader: string;
}

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** The request as this caller sends it: with a key, with a token, really signed. */
export async function provenRequest(
  asked: AskedRequest,
  who: Who,
  parts: ProofParts,
): Promise<GatewayRequest | string> {
  const headers = new Map<string, string>([["Host", asked.host]]);
  const given = new Set(asked.headers.map(([name]) => name.toLowerCase()));
  if (!given.has("user-agent")) headers.set("User-Agent", "gatehouse-explain");
  for (const [name, value] of asked.headers) headers.set(name, value);
  if (asked.body !== undefined && asked.body !== "" && !given.has("content-type")) {
    headers.set("Content-Type", "application/json");
  }
  let keys: Keys | undefined;
  for (const proof of who.proofs) {
    const name = headerOf(proof, parts);
    if (given.has(name.toLowerCase())) {
      return `--as ${who.name} sends the header ${name}, and --header gives it as well: leave one out.`;
    }
    const value = await valueOf(proof, parts);
    if (typeof value === "string") headers.set(name, value);
    else if ("problem" in value) return `--as ${who.name}: ${value.problem}`;
    else keys = value;
  }
  return {
    method: asked.method,
    target: asked.target,
    rawHeaders: [...(keys ? signed(asked, headers, keys) : headers)].flat(),
    body: Buffer.from(asked.body ?? ""),
    sourceIp: asked.sourceIp,
    protocol: "HTTP/1.1",
  };
}

function headerOf({ kind }: Proof, { tokenHeader }: ProofParts): string {
  return kind === "key" ? "x-api-key" : kind === "pool" ? tokenHeader : "Authorization";
}

async function valueOf(
  proof: Proof,
  { credentials, tokens }: ProofParts,
): Promise<string | Keys | { problem: string }> {
  switch (proof.kind) {
    case "key":
      return proof.key.value ?? { problem: "the key's value is not known." };
    case "pool": {
      const { pool, scopes } = proof;
      if (pool.clients.length === 0) {
        return { problem: `the user pool ${pool.name} has no client, so nobody gets a token.` };
      }
      const use = scopes.length === 0 ? "id" : "access";
      return tokens.sign(pool.id, use, claimsOf(pool, scopes));
    }
    case "role":
      return credentials.assume(proof.role.arn, { sessionName: "explain" });
    case "user":
      return (
        proof.user.accessKeys.find(({ active }) => active) ?? {
          problem: `the user ${proof.user.name} has no active access key, so it cannot sign.`,
        }
      );
    default:
      return proof satisfies never;
  }
}

function signed(
  asked: AskedRequest,
  headers: ReadonlyMap<string, string>,
  keys: Keys,
): [string, string][] {
  const request = sign(
    {
      ...{ host: asked.host, method: asked.method, path: asked.target, region: asked.region },
      service: "execute-api",
      headers: Object.fromEntries(headers),
      ...(asked.body === undefined ? {} : { body: asked.body }),
    },
    keys,
  );
  return Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]);
}

/** Claims as a sign-in of somebody new has them; the gateway looks at none that is a person's own. */
function claimsOf(pool: UserPoolDefinition, scopes: readonly string[]): Record<string, unknown> {
  const scope = scopes.join(" ");
  const client =
    pool.clients.find((one) => {
      const allowed = clientSettings(one).oauthScopes;
      return scopes.length > 0 && scopes.every((name) => allowed.includes(name));
    }) ?? pool.clients[0]!;
  const now = Date.now();
  const sub = randomUUID();
  const settings = clientSettings(client);
  const subject: TokenSubject = {
    pool,
    settings,
    groups: [],
    eventId: randomUUID(),
    user: {
      username: sub,
      status: "CONFIRMED",
      enabled: true,
      attributes: { sub, email: "somebody@example.com", email_verified: "true" },
      groups: [],
      createdAt: now,
      modifiedAt: now,
    },
    signIn: {
      ...{ id: randomUUID(), poolId: pool.id, clientId: client.id, username: sub, scope },
      ...{ signedInAt: now, expiresAt: now + 3_600_000, revoked: false },
    },
  };
  return scopes.length === 0 ? idClaims(subject) : accessClaims(subject);
}
