import { textOf } from "../client/encode";
import type { ProxyEvent } from "../client/event";
import type { ParsedRequest } from "./parse-request";
import type { RequestSchemas } from "./schemas";

/** The event of a handler without `implement`: API Gateway's, with what the row's schemas made of it. */
export interface ParsedEvent extends ProxyEvent {
  /** The request as the row's schemas give it. */
  readonly parsed: ParsedRequest;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The event with the parsed values: typed under `parsed`, and as text where API Gateway has them, so that
 * defaults and transforms also hold for code that reads the event. A body that its schema leaves as it is
 * keeps its bytes.
 */
export function parsedEvent(
  event: ProxyEvent,
  schemas: RequestSchemas,
  parsed: ParsedRequest,
): ParsedEvent {
  const headers = schemas.headers && textsOf(parsed.headers);
  const query = schemas.query && textsOf(parsed.query);
  return {
    ...event,
    ...(schemas.params && {
      pathParameters: {
        ...event.pathParameters,
        ...lastOf(textsOf(only(schemas.params, parsed.params))),
      },
    }),
    ...(query && {
      queryStringParameters: { ...event.queryStringParameters, ...lastOf(query) },
      multiValueQueryStringParameters: { ...event.multiValueQueryStringParameters, ...query },
    }),
    ...(headers && {
      headers: { ...without(event.headers, headers), ...lastOf(headers) },
      multiValueHeaders: { ...without(event.multiValueHeaders, headers), ...headers },
    }),
    ...(schemas.body && bodyOf(event, parsed.body)),
    parsed,
  };
}

function bodyOf(event: ProxyEvent, body: unknown): Partial<ProxyEvent> {
  const text = JSON.stringify(body);
  if (text === undefined) return { body: null, isBase64Encoded: false };
  const given = event.isBase64Encoded
    ? Buffer.from(event.body ?? "", "base64").toString("utf8")
    : (event.body ?? "");
  const same = given !== "" && JSON.stringify(JSON.parse(given)) === text;
  return same ? {} : { body: text, isBase64Encoded: false };
}

function only(schemas: object, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => Object.hasOwn(schemas, name)),
  );
}

function textsOf(values: Values): Record<string, string[]> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, [value].flat().map(textOf)]));
}

function lastOf(texts: Record<string, string[]>): Record<string, string> {
  const given = Object.entries(texts).filter(([, values]) => values.length > 0);
  return Object.fromEntries(given.map(([name, values]) => [name, values.at(-1) ?? ""]));
}

// A header goes by its name in any case; the schema's spelling takes the place of the sent one.
function without<Map extends object>(map: Map | null, names: object): Map {
  const taken = new Set(Object.keys(names).map((name) => name.toLowerCase()));
  const kept = Object.entries(map ?? {}).filter(([name]) => !taken.has(name.toLowerCase()));
  return Object.fromEntries(kept) as Map;
}
