/** The parts of an HTTP request that a signature covers. */
export interface SignedRequest {
  method: string;
  /** Path and query as they stand on the request line, still encoded. */
  target: string;
  /** The first value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  /** Every value of a header, by its lower-case name, in the order of arrival. */
  headerValues(name: string): readonly string[];
  body: Uint8Array | string;
}

/** What a request says about its own signature. */
export interface SignatureClaim {
  form: "header" | "query";
  accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  scopeDate: string;
  region: string;
  service: string;
  terminator: string;
  /** Lower-case names in the order of the request. */
  signedHeaders: readonly string[];
  signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  timestamp: string;
  /** Milliseconds since 1970. */
  signedAt: number;
  /** Of a presigned address: how long it holds, in seconds. */
  expiresSeconds: number | undefined;
  sessionToken: string | undefined;
}

/** Why a signature was refused, in AWS's words. */
export interface SignatureRefusal {
  valid: false;
  /** `missing`: the request carries no signature at all. */
  kind: "missing" | "incomplete" | "invalid" | "expiredToken" | "unknownKey";
  /** AWS's exception name. */
  errorType: string;
  /** The text that the caller may see. */
  message: string;
  /** For the log alone: what did not hold, and what would have. */
  because: string;
}

/** A refusal of kind `incomplete`. */
export function incomplete(message: string, because: string): SignatureRefusal {
  return {
    valid: false,
    kind: "incomplete",
    errorType: "IncompleteSignatureException",
    message,
    because,
  };
}

/** A refusal of kind `invalid`. */
export function invalid(message: string, because: string): SignatureRefusal {
  return {
    valid: false,
    kind: "invalid",
    errorType: "InvalidSignatureException",
    message,
    because,
  };
}
