import { places, type Place, type RawRequest } from "./raw-request";
import { parseParameter, type Issue, type ParameterResult, type RequestSchemas } from "./schemas";

/** What a handler reads of a request. */
export interface ParsedRequest {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Why a request is answered with 400: the sentence for the caller, the details for the log. */
export interface RefusedRequest {
  readonly message: string;
  readonly issues: readonly Issue[];
}

type Values = Record<string, unknown>;

/**
 * Parses a request by the row's schemas, parameters before the body, as API Gateway's validator does.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export async function parseRequest(
  schemas: RequestSchemas,
  raw: RawRequest,
): Promise<ParsedRequest | RefusedRequest> {
  const missing: string[] = [];
  const invalid: string[] = [];
  const issues: Issue[] = [];
  const parsed: Record<Place, Values> = { headers: {}, params: {}, query: {} };
  for (const place of places) {
    for (const [name, schema] of Object.entries(schemas[place] ?? {})) {
      const values = valuesOf(raw, place, name);
      const result = values === undefined ? undecodable : await parseParameter(schema, values);
      if (result.outcome === "parsed") parsed[place][name] = result.value;
      else {
        (result.outcome === "missing" ? missing : invalid).push(name);
        issues.push(
          ...result.issues.map((issue) => ({ ...issue, path: [place, name, ...issue.path] })),
        );
      }
    }
  }
  for (const name of raw.paramNames) {
    if (Object.hasOwn(parsed.params, name) || schemas.params?.[name] !== undefined) continue;
    const values = valuesOf(raw, "params", name);
    if (values === undefined) invalid.push(name);
    else parsed.params[name] = values[0];
  }
  if (missing.length > 0) return refused("Missing required request parameters", missing, issues);
  if (invalid.length > 0) return refused("Invalid request parameters", invalid, issues);
  return withBody(schemas, raw, parsed);
}

async function withBody(
  { body: schema }: RequestSchemas,
  raw: RawRequest,
  parsed: Record<Place, Values>,
): Promise<ParsedRequest | RefusedRequest> {
  if (schema === undefined) return { ...parsed, body: undefined };
  const message = "Invalid request body";
  let body: unknown;
  try {
    body = raw.body();
  } catch {
    return {
      message,
      issues: [{ path: ["body"], code: "no_json", message: "The body is no JSON" }],
    };
  }
  const result = await schema.safeParseAsync(body);
  if (result.success) return { ...parsed, body: result.data };
  const issues = result.error.issues.map((issue) => ({ ...issue, path: ["body", ...issue.path] }));
  return { message, issues };
}

// A schema may take anything, so none is asked.
const undecodable: ParameterResult = {
  outcome: "invalid",
  issues: [{ path: [], code: "no_percent_encoding", message: "The percent-encoding is broken" }],
};

// No value where the percent-encoding is broken.
function valuesOf(raw: RawRequest, place: Place, name: string): readonly unknown[] | undefined {
  try {
    return raw.values(place, name);
  } catch {
    return undefined;
  }
}

function refused(what: string, names: readonly string[], issues: readonly Issue[]): RefusedRequest {
  return { message: `${what}: [${names.join(", ")}]`, issues };
}
