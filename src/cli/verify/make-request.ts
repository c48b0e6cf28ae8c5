import { randomBytes } from "node:crypto";
import { sign } from "aws4";
import { ownHeaders, type Ask } from "../../access/verify/asks-of";
import type { Caller, Credential } from "../../access/verify/caller";
import { bodyModel, takesBody, type ProbeRequest } from "../../access/verify/probe-request";
import type { Endpoint } from "../../access/who/endpoints";
import type { AwsKeys } from "../aws/call";
import type { Outgoing } from "../aws/send";
import { randomAccessKeyId, randomSecretKey } from "../../local/identities/random";
import { sampleBody } from "../../local/start/sample-body";
import type { Place } from "./place";
import { isUnavailable, type Proofs, type Unavailable } from "./proofs";

/** What a request is made with. */
export interface RequestParts {
  place: Place;
  proofs: Proofs;
  /** Somebody who can sign, for signatures that are wrong. */
  signer: AwsKeys | undefined;
}

interface Proven {
  headers: Record<string, string>;
  query: Readonly<Record<string, string>>;
  keys?: AwsKeys;
  /** Whether the signature itself is left away. */
  isUnsigned?: true;
}

/** A key of the right length that nobody has. */
const wrongKey = randomBytes(20).toString("hex");

/** The header in which an endpoint looks for a token. */
function tokenHeader({ authorizer }: Endpoint): string {
  const [source] = authorizer?.identitySource ?? [];
  return /^method\.request\.header\.(.+)$/.exec(source ?? "")?.[1] ?? "Authorization";
}

async function proven(
  credential: Credential,
  endpoint: Endpoint,
  { proofs, signer }: RequestParts,
): Promise<Proven | Unavailable> {
  const nothing = { headers: {}, query: {} };
  const anybody = signer ?? {
    accessKeyId: randomAccessKeyId("AKIA"),
    secretAccessKey: randomSecretKey(),
  };
  switch (credential.kind) {
    case "none":
      return nothing;
    case "unsigned":
      return { ...nothing, keys: anybody, isUnsigned: true };
    case "wrongSignature":
      return { ...nothing, keys: { ...anybody, secretAccessKey: randomSecretKey() } };
    case "role":
    case "user": {
      const keys = await proofs.signer(credential.kind, credential.name);
      return isUnavailable(keys) ? keys : { ...nothing, keys };
    }
    case "token": {
      const token = await proofs.token(credential);
      if (typeof token !== "string") return token;
      return { ...nothing, headers: { [tokenHeader(endpoint)]: token } };
    }
    case "authorizer": {
      const proof = await proofs.authorizer(credential.name, credential.answer);
      return isUnavailable(proof) ? proof : { headers: { ...proof.headers }, query: proof.query };
    }
    default:
      return credential satisfies never;
  }
}

async function keyHeader(
  { key }: Caller,
  proofs: Proofs,
): Promise<Record<string, string> | Unavailable> {
  if (key.kind === "none") return {};
  const value = key.kind === "key" ? await proofs.key(key.id) : wrongKey;
  return typeof value === "string" ? { "x-api-key": value } : value;
}

/** The body: what validation refuses, or one that fits the endpoint's model. */
function bodyOf(request: ProbeRequest, endpoint: Endpoint): string | undefined {
  if (request.body !== undefined) return request.body;
  if (request.manner !== "whole" || !takesBody(endpoint.method, request.verb)) return undefined;
  const model = bodyModel(endpoint);
  return JSON.stringify(model === undefined ? {} : sampleBody(model, endpoint.api.models));
}

/** The request as its caller sends it, or why there is none. */
export async function makeRequest(ask: Ask, parts: RequestParts): Promise<Outgoing | Unavailable> {
  const { place, proofs } = parts;
  const { endpoint } = ask.access;
  const { request, caller } = ask;
  const key = await keyHeader(caller, proofs);
  if (isUnavailable(key)) return key;
  const proof = await proven(caller.credential, endpoint, parts);
  if (isUnavailable(proof)) return proof;
  const body = bodyOf(request, endpoint);
  const query = new URLSearchParams({ ...request.query, ...proof.query }).toString();
  const path = `${place.prefix}${request.path}${query === "" ? "" : `?${query}`}`;
  const headers: Record<string, string> = {
    Host: place.host,
    ...ownHeaders,
    ...request.headers,
    ...(body !== undefined && { "Content-Type": "application/json" }),
    ...key,
    ...proof.headers,
  };
  const plain = { method: request.verb, origin: place.origin, path };
  const rest = body === undefined ? {} : { body };
  if (!proof.keys) return { ...plain, ...rest, headers };
  const signed = sign(
    {
      ...{ service: "execute-api", region: place.region, host: place.host },
      ...{ method: request.verb, path, headers, ...rest },
    },
    proof.keys,
  );
  const { Authorization, ...others } = signed.headers as Record<string, string>;
  return {
    ...plain,
    ...rest,
    headers: proof.isUnsigned ? others : { ...others, Authorization: Authorization! },
  };
}
