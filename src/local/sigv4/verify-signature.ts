import type { Credential } from "../start/services";
import { canonicalRequest } from "./canonical-request";
import { equalSecrets, sha256Hex } from "./digest";
import { splitTarget } from "./query-string";
import { readClaim, toBasicFormat } from "./read-claim";
import {
  invalid,
  type SignatureClaim,
  type SignatureRefusal,
  type SignedRequest,
} from "./signed-request";
import { signatureOf, signingKey } from "./signing-key";

/** A signature that holds. */
export interface VerifiedSignature {
  valid: true;
  accessKeyId: string;
  credential: Credential;
  form: "header" | "query";
  service: string;
}

/** Against what a signature is checked. */
export interface VerifyOptions {
  find(accessKeyId: string): Credential | undefined;
  region: string;
  /** `execute-api`, `cognito-idp` …; several where one port speaks for several services. */
  service: string | readonly string[];
  /** Milliseconds since 1970. */
  now: number;
  /**
   * Whether a wrong signature is answered with what should have been signed, as execute-api does
   * (mhart/aws4#33, aws/aws-sdk-js#2372; still so in 2026). All of it is the caller's own request.
   * @default false
   */
  tellsCanonicalRequest?: boolean;
}

const fiveMinutes = 5 * 60_000;

const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** Whether a request is signed by a known key, in the header or the presigned form, and why not. */
export function verifySignature(
  request: SignedRequest,
  options: VerifyOptions,
): VerifiedSignature | SignatureRefusal {
  const { path, query } = splitTarget(request.target);
  const claim = readClaim(request, query);
  if ("valid" in claim) return claim;
  const refusal = checkTime(claim, options.now) ?? checkScope(claim, options);
  if (refusal) return refusal;
  const credential = options.find(claim.accessKeyId);
  if (!credential) return unknownKey(`nobody has the access key ${claim.accessKeyId}`);
  const canonical = canonicalRequest(request, {
    path,
    query,
    signedHeaders: claim.signedHeaders,
    presigned: claim.form === "query",
  });
  const scope = `${claim.scopeDate}/${claim.region}/${claim.service}/aws4_request`;
  const stringToSign = `AWS4-HMAC-SHA256\n${claim.timestamp}\n${scope}\n${sha256Hex(canonical)}`;
  const key = signingKey(credential.secretAccessKey, {
    date: claim.scopeDate,
    region: claim.region,
    service: claim.service,
  });
  const expected = signatureOf(key, stringToSign);
  if (!equalSecrets(expected, claim.signature)) {
    return invalid(
      options.tellsCanonicalRequest
        ? `${mismatch}\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`
        : mismatch,
      `the signature of ${claim.accessKeyId} does not match; method, path, query, signed headers (${claim.signedHeaders.join(";")}) and body must be as they were signed, by this key's secret. Canonical request here: ${JSON.stringify(redact(canonical))}`,
    );
  }
  return (
    checkToken(claim, credential, options.now) ?? {
      valid: true,
      accessKeyId: claim.accessKeyId,
      credential,
      form: claim.form,
      service: claim.service,
    }
  );
}

/** Headers whose values say nothing secret; of any other only the name is shown. */
const shown = new Set([
  "host",
  "content-type",
  "x-amz-date",
  "x-amz-content-sha256",
  "x-amz-target",
]);

function redact(canonical: string): string {
  const [method = "", path = "", query = "", ...rest] = canonical.split("\n");
  // A query may hold tokens: only what the signature itself put there is shown.
  const safeQuery = query.replace(/(?<![^=&])([^=&]+)=[^&]*/g, (pair, name: string) =>
    name.startsWith("X-Amz-") && name !== "X-Amz-Security-Token" ? pair : `${name}=…`,
  );
  const safeRest = rest.map((line) =>
    line.replace(/^([^:]+):.*$/, (_line, name: string) => (shown.has(name) ? line : `${name}:…`)),
  );
  return [method, path, safeQuery, ...safeRest].join("\n");
}

function checkTime(claim: SignatureClaim, now: number): SignatureRefusal | undefined {
  const limit = claim.expiresSeconds === undefined ? fiveMinutes : claim.expiresSeconds * 1_000;
  if (claim.signedAt + limit < now) {
    const minutes = limit % 60_000 === 0 ? `${limit / 60_000} min.` : `${limit / 1_000} sec.`;
    return invalid(
      `Signature expired: ${claim.timestamp} is now earlier than ${toBasicFormat(now - limit)} (${toBasicFormat(now)} - ${minutes})`,
      `signed at ${claim.timestamp}; a signature is taken for ${minutes}`,
    );
  }
  if (claim.signedAt - fiveMinutes > now) {
    return invalid(
      `Signature not yet current: ${claim.timestamp} is still later than ${toBasicFormat(now + fiveMinutes)} (${toBasicFormat(now)} + 5 min.)`,
      `signed at ${claim.timestamp}, more than 5 minutes ahead of this clock`,
    );
  }
  return undefined;
}

function checkScope(claim: SignatureClaim, options: VerifyOptions): SignatureRefusal | undefined {
  const services = typeof options.service === "string" ? [options.service] : options.service;
  if (!claim.signedHeaders.includes("host")) {
    return invalid(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      "the signature does not cover the Host header",
    );
  }
  // Each sentence but the last kind ends with a space, also where it stands alone.
  const faults: string[] = [];
  if (claim.region !== options.region) {
    faults.push("Credential should be scoped to a valid region. ");
  }
  if (!services.includes(claim.service)) {
    faults.push(`Credential should be scoped to correct service: '${services[0]}'. `);
  }
  if (claim.terminator !== "aws4_request") {
    faults.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${claim.terminator}'. `,
    );
  }
  if (claim.scopeDate !== claim.timestamp.slice(0, 8)) {
    faults.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.scopeDate}' != '${claim.timestamp.slice(0, 8)}', from '${claim.timestamp}'.`,
    );
  }
  if (faults.length === 0) return undefined;
  return invalid(
    faults.join(""),
    `signed for ${claim.scopeDate}/${claim.region}/${claim.service}; expected ${options.region}/${services.join(" or ")}`,
  );
}

function unknownKey(because: string): SignatureRefusal {
  return {
    valid: false,
    kind: "unknownKey",
    errorType: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
    because,
  };
}

function checkToken(
  claim: SignatureClaim,
  credential: Credential,
  now: number,
): SignatureRefusal | undefined {
  const { sessionToken, expiresAt } = credential;
  if ((sessionToken === undefined) !== (claim.sessionToken === undefined)) {
    return unknownKey(
      sessionToken === undefined
        ? "a session token came with a key that has none"
        : "temporary credentials without their X-Amz-Security-Token",
    );
  }
  if (
    sessionToken !== undefined &&
    claim.sessionToken !== undefined &&
    !equalSecrets(sessionToken, claim.sessionToken)
  ) {
    return unknownKey("the X-Amz-Security-Token is not the one of this access key");
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    return {
      valid: false,
      kind: "expiredToken",
      errorType: "ExpiredTokenException",
      message: "The security token included in the request is expired",
      because: `the temporary credentials expired at ${new Date(expiresAt).toISOString()}; assume the role again`,
    };
  }
  return undefined;
}
