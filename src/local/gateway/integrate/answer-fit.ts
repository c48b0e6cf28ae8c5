import type { ApiDefinition } from "../../../graph/deployed";
import type { MethodDefinition } from "../../../openapi/read/definitions";
import { compileModel, type ModelCheck, type ModelErrors } from "../validate/validate-model";

/** What a function answered, as far as its row says something about it. */
export interface Answered {
  status: number;
  /** Absent where the function gave none, as it does for `undefined`. */
  body: unknown;
}

const checksOf = new WeakMap<MethodDefinition, ReadonlyMap<string, ModelCheck>>();

/**
 * How an answer does not fit the model that its method declares for the status; nothing where it fits or
 * nothing is declared. API Gateway sends it all the same, so this is said and refuses nothing.
 */
export function misfit(
  method: MethodDefinition,
  models: ApiDefinition["models"],
  { status, body }: Answered,
): string | undefined {
  const checks = checksOf.get(method) ?? compileAll(method, models);
  if (checks.size === 0) return undefined;
  if (status === 204 && body === undefined && checks.has("200"))
    return "the handler returned undefined, which is answered with 204 and no body, and the row declares `response`";
  const check = checks.get(String(status));
  if (!check) return undefined;
  const places: string[] = [];
  const errors: ModelErrors = Object.assign([], { places });
  try {
    check(JSON.parse(typeof body === "string" ? body : ""), errors);
  } catch {
    errors.push("it is not JSON");
  }
  if (errors.length === 0) return undefined;
  const found = errors.map((error, at) => {
    const place = places[at]?.replace(/^\./, "");
    return `${place ? `${place}: ` : ""}${withoutValue(error)}`;
  });
  return `the answer does not fit the row's \`response\`: ${[...new Set(found)].slice(0, 3).join(", ")}`;
}

function compileAll(
  method: MethodDefinition,
  models: ApiDefinition["models"],
): ReadonlyMap<string, ModelCheck> {
  const checks = new Map<string, ModelCheck>();
  for (const [status, { responseModels = {} }] of Object.entries(method.methodResponses)) {
    const name = responseModels["application/json"];
    const model = name === undefined ? undefined : models[name];
    if (model) checks.set(status, compileModel(model, models));
  }
  checksOf.set(method, checks);
  return checks;
}

/** An error without the value itself, which may be nobody's but the caller's. */
function withoutValue(error: string): string {
  const start = [" (found", " (possible", " (length"].map((end) => error.lastIndexOf(end));
  const end = Math.max(...start);
  const kept = end < 0 ? error : error.slice(0, end);
  if (kept.startsWith("instance value (")) return "a value is none of the schema's `enum`";
  if (kept.startsWith("string ")) return `a text ${kept.slice(kept.lastIndexOf(" is ") + 1)}`;
  if (kept.startsWith("ECMA 262 regex")) return "a text does not match its pattern";
  return kept;
}
