export { verifySignature, type VerifiedSignature, type VerifyOptions } from "./verify-signature";
export type { SignatureRefusal, SignedRequest } from "./signed-request";
export { equalSecrets, sha256Base64, sha256Hex } from "./digest";
export { decodePercent, readQuery, splitTarget, type QueryPair } from "./query-string";
