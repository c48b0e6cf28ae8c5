import type { MethodDefinition } from "../../../openapi/read/definitions";
import { mediaTypeOf } from "../port/binary";
import type { Validation } from "../compiled";
import { firstValue } from "../port/headers";
import { refuse } from "../answer/refusal";
import { compileModel, type ModelCheck } from "./validate-model";

type Models = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Compiles a method's validation; undefined where it has none. */
export function compileValidation(
  method: MethodDefinition,
  path: string,
  models: Models,
): Validation | undefined {
  const parameters = method.validateRequestParameters ? parameterCheck(method, path) : undefined;
  const body = method.validateRequestBody ? bodyCheck(method, models) : undefined;
  if (!parameters && !body) return undefined;
  // Parameters are looked at before the body, docs/aws-facts.md 7.
  return (call) => parameters?.(call) ?? body?.(call);
}

function requiredNames(method: MethodDefinition, place: string): string[] {
  const head = `method.request.${place}.`;
  return Object.entries(method.requestParameters)
    .filter(([name, required]) => required && name.startsWith(head))
    .map(([name]) => name.slice(head.length));
}

function parameterCheck(method: MethodDefinition, path: string): Validation | undefined {
  const headers = requiredNames(method, "header");
  const queries = requiredNames(method, "querystring");
  // A required path parameter that the resource lacks is always missing, docs/aws-facts.md 7.
  const paths = requiredNames(method, "path").filter(
    (name) => !path.includes(`{${name}}`) && !path.includes(`{${name}+}`),
  );
  if (headers.length + queries.length + paths.length === 0) return undefined;
  return (call) => {
    const missing = [
      ...headers.filter((name) => isBlank(firstValue(call.headers, name.toLowerCase()))),
      ...paths,
      ...queries.filter((name) => isBlank(call.query.single[name])),
    ];
    if (missing.length === 0) return undefined;
    return refuse(
      "BAD_REQUEST_PARAMETERS",
      `Missing required request parameters: [${missing.join(", ")}]`,
      `required and absent or blank: ${missing.join(", ")}`,
    );
  };
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === "";
}

function bodyCheck(method: MethodDefinition, models: Models): Validation | undefined {
  const checks = new Map<string, ModelCheck>();
  for (const [contentType, name] of Object.entries(method.requestModels)) {
    const model = models[name];
    if (model) checks.set(mediaTypeOf(contentType) || contentType, compileModel(model, models));
  }
  if (checks.size === 0) return undefined;
  return (call) => {
    const contentType = mediaTypeOf(firstValue(call.headers, "content-type"));
    const check = checks.get(contentType === "" ? "application/json" : contentType);
    if (!check) return undefined;
    const errors: string[] = [];
    const text = call.request.body.toString("utf8");
    try {
      check(text.trim() === "" ? {} : JSON.parse(text), errors);
    } catch {
      errors.push("the body is not JSON");
    }
    if (errors.length === 0) return undefined;
    const details = `[${errors.join(", ")}]`;
    return {
      ...refuse("BAD_REQUEST_BODY", "Invalid request body", `the body fails its model: ${details}`),
      validationErrors: details,
    };
  };
}
