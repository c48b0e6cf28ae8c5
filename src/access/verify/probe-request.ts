import type { MethodDefinition } from "../../openapi/read/definitions";
import { isRecord } from "../../base/values";
import type { Endpoint } from "../who/endpoints";
import { anyVerbs } from "../../iam/write/segments";

/** A request that asks an endpoint whether it lets somebody in. */
export interface ProbeRequest {
  verb: string;
  /** Without the stage; nothing in it needs encoding. */
  path: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** JSON. */
  body?: string;
  /**
   * `safe`: it changes nothing by its verb. `refused`: whoever is allowed gets a 400 of API Gateway's
   * validation, and no code runs. `whole`: code runs for whoever is allowed.
   */
  manner: "safe" | "refused" | "whole";
}

const safeVerbs: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** The verb to ask with; of those of `ANY` a safe one, if no other method takes it. */
function verbOf({ api, path, verb }: Endpoint): string {
  if (verb !== "ANY") return verb;
  const own = api.resources.find((one) => one.path === path)?.methods ?? {};
  const free = anyVerbs.filter((one) => own[one] === undefined);
  return (
    free.find((one) => one === "GET") ?? free.find((one) => safeVerbs.has(one)) ?? free[0] ?? "GET"
  );
}

/** The path with a value for each parameter that is no text of another path. */
function pathOf({ api, path }: Endpoint): string {
  const taken = new Set(api.resources.flatMap((one) => one.path.split("/")));
  let value = "verify";
  while (taken.has(value)) value += "-1";
  return path.replace(/\{[^{}]+\}/g, value);
}

interface Parameter {
  place: "querystring" | "header";
  name: string;
  /** Whether an authorizer looks at it as well, so that a caller's own proof stands there. */
  isProof: boolean;
}

function requiredOf({ method, authorizer }: Endpoint): readonly Parameter[] {
  const sources = (authorizer?.identitySource ?? []).map((one) => one.toLowerCase());
  return Object.entries(method.requestParameters).flatMap(([text, required]) => {
    const [, place, name] = /^method\.request\.(querystring|header)\.(.+)$/.exec(text) ?? [];
    if (!required || name === undefined) return [];
    const isProof =
      sources.includes(text.toLowerCase()) || /^(authorization|x-api-key|x-amz-.*)$/i.test(name);
    return [{ place: place as Parameter["place"], name, isProof }];
  });
}

/** The model of a JSON body, references followed; undefined where none is checked. */
export function bodyModel({
  api,
  method,
}: Pick<Endpoint, "api" | "method">): Readonly<Record<string, unknown>> | undefined {
  if (!method.validateRequestBody) return undefined;
  let model: unknown = api.models[method.requestModels["application/json"] ?? ""];
  for (let step = 0; step < 8 && isRecord(model) && typeof model["$ref"] === "string"; step += 1)
    model = api.models[model["$ref"].split("/").at(-1) ?? ""];
  return isRecord(model) ? model : undefined;
}

/** JSON that a model certainly refuses: of another type. */
function refusedBody(model: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const types = [model?.["type"] ?? []].flat().map(String);
  if (types.length === 0) return undefined;
  if (!types.includes("array")) return "[]";
  return types.includes("object") ? undefined : "{}";
}

const valuesOf = (parameters: readonly Parameter[], place: Parameter["place"]) =>
  Object.fromEntries(
    parameters.filter((one) => one.place === place).map(({ name }) => [name, "verify"]),
  );

function requestWith(endpoint: Endpoint, left: Parameter | undefined) {
  const given = requiredOf(endpoint).filter((one) => !one.isProof && one.name !== left?.name);
  return {
    verb: verbOf(endpoint),
    path: pathOf(endpoint),
    query: valuesOf(given, "querystring"),
    headers: valuesOf(given, "header"),
  };
}

/** Whether a method is asked with a body at all. */
export function takesBody(method: MethodDefinition, verb: string): boolean {
  return !safeVerbs.has(verb) && method.requestModels["application/json"] !== undefined;
}

/**
 * The request that asks whether an endpoint lets somebody in, and changes nothing where one can be made.
 * Validation comes after authorization and key, so its 400 tells that access was granted.
 */
export function probeRequest(endpoint: Endpoint): ProbeRequest {
  const whole = requestWith(endpoint, undefined);
  if (safeVerbs.has(whole.verb)) return { ...whole, manner: "safe" };
  const body = refusedBody(bodyModel(endpoint));
  if (body !== undefined) return { ...whole, body, manner: "refused" };
  const left = endpoint.method.validateRequestParameters
    ? requiredOf(endpoint).find((one) => !one.isProof)
    : undefined;
  if (left === undefined) return { ...whole, manner: "whole" };
  return { ...requestWith(endpoint, left), manner: "refused" };
}

/** The request that reaches the endpoint's code, its body left to fill in. */
export function wholeRequest(endpoint: Endpoint): ProbeRequest {
  const whole = requestWith(endpoint, undefined);
  return { ...whole, manner: safeVerbs.has(whole.verb) ? "safe" : "whole" };
}
