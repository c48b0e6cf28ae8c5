import { compilePattern } from "../../../base/pattern/pattern";

/** Checks a value and adds what is wrong with it, in the words of AWS's own validator. */
export type ModelCheck = (value: unknown, errors: ModelErrors) => void;

/** What is wrong with a value; who wants to know where gives `places`, which are filled by the same index. */
export type ModelErrors = string[] & { places?: string[] };

type Schema = Readonly<Record<string, unknown>>;
type Models = Readonly<Record<string, Schema>>;

const list = (values: readonly unknown[]): string =>
  `[${values.map((value) => JSON.stringify(value)).join(",")}]`;

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function passes(check: ModelCheck, value: unknown): boolean {
  const errors: string[] = [];
  check(value, errors);
  return errors.length === 0;
}

/**
 * Compiles a model (JSON Schema draft 4, as API Gateway keeps them). `minItems` and `maxItems` are not
 * enforced by API Gateway's basic validation, docs/aws-facts.md 10; what is not known here checks nothing.
 */
export function compileModel(schema: Schema, models: Models): ModelCheck {
  const made = new Map<object, ModelCheck>();
  return compile(schema, schema);

  function compile(part: unknown, root: Schema): ModelCheck {
    if (!isObject(part)) return () => undefined;
    const known = made.get(part);
    if (known) return known;
    let checks: ModelCheck[] = [];
    // Set before its parts are compiled, so that a model may refer to itself.
    made.set(part, (value, errors) => checks.forEach((check) => check(value, errors)));
    checks = checksOf(part, root);
    return made.get(part)!;
  }

  function checksOf(part: Schema, root: Schema): ModelCheck[] {
    if (typeof part["$ref"] === "string") return [reference(part["$ref"], root)];
    return [
      ...typeChecks(part),
      ...valueChecks(part),
      ...objectChecks(part, (child) => compile(child, root)),
      ...arrayChecks(part, (child) => compile(child, root)),
      ...combinationChecks(part, (child) => compile(child, root)),
    ];
  }

  function reference(text: string, root: Schema): ModelCheck {
    const name = /(?:\/models\/|^#\/components\/schemas\/)([^/]+)$/.exec(text)?.[1];
    const model = name === undefined ? undefined : models[name];
    if (model) return compile(model, model);
    let at: unknown = text.startsWith("#") ? root : undefined;
    for (const step of text.replace(/^#\/?/, "").split("/").filter(Boolean)) {
      at = isObject(at) ? at[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
    }
    if (at === undefined) {
      return (_value, errors) => errors.push(`URI "${text}" of a $ref cannot be resolved`);
    }
    return compile(at, root);
  }
}

/** Checks a part of a value, and puts its name before the places of what is wrong with it. */
function within(name: string, check: ModelCheck): ModelCheck {
  return (value, errors) => {
    const before = errors.length;
    check(value, errors);
    const { places } = errors;
    if (!places) return;
    for (let at = before; at < errors.length; at++) places[at] = `${name}${places[at] ?? ""}`;
  };
}

function typeChecks(part: Schema): ModelCheck[] {
  if (part["type"] === undefined) return [];
  const named = [part["type"]].flat().map(String);
  // A whole number is a number, and AWS's validator lists it so.
  const allowed = named.includes("number") ? [...new Set([...named, "integer"])] : named;
  return [
    (value, errors) => {
      const found = typeOf(value);
      if (allowed.includes(found)) return;
      errors.push(
        `instance type (${found}) does not match any allowed primitive type (allowed: ${list([...allowed].sort())})`,
      );
    },
  ];
}

function valueChecks(part: Schema): ModelCheck[] {
  const checks: ModelCheck[] = [];
  const options = part["enum"];
  if (Array.isArray(options)) {
    checks.push((value, errors) => {
      if (options.some((option) => equal(option, value))) return;
      errors.push(
        `instance value (${JSON.stringify(value)}) not found in enum (possible values: ${list(options)})`,
      );
    });
  }
  const text = (name: string, check: (value: string, errors: string[]) => void): void => {
    if (part[name] === undefined) return;
    checks.push((value, errors) => {
      if (typeof value === "string") check(value, errors);
    });
  };
  const lengthOf = (value: string): number => [...value].length;
  text("minLength", (value, errors) => {
    if (lengthOf(value) >= Number(part["minLength"])) return;
    errors.push(
      `string ${JSON.stringify(value)} is too short (length: ${lengthOf(value)}, required minimum: ${part["minLength"]})`,
    );
  });
  text("maxLength", (value, errors) => {
    if (lengthOf(value) <= Number(part["maxLength"])) return;
    errors.push(
      `string ${JSON.stringify(value)} is too long (length: ${lengthOf(value)}, maximum allowed: ${part["maxLength"]})`,
    );
  });
  const pattern = typeof part["pattern"] === "string" ? compilePattern(part["pattern"]) : undefined;
  text("pattern", (value, errors) => {
    if (pattern?.test(value)) return;
    errors.push(
      `ECMA 262 regex ${JSON.stringify(part["pattern"])} does not match input string ${JSON.stringify(value)}`,
    );
  });
  return [...checks, ...numberChecks(part)];
}

function numberChecks(part: Schema): ModelCheck[] {
  const checks: ModelCheck[] = [];
  const number = (name: string, check: (value: number, limit: number) => string | undefined) => {
    const limit = part[name];
    if (typeof limit !== "number") return;
    checks.push((value, errors) => {
      const error = typeof value === "number" ? check(value, limit) : undefined;
      if (error) errors.push(error);
    });
  };
  number("minimum", (value, limit) => {
    if (part["exclusiveMinimum"] === true && value === limit) {
      return `numeric instance is not strictly greater than the required minimum ${limit}`;
    }
    return value < limit
      ? `numeric instance is lower than the required minimum (minimum: ${limit}, found: ${value})`
      : undefined;
  });
  number("maximum", (value, limit) => {
    if (part["exclusiveMaximum"] === true && value === limit) {
      return `numeric instance is not strictly lower than the required maximum ${limit}`;
    }
    return value > limit
      ? `numeric instance is greater than the required maximum (maximum: ${limit}, found: ${value})`
      : undefined;
  });
  number("multipleOf", (value, limit) => {
    const quotient = value / limit;
    return Math.abs(quotient - Math.round(quotient)) < 1e-9
      ? undefined
      : `remainder of division is not zero (${value} / ${limit})`;
  });
  return checks;
}

function objectChecks(part: Schema, compile: (child: unknown) => ModelCheck): ModelCheck[] {
  const required = part["required"];
  const properties = isObject(part["properties"]) ? part["properties"] : {};
  const children = new Map(
    Object.entries(properties).map(([name, child]) => [name, compile(child)]),
  );
  const patterns = Object.entries(
    isObject(part["patternProperties"]) ? part["patternProperties"] : {},
  ).map(([pattern, child]) => ({ pattern: compilePattern(pattern), check: compile(child) }));
  const additional = part["additionalProperties"];
  const other = isObject(additional) ? compile(additional) : undefined;
  return [
    (value, errors) => {
      if (!isObject(value)) return;
      if (Array.isArray(required)) {
        const absent = required.filter((name) => !Object.hasOwn(value, String(name)));
        if (absent.length > 0) {
          errors.push(`object has missing required properties (${list([...absent].sort())})`);
        }
      }
      const strangers: string[] = [];
      for (const [name, child] of Object.entries(value)) {
        const check = children.get(name);
        const matching = patterns.filter(({ pattern }) => pattern?.test(name));
        if (check) within(`.${name}`, check)(child, errors);
        // Names that a schema does not spell out may be data.
        for (const one of matching) within(".*", one.check)(child, errors);
        if (check || matching.length > 0) continue;
        if (additional === false) strangers.push(name);
        else if (other) within(".*", other)(child, errors);
      }
      if (strangers.length > 0) {
        errors.push(
          `object instance has properties which are not allowed by the schema: ${list(strangers.sort())}`,
        );
      }
    },
  ];
}

function arrayChecks(part: Schema, compile: (child: unknown) => ModelCheck): ModelCheck[] {
  const checks: ModelCheck[] = [];
  const items = part["items"];
  if (Array.isArray(items)) {
    const each = items.map(compile);
    checks.push((value, errors) => {
      if (Array.isArray(value)) {
        value.forEach((item, index) => {
          const check = each[index];
          if (check) within(`[${index}]`, check)(item, errors);
        });
      }
    });
  } else if (isObject(items)) {
    const check = compile(items);
    checks.push((value, errors) => {
      if (Array.isArray(value)) {
        for (const item of value) within("[]", check)(item, errors);
      }
    });
  }
  if (part["uniqueItems"] === true) {
    checks.push((value, errors) => {
      if (!Array.isArray(value)) return;
      const seen = new Set(value.map((item) => JSON.stringify(item)));
      if (seen.size < value.length) errors.push("array must not contain duplicate elements");
    });
  }
  return checks;
}

function combinationChecks(part: Schema, compile: (child: unknown) => ModelCheck): ModelCheck[] {
  const checks: ModelCheck[] = [];
  const each = (name: string): ModelCheck[] =>
    Array.isArray(part[name]) ? part[name].map(compile) : [];
  checks.push(...each("allOf"));
  for (const name of ["anyOf", "oneOf"]) {
    const options = each(name);
    if (options.length === 0) continue;
    checks.push((value, errors) => {
      const matching = options.filter((option) => passes(option, value)).length;
      if (matching === 1 || (name === "anyOf" && matching > 0)) return;
      errors.push(
        name === "anyOf"
          ? `instance failed to match at least one required schema among ${options.length}`
          : `instance failed to match exactly one schema (matched ${matching} out of ${options.length})`,
      );
    });
  }
  if (isObject(part["not"])) {
    const not = compile(part["not"]);
    checks.push((value, errors) => {
      if (passes(not, value)) errors.push("instance matched a schema which it should not have");
    });
  }
  return checks;
}
