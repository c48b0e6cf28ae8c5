import type { Call } from "../call";
import type { ProofPlaces } from "../compiled";
import { allValues } from "../port/headers";

/** Shorter words may be a part of anything: to blot them out would make texts unreadable. */
const shortest = 6;

/** Spelt alike everywhere. */
const plain = /^[\w.-]+$/;

const everywhere: ProofPlaces = {
  headers: ["authorization", "x-api-key", "x-amz-security-token", "cookie"],
  parameters: ["X-Amz-Security-Token", "X-Amz-Signature"],
};

/** Those places, and what an authorizer with these identity sources looks at. */
export function proofPlaces(identitySource: readonly string[]): ProofPlaces {
  const named = (kind: RegExp) => identitySource.flatMap((source) => kind.exec(source)?.[1] ?? []);
  const headers = named(/^method\.request\.header\.(.+)$/).map((name) => name.toLowerCase());
  return {
    headers: [...new Set([...everywhere.headers, ...headers])],
    parameters: [
      ...new Set([...everywhere.parameters, ...named(/^method\.request\.querystring\.(.+)$/)]),
    ],
  };
}

/**
 * What a request proves itself by, in every spelling in which a text may quote it, the longest first: tokens,
 * keys, signatures, and whatever its authorizer looks at.
 */
export function secretsOf(call: Call): string[] {
  const secrets: string[] = [];
  const { headers, parameters } = call.method?.authorizer?.proofs ?? everywhere;
  for (const name of headers) {
    for (const value of allValues(call.headers, name)) secrets.push(...partsOf(value));
  }
  for (const name of parameters) secrets.push(...(call.query.multi[name] ?? []));
  if (call.usageIdentifierKey !== undefined) secrets.push(call.usageIdentifierKey);
  const long = secrets.filter((secret) => secret.length >= shortest);
  return [...new Set(long.flatMap(spellingsOf))].sort((one, other) => other.length - one.length);
}

/** As it is, as JSON and as in a path. */
function spellingsOf(secret: string): string[] {
  return plain.test(secret)
    ? [secret]
    : [secret, JSON.stringify(secret).slice(1, -1), encode(secret)];
}

/** Of a signature the signature, of a scheme with its token the token, and the value whole. */
function partsOf(value: string): string[] {
  if (value.startsWith("AWS4-")) {
    const signature = /Signature=([^,\s]+)/.exec(value)?.[1];
    return signature === undefined ? [value] : [value, signature];
  }
  return [value, ...value.split(/\s+/).slice(1)];
}

/** A text without the secrets of a request. */
export function blotOut(text: string, secrets: readonly string[]): string {
  let blotted = text;
  for (const secret of secrets) {
    if (blotted.includes(secret)) blotted = blotted.replaceAll(secret, "…");
  }
  return blotted;
}

function encode(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret; // A lone surrogate.
  }
}
