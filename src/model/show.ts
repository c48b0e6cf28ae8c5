import { shorten } from "../base/text";
import { isRecord, kindOf, kindWords } from "./table";

/** A value as a message shows it: short, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value === "number") return String(value);
  const kind = kindOf(value);
  if (kind) return kindWords[kind];
  if (isSchema(value)) return "a schema";
  return shorten(json(value) ?? typeof value, 80);
}

/** A list of names as a message shows it: `a, b and c`. */
export function listing(names: readonly string[], word = "and"): string {
  const shown = names.length > 8 ? [...names.slice(0, 7), `${names.length - 7} more`] : names;
  if (shown.length < 2) return shown[0] ?? "none";
  return `${shown.slice(0, -1).join(", ")} ${word} ${shown.at(-1)}`;
}

/** The name among some that a misspelt one probably means. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const begun = names.filter((other) => wanted && other.toLowerCase().startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const ranked = names
    .map((other) => ({ other, distance: distance(wanted, other.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, name.length / 3) ? best.other : undefined;
}

/** Whether a value is a zod schema. */
export function isSchema(value: unknown): boolean {
  return (isRecord(value) || typeof value === "function") && "_zod" in (value as object);
}

function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return "an object that refers to itself";
  }
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
