import type { EndpointRule, Note, Noted } from "./note";
import { corsOf } from "../who/cors";

/** Verbs that may change something (RFC 9110, section 9.2.1 names the others safe). */
const isUnsafe = (verb: string) => ["POST", "PUT", "PATCH", "DELETE", "ANY"].includes(verb);

const openChange: EndpointRule = ({ endpoint }) =>
  endpoint.word === "public" && isUnsafe(endpoint.verb)
    ? [
        {
          code: "GH027",
          where: endpoint.label,
          text: "Nothing is asked for, and its verb may change something: whoever finds it may, as often as the stage's throttle lets them. Ask for a token or a signature.",
        },
      ]
    : [];

const keyedChange: EndpointRule = ({ endpoint }) =>
  endpoint.word === "apiKey" && isUnsafe(endpoint.verb)
    ? [
        {
          code: "GH030",
          where: endpoint.label,
          text: "Whoever has a key of its plans may change something, and nothing says who did. AWS advises against keys as authorization. Ask for a token or a signature as well.",
        },
      ]
    : [];

const rules: readonly EndpointRule[] = [openChange, keyedChange];

/** Checks of single endpoints that change something. */
export const ofUnsafeVerbs = (noted: Noted): readonly Note[] =>
  noted.access.endpoints.flatMap((one) => rules.flatMap((rule) => rule(one, noted)));

/** What differs from caller to caller: https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html */
const isOfCaller = (source: string) => /^(?:method\.request|context\.identity)\./.test(source);

/** Authorizers that are asked about calls without an identity, and those that keep the answer to one call for all. */
export function ofIdentitySources({ access }: Noted): readonly Note[] {
  const found = new Map<string, Note>();
  for (const { endpoint } of access.endpoints) {
    const { authorizer } = endpoint;
    if (endpoint.word !== "custom" || authorizer?.type !== "REQUEST") continue;
    const { name, identitySource, ttlSeconds } = authorizer;
    if (identitySource.length === 0)
      found.set(name, {
        code: "GH024",
        where: name,
        text: "It names no identity source, so that API Gateway refuses nobody by itself: its function runs, and must refuse, for every call. Name what a caller has to send.",
      });
    else if (ttlSeconds > 0 && !identitySource.some(isOfCaller))
      found.set(name, {
        code: "GH040",
        where: name,
        text: `Its identity sources (${identitySource.join(", ")}) are the same for every caller, so for ${ttlSeconds} s the answer to one caller holds for all. Name what a caller has to send, or set authorizerResultTtlInSeconds to 0.`,
      });
  }
  return [...found.values()];
}

/** Endpoints that ask for something, and whose answers a page of any origin may read. */
export function ofAnyOrigin({ access, definition }: Noted): readonly Note[] {
  const open = new Set(
    corsOf(definition)
      .filter(({ origins, credentials }) => !credentials && origins.includes("*"))
      .map(({ path }) => path),
  );
  return access.endpoints
    .filter(({ endpoint }) => endpoint.word !== "public" && open.has(endpoint.path))
    .map(({ endpoint }) => ({
      code: "GH036",
      where: endpoint.label,
      text: "A page of any origin may read its answers where it has the token or key. List the origins.",
    }));
}
