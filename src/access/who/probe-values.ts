import { contextKey } from "../../iam/context-keys";
import { piecesOf } from "../../iam/language/variables";
import type { ConditionTest } from "./conditions";

/** The value that a caller has who is meant by no policy. */
export const stranger = "probe";

/** The address of a caller that no policy means. */
export const strangerAddress = "198.51.100.7";

/** A text that a pattern matches. */
export function filled(pattern: string): string {
  return piecesOf(pattern)
    .map((piece) => (typeof piece === "string" ? piece : stranger))
    .join("")
    .replaceAll("*", stranger)
    .replaceAll("?", "p");
}

/** First and last address of an IPv4 range; the address as it is written of any other. */
function edgesOf(range: string): readonly string[] {
  const [base = "", length = "32"] = range.split("/");
  const parts = base.split(".").map(Number);
  const bits = Number(length);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return [base];
  if (!(bits >= 0 && bits <= 32)) return [base];
  const first = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  const start = Math.floor(first / size) * size;
  const text = (value: number) =>
    [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  return bits === 32 ? [text(start)] : [text(start), text(start + size - 1)];
}

function around(value: string, step: number): readonly string[] {
  const number = Number(value);
  return Number.isFinite(number) ? [-step, 0, step].map((by) => String(number + by)) : [value];
}

function moments(value: string): readonly string[] {
  if (/^\d+$/.test(value)) return around(value, 1);
  const at = Date.parse(value);
  if (!Number.isFinite(at) || Math.abs(at) > 8e15) return [value];
  return [-1000, 0, 1000].map((by) => `${new Date(at + by).toISOString().slice(0, 19)}Z`);
}

/** The values between which a test tells apart. */
export function valuesOf({ operator, key, values }: ConditionTest): readonly string[] {
  if (operator === "null") return [stranger];
  if (operator === "bool") return ["true", "false"];
  return values
    .flatMap((value) => {
      if (operator.includes("ipaddress")) return edgesOf(value);
      if (operator.startsWith("numeric")) return around(value, 1);
      if (operator.startsWith("date")) return moments(value);
      // Beside what a pattern matches, what it matches when nothing stands for its `*`.
      return value.includes("*") ? [filled(value), value.replaceAll("*", "")] : [filled(value)];
    })
    .concat(otherValue(operator, key));
}

/** A value that no test of this kind means. */
export function otherValue(operator: string, key: string): string {
  if (operator.includes("ipaddress") || contextKey(key)?.isAddress) return strangerAddress;
  if (operator.startsWith("numeric")) return "1000000007";
  if (operator.startsWith("date")) return "2026-01-01T00:00:00Z";
  if (operator === "bool") return "false";
  return operator.startsWith("arn") ? "arn:aws:iam::999999999999:role/probe" : stranger;
}

/** Whether a test asks that the request differ from its values. */
export function isNegated({ operator, values }: ConditionTest): boolean {
  if (operator === "null") return values.some((value) => value.toLowerCase() === "true");
  return operator.includes("not");
}
