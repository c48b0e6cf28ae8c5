import { anyVerbs } from "../../iam/write/segments";
import type { ApiModel, EndpointModel } from "../../model/model";
import type { Cors } from "../../spec";
import { canonical } from "./canonical";
import { pathParameters, type GatewayResponse, type Operation } from "./document";
import { preflightTemplate, withoutQuotes } from "./preflight-template";

/** Rows of one path that answer to the same pages in the same way. */
export interface CorsGroup {
  cors: Cors;
  /** Verbs, `ANY` spelt out, sorted. */
  verbs: readonly string[];
}

/** Headers that a page may send where a row does not say: those of tokens, keys and signatures. */
const defaultCorsHeaders = [
  "Authorization",
  "Content-Type",
  "X-Amz-Content-Sha256",
  "X-Amz-Date",
  "X-Amz-Security-Token",
  "X-Api-Key",
] as const;
const defaultMaxAgeSeconds = 600;

/** The groups of a path's rows, by what they say of other origins. */
export function corsGroups(rows: readonly EndpointModel[]): CorsGroup[] {
  const own = new Set<string>(rows.map(({ verb }) => verb));
  const groups = new Map<string, { cors: Cors; verbs: string[] }>();
  for (const { cors, verb } of rows) {
    if (!cors) continue;
    const key = JSON.stringify(canonical(cors));
    const group = groups.get(key) ?? { cors, verbs: [] };
    group.verbs.push(...(verb === "ANY" ? anyVerbs.filter((one) => !own.has(one)) : [verb]));
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { cors, verbs }]) => ({ cors, verbs: verbs.sort() }));
}

/**
 * The answer to a preflight of some rows, which share a path: a mock, open to all, with no function behind it.
 * One origin stands as it is; of several, a template names the one that asks, if it is on the list.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export function preflight(
  path: string,
  groups: readonly CorsGroup[],
  binaryMediaTypes: readonly string[],
): Operation {
  const sent = groups.map((group) => ({ ...group, headers: sentHeaders(group) }));
  const [only] = sent.length === 1 ? sent : [];
  const origin = only && singleOrigin(only.cors);
  const headers = {
    ...only?.headers,
    ...(origin !== undefined && { "Access-Control-Allow-Origin": origin }),
    ...(origin === undefined && {
      Vary: only ? "Origin" : "Origin, Access-Control-Request-Method",
    }),
  };
  const names = new Set([
    ...Object.keys(headers),
    ...sent.flatMap((one) => Object.keys(one.headers)),
  ]);
  names.add("Access-Control-Allow-Origin");
  const template = origin === undefined ? preflightTemplate(sent) : undefined;
  // A body of a binary type is none that a template reads, and a preflight without a type counts as JSON.
  const asText = binaryMediaTypes.some((type) =>
    /^(\*\/\*|application\/(\*|json))$/i.test(type),
  ) && {
    contentHandling: "CONVERT_TO_TEXT" as const,
  };
  const parameters = pathParameters(path);
  return {
    security: [],
    ...(parameters.length > 0 && { parameters }),
    responses: {
      "204": {
        description: "The answer to a preflight.",
        headers: Object.fromEntries(
          [...names].map((name) => [name, { schema: { type: "string" } }]),
        ),
      },
    },
    "x-amazon-apigateway-integration": {
      type: "mock",
      ...asText,
      passthroughBehavior: "when_no_match",
      requestTemplates: { "application/json": '{"statusCode": 204}' },
      responses: {
        default: {
          statusCode: "204",
          ...asText,
          responseParameters: literals("method.response.header.", headers),
          ...(template !== undefined && { responseTemplates: { "application/json": template } }),
        },
      },
    },
  };
}

/**
 * What the gateway's own answers (401, 403, 429 …) carry, so that a page can read them; nothing where no row
 * has `cors`. They are one for the API and never reflect the request: the one origin that all such rows
 * share, else `*` without credentials.
 */
export function gatewayResponses(model: ApiModel): Record<string, GatewayResponse> | undefined {
  const all = model.endpoints.flatMap(({ cors }) => (cors ? [cors] : []));
  if (all.length === 0) return undefined;
  const origins = new Set(all.flatMap(({ origins }) => origins));
  const [first = "*"] = origins;
  const origin = origins.size === 1 ? first : "*";
  const credentials = origin !== "*" && all.some((cors) => cors.credentials === true);
  const responseParameters = literals("gatewayresponse.header.", {
    "Access-Control-Allow-Origin": origin,
    ...(credentials && { "Access-Control-Allow-Credentials": "true" }),
  });
  return { DEFAULT_4XX: { responseParameters }, DEFAULT_5XX: { responseParameters } };
}

/** The origin that an answer may always name; undefined where it depends on who asks. */
function singleOrigin({ origins }: Cors): string | undefined {
  if (origins === "*") return "*";
  return origins.length === 1 ? origins[0] : undefined;
}

function sentHeaders({ cors, verbs }: CorsGroup): Record<string, string> {
  return {
    "Access-Control-Allow-Methods": verbs.join(","),
    "Access-Control-Allow-Headers": (cors.headers ?? defaultCorsHeaders).join(","),
    "Access-Control-Max-Age": String(cors.maxAgeSeconds ?? defaultMaxAgeSeconds),
    ...(cors.credentials === true && { "Access-Control-Allow-Credentials": "true" }),
  };
}

function literals(
  front: string,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      `${front}${name}`,
      `'${withoutQuotes(value)}'`,
    ]),
  );
}
