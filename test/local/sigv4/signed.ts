import { verifySignature, type SignedRequest, type VerifyOptions } from "../../../src/local/sigv4";
import type { Credential } from "../../../src/local/start/services";

/** A credential whose policies do not matter. */
export function credential(secretAccessKey: string, more: Partial<Credential> = {}): Credential {
  const arn = "arn:aws:iam::123456789012:user/alice";
  return {
    secretAccessKey,
    identity: {
      accessKeyId: "AKID",
      arn,
      accountId: "123456789012",
      userId: "AIDA",
      principal: { arn, accountId: "123456789012" },
      policies: [],
      boundaries: [],
      context: {},
    },
    ...more,
  };
}

/** A request from pairs of names and values. */
export function signedRequest(parts: {
  method: string;
  target: string;
  headers: readonly (readonly [string, string])[];
  body?: string | Uint8Array;
}): SignedRequest {
  const values = (name: string): string[] =>
    parts.headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  return {
    method: parts.method,
    target: parts.target,
    body: parts.body ?? "",
    header: (name) => values(name)[0],
    headerValues: values,
  };
}

/** Verifies against one key. */
export function verify(
  request: SignedRequest,
  known: Credential,
  options: Partial<VerifyOptions> = {},
): ReturnType<typeof verifySignature> {
  return verifySignature(request, {
    find: (accessKeyId) => (accessKeyId.endsWith("NOBODY") ? undefined : known),
    region: "us-east-1",
    service: "execute-api",
    now: Date.now(),
    ...options,
  });
}
