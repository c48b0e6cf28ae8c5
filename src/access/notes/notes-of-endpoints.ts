import { idOf } from "../who/caller-id";
import { isKeyed } from "../who/access-of";
import { faultText } from "../judge/fault";
import { rowOf } from "../who/components";
import { anyone } from "../who/openings";
import { plansOf } from "../who/keys";
import { sorted } from "../who/order";
import { codes } from "../report/text";
import type { NoteCode } from "./codes";
import type { EndpointRule, Note } from "./note";

function note(id: NoteCode, where: string, text: string): readonly Note[] {
  return [{ code: id, where, text }];
}

const cancelledIam: EndpointRule = ({ endpoint, who }, { definition }) => {
  if (
    endpoint.word !== "iam" ||
    !who.has(idOf({ kind: "account", accountId: definition.accountId }))
  )
    return [];
  return note(
    "GH001",
    endpoint.label,
    "The resource policy alone lets callers of this account pass: whoever signs with any credentials of the account needs no policy. Name roles as its principals, or leave the Allow out.",
  );
};

const openGreedy: EndpointRule = ({ endpoint }) =>
  endpoint.word === "public" && endpoint.path.includes("+}")
    ? note(
        "GH003",
        endpoint.label,
        "Every path below it that no other endpoint takes is open to anyone, those that are removed or misspelt later among them. Name the paths.",
      )
    : [];

const keyIsNoPerson: EndpointRule = ({ endpoint }) =>
  endpoint.word === "apiKey"
    ? note(
        "GH007",
        endpoint.label,
        "A key says who is metered, not who calls; it lies in clients and logs, and stays until it is rotated.",
      )
    : [];

const everyPlan: EndpointRule = (one, { definition }) => {
  const { endpoint, keys } = one;
  const plans = plansOf(definition, endpoint);
  if (keys === "none" || one.keyFromAuthorizer || plans.length < 2) return [];
  // A row says which plans open it, and its entry refuses the others.
  if (endpoint.fn !== undefined && rowOf(definition, endpoint.fn) !== undefined) return [];
  return note(
    "GH008",
    endpoint.label,
    `A plan belongs to the stage, so a key of any of ${codes(plans.map(({ name }) => name))} is accepted. API Gateway cannot be told otherwise; a row's \`plans\` are checked by the entry around its handler.`,
  );
};

const direct: EndpointRule = ({ endpoint, direct: invokers }) => {
  const whole = [...invokers.entries()].filter(([, reach]) => reach.has(endpoint.fn?.arn ?? ""));
  if (whole.length === 0) return [];
  const names = codes(sorted(whole.map(([id]) => id)));
  return note(
    "GH011",
    endpoint.label,
    `${names} may invoke its function itself, with an event that claims any caller, token or key. Let \`invokes\` make the statement: it names the alias \`direct\`, whose input is never a request.`,
  );
};

const nobody: EndpointRule = ({ endpoint, who, direct: invokers, fault }) => {
  if (fault !== undefined || who.size > 0 || endpoint.word === "closed") return [];
  const also = invokers.size > 0 ? "; it is only invoked directly" : "";
  return note(
    "GH015",
    endpoint.label,
    `No principal of this program passes over HTTP${also}. Roles outside it whose own policies allow \`execute-api:Invoke\` do.`,
  );
};

const keyless: EndpointRule = (one) =>
  !isKeyed(one)
    ? note(
        "GH016",
        one.endpoint.label,
        "It asks for a key, and no key of a plan of its stage is accepted.",
      )
    : [];

const faulty: EndpointRule = ({ endpoint, fault }) =>
  fault === undefined
    ? []
    : note("GH017", endpoint.label, `Nobody is served: ${faultText(fault)}.`);

const closed: EndpointRule = ({ endpoint }) =>
  endpoint.word === "closed"
    ? note(
        "GH023",
        endpoint.label,
        "Its authorization, or the authorizer that it names, is not known from this graph.",
      )
    : [];

const closedPreflight: EndpointRule = ({ endpoint, who }) =>
  endpoint.verb === "OPTIONS" && !who.has(anyone)
    ? note(
        "GH022",
        endpoint.label,
        "Browsers send preflights without credentials, so each of them is refused.",
      )
    : [];

const rules: readonly EndpointRule[] = [
  cancelledIam,
  openGreedy,
  keyIsNoPerson,
  everyPlan,
  direct,
  nobody,
  keyless,
  faulty,
  closed,
  closedPreflight,
];

/** The notes about single endpoints. */
export const ofEndpoints = (noted: Parameters<EndpointRule>[1]): readonly Note[] =>
  noted.access.endpoints.flatMap((one) => rules.flatMap((rule) => rule(one, noted)));

/** An authorizer whose answers are kept while its identity sources do not say which endpoint is called. */
export function keptAnswers({ access }: Parameters<EndpointRule>[1]): readonly Note[] {
  const behind = new Map<string, { name: string; seconds: number; routes: string[] }>();
  for (const { endpoint } of access.endpoints) {
    const { authorizer, api } = endpoint;
    if (endpoint.word !== "custom" || !authorizer || authorizer.ttlSeconds <= 0) continue;
    if (
      authorizer.identitySource.some((one) => /context\.(path|resourcePath|resourceId)/.test(one))
    )
      continue;
    const id = `${api.name} ${authorizer.id}`;
    const known = behind.get(id);
    if (known) known.routes.push(endpoint.label);
    else
      behind.set(id, {
        name: authorizer.name,
        seconds: authorizer.ttlSeconds,
        routes: [endpoint.label],
      });
  }
  return [...behind.values()]
    .filter(({ routes }) => routes.length > 1)
    .map(({ name, seconds, routes }) => ({
      code: "GH002" as const,
      where: name,
      text: `Its answer for one endpoint counts ${seconds} s for all of ${codes(sorted(routes), 8)}. Its function must not decide by path or method; \`authorize\` keeps them from it. Or set \`cacheSeconds: 0\`.`,
    }));
}
