import type { Cors } from "../spec";
import type { ProxyEvent, ProxyResult } from "../client/event";

/** The answer with the CORS headers of the row: an origin is echoed only if it is on the row's list. */
export function withCors(cors: Cors, event: ProxyEvent, result: ProxyResult): ProxyResult {
  if (typeof result !== "object" || result === null) return result;
  const { headers, multiValueHeaders, ...rest } = result;
  const vary = varyOf(headers, multiValueHeaders);
  return {
    ...rest,
    headers: {
      ...others(headers),
      ...allowHeaders(cors, originOf(event)),
      ...(cors.origins === "*" && vary.length === 0 ? {} : { Vary: varyWithOrigin(cors, vary) }),
    },
    ...(multiValueHeaders ? { multiValueHeaders: others(multiValueHeaders) } : {}),
  };
}

function allowHeaders(cors: Cors, origin: string | undefined): Record<string, string> {
  if (cors.origins === "*") return { "Access-Control-Allow-Origin": "*" };
  if (origin === undefined || !(cors.origins as readonly string[]).includes(origin)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    ...(cors.credentials === true ? { "Access-Control-Allow-Credentials": "true" } : {}),
  };
}

function originOf({ headers }: ProxyEvent): string | undefined {
  return Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "origin")?.[1];
}

// The row's list has the last word over what a handler says about origins.
const ours = new Set(["access-control-allow-origin", "access-control-allow-credentials", "vary"]);

function others<Value>(
  headers: Readonly<Record<string, Value>> | undefined,
): Record<string, Value> {
  const kept = Object.entries(headers ?? {}).filter(([name]) => !ours.has(name.toLowerCase()));
  return Object.fromEntries(kept);
}

function varyOf(...maps: (object | undefined)[]): string[] {
  const values = maps.flatMap((map) =>
    Object.entries(map ?? {}).filter(([name]) => name.toLowerCase() === "vary"),
  );
  return values.flatMap(([, value]) => [value].flat().map(String));
}

function varyWithOrigin(cors: Cors, given: readonly string[]): string {
  const names = given
    .join(",")
    .split(",")
    .map((name) => name.trim());
  const all = cors.origins === "*" ? names : [...names, "Origin"];
  const seen = new Map(all.filter((name) => name !== "").map((name) => [name.toLowerCase(), name]));
  return [...seen.values()].join(", ");
}
