import type { Credentials } from "../../start/services";
import { verifySignature, type SignatureRefusal, type SignedRequest } from "../../sigv4";
import type { Call, Located, Routed, Signed } from "../call";
import { requireIdentityPolicies } from "./decide-access";
import { allValues, firstValue } from "../port/headers";
import { missingToken, refuse, type Refusal, type ResponseType } from "../answer/refusal";

const responseTypes: Record<SignatureRefusal["kind"], ResponseType> = {
  missing: "MISSING_AUTHENTICATION_TOKEN",
  // AWS names no gateway response for it; an unreadable signature is an invalid one.
  incomplete: "INVALID_SIGNATURE",
  invalid: "INVALID_SIGNATURE",
  unknownKey: "INVALID_SIGNATURE",
  expiredToken: "EXPIRED_TOKEN",
};

function toSignedRequest(call: Call): SignedRequest {
  return {
    method: call.request.method,
    target: call.request.target,
    body: call.packedBody ?? call.request.body,
    header(name) {
      return firstValue(call.headers, name);
    },
    headerValues(name) {
      return allValues(call.headers, name);
    },
  };
}

function verify<At extends Located>(call: At, credentials: Credentials): Signed<At> | Refusal {
  const verdict = verifySignature(toSignedRequest(call), {
    find: (accessKeyId) => credentials.find(accessKeyId),
    region: call.api.definition.region,
    service: "execute-api",
    now: call.receivedAt,
    tellsCanonicalRequest: true,
  });
  if (!verdict.valid) {
    return {
      ...refuse(responseTypes[verdict.kind], verdict.message, verdict.because),
      errorType: verdict.errorType,
    };
  }
  const { identity } = verdict.credential;
  call.accessKeyId = verdict.accessKeyId;
  call.because.push({
    check: "credential",
    text: `the signature of ${verdict.accessKeyId} (${identity.arn}) holds`,
  });
  return Object.assign(call, { identity });
}

/** AWS_IAM: the signature, then both kinds of policy. */
export function authorizeIam(call: Routed, credentials: Credentials): Refusal | undefined {
  const signed = verify(call, credentials);
  if ("allow" in signed) return signed;
  call.principal = signed.identity.arn;
  return requireIdentityPolicies(signed);
}

/**
 * An unmatched route is handled like a signed call, so that whatever stands in Authorization is read as a
 * signature, docs/aws-facts.md 1.2.
 */
export function refuseUnrouted(call: Located, credentials: Credentials): Refusal {
  const because = `no method ${call.verb} ${call.routePath}: neither a resource with that verb or ANY, nor a {proxy+} above it`;
  const refusal = verify(call, credentials);
  if ("allow" in refusal && refusal.responseType !== "MISSING_AUTHENTICATION_TOKEN") {
    return { ...refusal, because: `${because}; and ${refusal.because}` };
  }
  return missingToken(because);
}
