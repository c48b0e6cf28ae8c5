import type { JSONWebKeySet } from "jose";

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);
/** Bytes of a discovery document or a key set. */
const largestDocument = 64 * 1024;
const waitMilliseconds = 3_000;
const keptMilliseconds = 10 * 60_000;
/** A key that is not in the set is looked for again, but not more often than this. */
const againMilliseconds = 1_000;

interface Kept {
  keys: JSONWebKeySet;
  fetchedAt: number;
}

const kept = new Map<string, Kept>();

/** Whether the laptop asks a provider at all: one on this machine, by its issuer. */
export function isOnLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  return (
    (protocol === "http:" || protocol === "https:") && username === "" && loopback.has(hostname)
  );
}

/**
 * The keys of a provider on loopback, from its discovery document. Throws an `Error` that says why there
 * are none. `fresh`: a token names a key that the known set lacks.
 */
export async function providerKeys(issuer: string, fresh = false): Promise<JSONWebKeySet> {
  const known = kept.get(issuer);
  const limit = fresh ? againMilliseconds : keptMilliseconds;
  if (known && Math.abs(Date.now() - known.fetchedAt) < limit) return known.keys;
  const discovery = await readJson(`${issuer}/.well-known/openid-configuration`);
  if (discovery["issuer"] !== issuer) {
    throw new Error(`its discovery document names another issuer than ${issuer}`);
  }
  const { keys } = await readJson(String(discovery["jwks_uri"]));
  if (!Array.isArray(keys)) throw new Error("its jwks_uri holds no list of keys");
  const found = { keys: keys as JSONWebKeySet["keys"] };
  kept.set(issuer, { keys: found, fetchedAt: Date.now() });
  return found;
}

async function readJson(url: string): Promise<Record<string, unknown>> {
  if (!isOnLoopback(url)) throw new Error(`${url} is not on this machine`);
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(waitMilliseconds),
    headers: { accept: "application/json" },
  });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  const value: unknown = JSON.parse(await readBounded(response, url));
  if (value === null || typeof value !== "object") throw new Error(`${url} holds no JSON object`);
  return value as Record<string, unknown>;
}

async function readBounded({ body }: Response, url: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > largestDocument) throw new Error(`${url} is over ${largestDocument} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
