import { randomBytes } from "node:crypto";

/** The trace header of one request. */
export interface TraceId {
  /** As the integration sees it. */
  event: string;
  /** `Root=…;Parent=…;Sampled=…`, as the answer and Lambda's `_X_AMZN_TRACE_ID` have it. */
  full: string;
}

let pool = randomBytes(4096);
let used = 0;

/** Random bytes from a pool that is filled in one go; ids need no fresh system call each. */
function take(count: number): Buffer {
  if (used + count > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** Random hexadecimal digits. */
function randomHex(bytes: number): string {
  return take(bytes).toString("hex");
}

/** `x-amz-apigw-id`: eleven bytes in base64, so fifteen characters and `=`. */
export function extendedRequestId(): string {
  return take(11).toString("base64");
}

/** Random base64 of the length of `X-Amz-Cf-Id`. */
export function edgeId(): string {
  return take(42).toString("base64url").slice(0, 54).concat("==");
}

/** A client's Root, Parent and Sampled are kept, a missing Parent is made up, docs/aws-facts.md 6.1. */
export function traceIdOf(header: string | undefined, now: number, sampled: boolean): TraceId {
  let root: string | undefined;
  let parent: string | undefined;
  let keep = sampled ? "1" : "0";
  if (header) {
    for (const part of header.split(";")) {
      const equals = part.indexOf("=");
      const name = part.slice(0, equals).trim().toLowerCase();
      const value = part.slice(equals + 1).trim();
      if (name === "root") root = value;
      else if (name === "parent") parent = value;
      else if (name === "sampled") keep = value;
    }
  }
  const known = root !== undefined;
  root ??= `1-${Math.floor(now / 1000).toString(16)}-${randomHex(12)}`;
  parent ??= randomHex(8);
  const full = `Root=${root};Parent=${parent};Sampled=${keep}`;
  return { event: known ? full : `Root=${root}`, full };
}
