import { compilePattern, type Pattern } from "../../../../base/pattern/pattern";
import { AwsError } from "../aws-error";
import type { AwsRequest } from "../http/exchange";
import { models, type Model, type Shape } from "./models";

/** Pools and clients of a graph may have ids that AWS gives to none: their form is judged where none is found. */
const idShapes = new Set(["UserPoolIdType", "ClientIdType", "IdentityPoolId", "IdentityId"]);

interface Place {
  path: string;
  shape: Shape;
  shapeName: string;
}

/**
 * Throws what AWS refuses of an operation's input before it looks at pools and users: constraints of the API's
 * model, all at once.
 */
export function checkInput(
  { service, operation = "" }: Pick<AwsRequest, "service" | "operation">,
  input: unknown,
): void {
  const known = Object.hasOwn(models, service) ? models[service] : undefined;
  if (!known || !Object.hasOwn(known.model.operations, operation)) return;
  const { model, code } = known;
  const faults = [...faultsOf(model, placeOf(model, model.operations[operation]!, ""), input)];
  if (faults.length === 0) return;
  const count = `${faults.length} validation error${faults.length > 1 ? "s" : ""} detected: `;
  throw new AwsError(code, count + faults.join("; "));
}

function* faultsOf(model: Model, place: Place, given: unknown): Generator<string> {
  const { path, shape } = place;
  const value = model.inText === true ? fromText(shape, given) : given;
  requireType(shape, value);
  const fault = (constraint: string): string =>
    `${shown(place, value)} failed to satisfy constraint: Member must ${constraint}`;
  for (const constraint of broken(place, value)) yield fault(constraint);
  if (Array.isArray(value)) {
    const inside = placeOf(model, shape.member!, path);
    for (const [index, one] of value.entries())
      yield* faultsOf(model, { ...inside, path: `${path}.${index + 1}.member` }, one);
  } else if (typeof value === "object" && value !== null) {
    yield* faultsOfMembers(model, place, value as Readonly<Record<string, unknown>>);
  }
}

function* faultsOfMembers(
  model: Model,
  { path, shape }: Place,
  value: Readonly<Record<string, unknown>>,
): Generator<string> {
  if (shape.type === "map") {
    yield* faultsOfParts(model, { path, key: shape.key!, value: shape.value! }, value);
    return;
  }
  for (const [name, shapeName] of Object.entries(shape.members ?? {})) {
    const inside = placeOf(model, shapeName, under(path, name));
    const one = Object.hasOwn(value, name) ? value[name] : undefined;
    if (one !== undefined) yield* faultsOf(model, inside, one);
    else if (shape.required?.includes(name))
      yield `Value null at '${inside.path}' failed to satisfy constraint: Member must not be null`;
  }
}

/** Recorded: aws-amplify/amplify-js#10833. A map does not say which of its parts is wrong, but all that they must be. */
function* faultsOfParts(
  model: Model,
  { path, key, value }: { path: string; key: string; value: string },
  map: Readonly<Record<string, unknown>>,
): Generator<string> {
  const keys = placeOf(model, key, path);
  const values = placeOf(model, value, path);
  for (const one of Object.values(map)) requireType(values.shape, one);
  const wrong = (place: Place, all: readonly unknown[]): boolean =>
    all.some((one) => !broken(place, one).next().done);
  const parts = [
    ["keys", keys, Object.keys(map)],
    ["value", values, Object.values(map)],
  ] as const;
  for (const [what, place, all] of parts)
    if (wrong(place, all))
      yield `Value at '${path}' failed to satisfy constraint: Map ${what} must satisfy constraint: [${constraintsOf(place.shape).join(", ")}]`;
}

function constraintsOf({ min, max, pattern }: Shape): string[] {
  return [
    ...(max === undefined ? [] : [`Member must have length less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`Member must have length greater than or equal to ${min}`]),
    ...(pattern === undefined
      ? []
      : [`Member must satisfy regular expression pattern: ${pattern}`]),
  ];
}

function placeOf({ shapes }: Model, shapeName: string, path: string): Place {
  return { path, shapeName, shape: shapes[shapeName]! };
}

/** `Username` → `username`, as AWS names members. */
function under(path: string, name: string): string {
  const first = name.charAt(0).toLowerCase() + name.slice(1);
  return path === "" ? first : `${path}.${first}`;
}

function shown({ path, shape }: Place, value: unknown): string {
  const plain = ["string", "number", "boolean"].includes(typeof value) && shape.sensitive !== true;
  return plain ? `Value '${String(value)}' at '${path}'` : `Value at '${path}'`;
}

function* broken({ shape, shapeName }: Place, value: unknown): Generator<string> {
  const number = typeof value === "number";
  const size = number ? value : sizeOf(value);
  const measure = number ? "have value" : "have length";
  if (size !== undefined && shape.min !== undefined && size < shape.min)
    yield `${measure} greater than or equal to ${shape.min}`;
  if (size !== undefined && shape.max !== undefined && size > shape.max)
    yield `${measure} less than or equal to ${shape.max}`;
  if (typeof value !== "string") return;
  if (shape.enum && !shape.enum.includes(value))
    yield `satisfy enum value set: [${shape.enum.join(", ")}]`;
  if (shape.pattern !== undefined && !idShapes.has(shapeName) && !fits(shape.pattern, value))
    yield `satisfy regular expression pattern: ${shape.pattern}`;
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : undefined;
}

const patterns = new Map<string, Pattern | undefined>();

function fits(written: string, value: string): boolean {
  if (!patterns.has(written))
    patterns.set(written, compilePattern(written, { flags: "u", whole: true }));
  return patterns.get(written)?.test(value) === true;
}

const javaTypes: Readonly<Record<string, string>> = {
  string: "String",
  integer: "Integer",
  long: "Long",
  double: "Double",
  boolean: "Boolean",
};

/** Numbers of a query or form come as text; what is none stays text, and cannot be read. */
function fromText({ type }: Shape, value: unknown): unknown {
  const whole = type === "integer" || type === "long";
  return whole && typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** What cannot be read at all does not come to the constraints. */
function requireType({ type }: Shape, value: unknown): void {
  const wanted = javaTypes[type];
  if (wanted === undefined) {
    const list = type === "list";
    const fitsKind = typeof value === "object" && Array.isArray(value) === list;
    // Times are numbers, and structures nothing else than objects.
    if (fitsKind || type === "timestamp" || type === "blob") return;
    throw unread(
      Array.isArray(value) || (typeof value === "object" && value !== null)
        ? undefined
        : `Expected ${list ? "list" : "structure or map"}, found ${typeof value}.`,
      value,
    );
  }
  if (typeof value === "object") throw unread(undefined, value);
  const expected = type === "string" || type === "boolean" ? type : "number";
  if (typeof value === expected && (type !== "integer" || Number.isInteger(value))) return;
  throw unread(`${(typeof value).toUpperCase()}_VALUE can not be converted to ${wanted}`, value);
}

function unread(message: string | undefined, value: unknown): AwsError {
  const start = Array.isArray(value) ? "Start of list" : "Start of structure or map";
  return new AwsError("SerializationException", message ?? `${start} found where not expected.`);
}
