import { compilePattern, type Pattern } from "../../../../base/pattern/pattern";
import { AwsError } from "../aws-error";
import cognitoIdentity from "./cognito-identity.json";
import cognitoIdp from "./cognito-idp.json";

/** A shape of AWS's model, with the constraints that it puts on a value. */
interface Shape {
  type: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: readonly string[];
  required?: readonly string[];
  /** AWS does not repeat the value in a refusal. */
  sensitive?: boolean;
  /** The shapes of a structure's members, a list's entries, a map's values. */
  members?: Readonly<Record<string, string>>;
  member?: string;
  value?: string;
}

interface Model {
  operations: Readonly<Record<string, string>>;
  shapes: Readonly<Record<string, Shape>>;
}

/** Services whose inputs are known, and how each names a value that breaks a constraint. */
const models: Readonly<Record<string, { model: Model; code: string }>> = {
  AWSCognitoIdentityProviderService: { model: cognitoIdp, code: "InvalidParameterException" },
  // Recorded: aws-amplify/amplify-swift#2864.
  AWSCognitoIdentityService: { model: cognitoIdentity, code: "ValidationException" },
};

/** Pools and clients of a graph may have ids that AWS gives to none: their form is judged where none is found. */
const idShapes = new Set(["UserPoolIdType", "ClientIdType", "IdentityPoolId", "IdentityId"]);

interface Place {
  path: string;
  shape: Shape;
  shapeName: string;
}

/**
 * Throws what AWS refuses of an operation's input before it looks at pools and users: constraints of the API's
 * model, all at once. `target` is the header `x-amz-target`.
 */
export function checkInput(target: string | undefined, input: unknown): void {
  const [service = "", operation = ""] = (target ?? "").split(".");
  const known = Object.hasOwn(models, service) ? models[service] : undefined;
  if (!known || !Object.hasOwn(known.model.operations, operation)) return;
  const { model, code } = known;
  const shapeName = model.operations[operation]!;
  const faults = [
    ...faultsOf(model, { path: "", shapeName, shape: model.shapes[shapeName]! }, input),
  ];
  if (faults.length === 0) return;
  const count = `${faults.length} validation error${faults.length > 1 ? "s" : ""} detected: `;
  throw new AwsError(code, count + faults.join("; "));
}

function* faultsOf(model: Model, place: Place, value: unknown): Generator<string> {
  const { path, shape } = place;
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
    for (const [name, one] of Object.entries(value))
      yield* faultsOf(model, placeOf(model, shape.value!, `${path}.${name}.member`), one);
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
