import { requestKeys } from "../../iam/context-keys";
import type { ConditionElement, PolicyDocument } from "../../iam/language/policy";
import { statementsOf, testsOf, type ConditionTest } from "./conditions";
import { sorted } from "./order";
import { isNegated, otherValue, strangerAddress, valuesOf } from "./probe-values";

/** Condition keys of a request that is tried, in small letters. */
export type Context = Readonly<Record<string, string>>;

/** The requests that tell the conditions of some policies apart. */
export interface Contexts {
  /** The first is a stranger's over the internet. */
  list: readonly Context[];
  /** Whether there were too many to try them all. */
  cut: boolean;
}

/** A stranger's request over the internet. */
const base: Context = requestKeys({
  ...{ at: Date.UTC(2026, 0, 1), sourceIp: strangerAddress, header: () => undefined },
});

const mostValues = 24;
const mostContexts = 160;

/** A request in which all tests of a condition hold, as far as one can be made. */
function satisfying(tests: readonly ConditionTest[]): Context {
  const made: Record<string, string> = { ...base };
  // What must be something goes before what must not be something else.
  for (const test of tests.filter((one) => !isNegated(one))) {
    const value = firstPassing(test);
    if (value !== undefined) made[test.key] = value;
  }
  for (const test of tests.filter(isNegated)) {
    if (test.operator === "null") delete made[test.key];
    else made[test.key] ??= otherValue(test.operator, test.key);
  }
  return made;
}

function firstPassing(test: ConditionTest): string | undefined {
  const [below, same, above] = valuesOf(test);
  if (test.operator === "bool") return test.values[0]?.toLowerCase();
  if (/lessthan/.test(test.operator)) return below;
  if (/greaterthan/.test(test.operator)) return above;
  if (/^(numeric|date)/.test(test.operator)) return same;
  return below;
}

function without(context: Context, key: string): Context {
  const { [key]: _left, ...rest } = context;
  return rest;
}

/**
 * Requests between which the conditions of these policies tell apart: for each condition one that meets it,
 * and around it each value that any condition names for one of its keys, another value, and none.
 */
export function contextsOf(
  policies: readonly (PolicyDocument | "unknown" | undefined)[],
): Contexts {
  const written = new Map<string, ConditionElement>();
  for (const { Condition } of statementsOf(policies))
    if (Condition !== undefined) written.set(JSON.stringify(Condition), Condition);
  const blocks = sorted(written.keys()).map((text) => testsOf(written.get(text) ?? {}));

  const values = new Map<string, Set<string>>();
  let cut = false;
  for (const test of blocks.flat()) {
    const known = values.get(test.key) ?? new Set<string>();
    values.set(test.key, known);
    for (const value of [...valuesOf(test), otherValue(test.operator, test.key)])
      if (known.size < mostValues) known.add(value);
      else cut ||= !known.has(value);
  }

  const found = new Map<string, Context>();
  const add = (context: Context): void => {
    const key = JSON.stringify(Object.entries(context).sort());
    if (found.has(key)) return;
    if (found.size < mostContexts) found.set(key, context);
    else cut = true;
  };
  const meeting = blocks.map(satisfying);
  const starts = [base, ...meeting, ...merged(meeting)];
  for (const start of starts) add(start);
  for (const [number, start] of starts.entries()) {
    const keys = number === 0 ? sorted(values.keys()) : keysOf(blocks[number - 1], values);
    for (const key of keys) {
      for (const value of values.get(key) ?? []) add({ ...start, [key]: value });
      add(without(start, key));
    }
  }
  return { list: [...found.values()], cut };
}

function keysOf(
  tests: readonly ConditionTest[] | undefined,
  values: ReadonlyMap<string, unknown>,
): readonly string[] {
  return tests === undefined ? sorted(values.keys()) : sorted(tests.map(({ key }) => key));
}

/** Two conditions of different statements at once: an Allow may ask for one and a Deny spare only the other. */
function merged(meeting: readonly Context[]): readonly Context[] {
  if (meeting.length > 8) return [Object.assign({}, ...meeting) as Context];
  return meeting.flatMap((one, index) =>
    meeting.slice(index + 1).map((other) => ({ ...one, ...other })),
  );
}
