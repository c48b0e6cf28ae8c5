import type { Call } from "./call";
import { allValues } from "./headers";

/** Shorter words may be a part of anything: to blot them out would make texts unreadable. */
const shortest = 6;

const always = ["authorization", "x-api-key", "x-amz-security-token", "cookie"];

/** What a request proves itself by: tokens, keys, signatures, and whatever its authorizer looks at. */
export function secretsOf(call: Call): string[] {
  const secrets: string[] = [];
  const sources = call.method?.authorizer?.definition.identitySource ?? [];
  const names = sources.flatMap((source) => /\.header\.(.+)$/.exec(source)?.[1] ?? []);
  for (const name of new Set([...always, ...names.map((one) => one.toLowerCase())])) {
    for (const value of allValues(call.headers, name)) secrets.push(...partsOf(value));
  }
  for (const source of sources) {
    const name = /\.querystring\.(.+)$/.exec(source)?.[1];
    if (name !== undefined) secrets.push(...(call.query.multi[name] ?? []));
  }
  for (const name of ["X-Amz-Security-Token", "X-Amz-Signature"]) {
    secrets.push(...(call.query.multi[name] ?? []));
  }
  if (call.usageIdentifierKey !== undefined) secrets.push(call.usageIdentifierKey);
  const long = secrets.filter((secret) => secret.length >= shortest);
  return [...new Set(long)].sort((one, other) => other.length - one.length);
}

/** Of a signature the signature, of a scheme with its token the token, and the value whole. */
function partsOf(value: string): string[] {
  if (value.startsWith("AWS4-")) {
    const signature = /Signature=([^,\s]+)/.exec(value)?.[1];
    return signature === undefined ? [value] : [value, signature];
  }
  return [value, ...value.split(/\s+/).slice(1)];
}

/** A text without the secrets of a request, also where it quotes them as JSON or in a path. */
export function blotOut(text: string, secrets: readonly string[]): string {
  let blotted = text;
  for (const secret of secrets) {
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encode(secret)])) {
      if (blotted.includes(form)) blotted = blotted.replaceAll(form, "…");
    }
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
