import type { AuthorizerEvent } from "../client/event";
import { withoutKey } from "./without-key";

interface Identity {
  type: "token" | "request";
  identitySource: readonly string[];
  cacheSeconds: number;
}

/**
 * What an authorizer's code sees. Where the answer is kept: the identity sources only, since it must not
 * hang on anything that the next call of the same identity may have otherwise.
 */
export function identityOf(entry: Identity, event: AuthorizerEvent): object {
  const whole = entry.cacheSeconds > 0 ? {} : { event: wholeEvent(entry, event) };
  if (entry.type === "token") return { token: event.authorizationToken ?? "", ...whole };
  const named = (place: string, read: (name: string) => unknown) =>
    Object.fromEntries(
      entry.identitySource
        .filter((source) => source.startsWith(`${place}:`))
        .map((source) => source.slice(place.length + 1))
        .map((name) => [name, read(name) ?? ""]),
    );
  if (entry.cacheSeconds > 0) refuseRepeated(entry, event);
  return {
    headers: named("header", (name) => header(event, name)),
    query: named("query", (name) => event.queryStringParameters?.[name]),
    stageVariables: named("stageVariable", (name) => event.stageVariables?.[name]),
    context: named("context", (name) => field(event.requestContext, name)),
    ...whole,
  };
}

// The answer is kept for an identity source, and what it was decided on is one of its values: where there are
// two, they need not be the same. Thrown like this it is answered with 401 and not kept.
function refuseRepeated({ identitySource }: Identity, event: AuthorizerEvent): void {
  const { multiValueHeaders, multiValueQueryStringParameters } = event;
  for (const source of identitySource) {
    const wanted = source.toLowerCase();
    const isRepeated = (place: string, values: AuthorizerEvent["multiValueHeaders"]): boolean =>
      Object.entries(values ?? {}).flatMap(([name, all]) =>
        `${place}:${name}`.toLowerCase() === wanted ? all : [],
      ).length > 1;
    if (
      isRepeated("header", multiValueHeaders) ||
      isRepeated("query", multiValueQueryStringParameters)
    ) {
      throw new Error("Unauthorized");
    }
  }
}

// A key is kept only from code that was not told to read it.
function wholeEvent({ identitySource }: Identity, event: AuthorizerEvent): AuthorizerEvent {
  const readsKey = identitySource.some((source) =>
    /^(header:x-api-key|context:identity\.apiKey)$/i.test(source),
  );
  return readsKey ? event : (withoutKey(event as never) as unknown as AuthorizerEvent);
}

function header({ headers }: AuthorizerEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function field(context: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      context,
    );
}
