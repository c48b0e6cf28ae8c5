import { operators, type Operator } from "./condition-operators";
import { all, matchOf, no, unclear, yes, type Match } from "./match";
import { listOf, type ConditionElement, type Statement } from "./policy";
import { resolve, type ContextKeys } from "./variables";

/** What a statement's texts are read with. */
export interface Surroundings {
  version: string | undefined;
  context: ContextKeys;
  effect: Statement["Effect"];
}

/** One key under one operator. */
interface Test {
  operator: Operator;
  key: string;
  written: readonly string[];
  where: string;
}

type Quantifier = "ForAllValues" | "ForAnyValue" | undefined;

/** Whether one value of the request passes. */
function valuePasses(test: Test, requested: string, around: Surroundings): Match {
  const { operator, written, where } = test;
  let malformed = false;
  for (const text of written) {
    const resolved = operator.variables
      ? resolve(text, around.version, around.context)
      : resolve(text, undefined, around.context);
    // A variable without a value matches nothing. In an Allow that must not let a "not" pass.
    if (resolved === undefined && operator.negated && around.effect === "Allow") return no;
    const same = operator.compare(requested, resolved);
    if (same === undefined) malformed = true;
    if (same === true) return matchOf(!operator.negated);
  }
  return malformed
    ? unclear(`${where}: ${JSON.stringify(written)} against ${JSON.stringify(requested)}`)
    : matchOf(operator.negated);
}

function anyOf(matches: readonly Match[]): Match {
  return (
    matches.find((match) => match.is === "yes") ??
    matches.find((match) => match.is === "unclear") ??
    no
  );
}

function testPasses(test: Test, quantifier: Quantifier, around: Surroundings): Match {
  const requested = around.context.get(test.key.toLowerCase());
  const passes = (value: string): Match => valuePasses(test, value, around);
  // A key that the request lacks fails a test, but passes one that says "not" and ForAllValues.
  if (requested === undefined || requested.length === 0)
    return matchOf(
      quantifier === "ForAllValues" || (quantifier === undefined && test.operator.negated),
    );
  if (quantifier === "ForAllValues") return all(requested.map(passes));
  if (quantifier === "ForAnyValue") return anyOf(requested.map(passes));
  const [only, ...others] = requested;
  if (others.length > 0)
    return unclear(
      `${test.where}: the request has several values, and no ForAllValues or ForAnyValue says how to take them`,
    );
  return passes(only ?? "");
}

/** `Null`: "true" asks that the key be absent. */
function nullPasses(key: string, written: readonly string[], around: Surroundings): Match {
  const absent = (around.context.get(key.toLowerCase()) ?? []).length === 0;
  const wanted: readonly string[] = written.map((text) => text.toLowerCase());
  if (wanted.some((text) => text !== "true" && text !== "false"))
    return unclear(`Null ${key}: ${JSON.stringify(written)}`);
  return matchOf(wanted.includes(String(absent)));
}

/** Operator, key and values as a policy writes them. */
interface Line {
  operator: string;
  key: string;
  written: readonly string[];
}

function linePasses({ operator, key, written }: Line, around: Surroundings): Match {
  const [, prefix, rest = ""] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/i.exec(operator) ?? [];
  const quantifier: Quantifier =
    prefix === undefined
      ? undefined
      : prefix.toLowerCase() === "forallvalues"
        ? "ForAllValues"
        : "ForAnyValue";
  if (rest.toLowerCase() === "null" && quantifier === undefined)
    return nullPasses(key, written, around);
  const [, name = "", ifExists] = /^(.*?)(IfExists)?$/i.exec(rest) ?? [];
  const known = operators.get(name.toLowerCase());
  if (known === undefined) return unclear(`the condition operator ${operator} is not known`);
  const given = around.context.get(key.toLowerCase()) ?? [];
  if (ifExists !== undefined && given.length === 0) return yes;
  const test = { operator: known, key, written, where: `${operator} ${key}` };
  return testPasses(test, quantifier, around);
}

/** Whether all of a statement's conditions hold. */
export function matchCondition(
  condition: ConditionElement | undefined,
  around: Surroundings,
): Match {
  const matches = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const written = listOf(values).map(String);
      return linePasses({ operator, key, written }, around);
    }),
  );
  return all(matches);
}
