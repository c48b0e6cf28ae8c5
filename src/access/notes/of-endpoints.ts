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

/** Authorizers whose function is asked about every call, those that carry nothing among them. */
export function ofIdentitySources({ access }: Noted): readonly Note[] {
  const found = new Map<string, Note>();
  for (const { endpoint } of access.endpoints) {
    const { authorizer } = endpoint;
    if (endpoint.word !== "custom" || authorizer?.type !== "REQUEST") continue;
    if (authorizer.identitySource.length > 0) continue;
    found.set(authorizer.name, {
      code: "GH024",
      where: authorizer.name,
      text: "It names no identity source, so that API Gateway refuses nobody by itself: its function runs, and must refuse, for every call. Name what a caller has to send.",
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
