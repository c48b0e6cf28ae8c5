import { createHash } from "node:crypto";
import { canonical } from "../openapi/write";

/** JSON with sorted keys: equal for equal values. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonical(value));
}

/** The sha256 of a value, as hexadecimal digits; text that is JSON counts by what it says, not by its spelling. */
export function sha256(value: unknown): string {
  return createHash("sha256")
    .update(canonicalJson(parsed(value)))
    .digest("hex");
}

function parsed(value: unknown): unknown {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(parsed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, parsed(item)]));
}
