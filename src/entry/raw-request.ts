import type { ProxyEvent } from "../client/event";

/** The places in which a parameter can stand, in the order in which API Gateway lists missing ones. */
export const places = ["headers", "params", "query"] as const;

export type Place = (typeof places)[number];

/** A request before it is parsed. */
export interface RawRequest {
  /** All values of a parameter, in order; none where it is missing. Throws where its encoding is broken. */
  values(place: Place, name: string): readonly unknown[];
  /** The names of path parameters. */
  paramNames: readonly string[];
  /** The body as JSON reads it, `undefined` where there is none. Throws where it is no JSON. */
  body(): unknown;
}

/** Reads an event of API Gateway. */
export function rawRequest(event: ProxyEvent): RawRequest {
  return {
    paramNames: Object.keys(event.pathParameters ?? {}),
    values(place, name) {
      if (place === "params") return own(event.pathParameters, name).map(decoded);
      if (place === "query") {
        const all = own(event.multiValueQueryStringParameters, name)[0];
        return all ?? own(event.queryStringParameters, name);
      }
      const all = byLowerCase(event.multiValueHeaders, name)[0];
      return all ?? byLowerCase(event.headers, name);
    },
    body() {
      if (event.body === null || event.body === undefined || event.body === "") return undefined;
      const text = event.isBase64Encoded
        ? Buffer.from(event.body, "base64").toString("utf8")
        : event.body;
      return JSON.parse(text);
    },
  };
}

// API Gateway hands path parameters over as they stand in the URL, query parameters decoded.
function decoded(value: string): string {
  return decodeURIComponent(value);
}

function own<Value>(
  map: Readonly<Record<string, Value | undefined>> | null,
  name: string,
): Value[] {
  if (!map || !Object.hasOwn(map, name)) return [];
  const value = map[name];
  return value === undefined || value === null ? [] : [value];
}

function byLowerCase<Value>(
  map: Readonly<Record<string, Value | undefined>> | null,
  name: string,
): Value[] {
  const wanted = name.toLowerCase();
  const found = Object.keys(map ?? {}).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? [] : own(map, found);
}
