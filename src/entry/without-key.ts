import type { ProxyEvent } from "../client/event";

/** The event without the value of an API key: in the identity and in both maps of headers. */
export function withoutKey(event: ProxyEvent): ProxyEvent {
  const { requestContext, headers, multiValueHeaders } = event;
  return {
    ...event,
    ...(headers ? { headers: withoutHeader(headers) } : {}),
    ...(multiValueHeaders ? { multiValueHeaders: withoutHeader(multiValueHeaders) } : {}),
    ...(requestContext ? { requestContext: withoutIdentityKey(requestContext) } : {}),
  };
}

/** A map of headers without `x-api-key`, in any case. */
function withoutHeader<Headers extends object>(headers: Headers): Headers {
  const isKey = (name: string) => name.length === 9 && name.toLowerCase() === "x-api-key";
  if (!Object.keys(headers).some(isKey)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isKey(name))) as Headers;
}

function withoutIdentityKey(context: ProxyEvent["requestContext"]): ProxyEvent["requestContext"] {
  if (!context.identity || !("apiKey" in context.identity)) return context;
  const { apiKey: _apiKey, ...identity } = context.identity;
  return { ...context, identity };
}
