import { isKeyed, type EndpointAccess } from "../who/access-of";
import { faultText } from "../judge/fault";
import { callerOf, foreignAccount, idOf, signs } from "../who/caller-id";
import type { Endpoint } from "../who/endpoints";
import { anyone } from "../who/openings";
import { sorted } from "../who/order";
import { beyond, either, nowhere, type Reach } from "../who/reach";
import type { Change } from "./change";
import type { PropertyName, Verdict } from "../../graph/inputs/properties";

/** An endpoint in both graphs, in one of them, and what is known of those who reach it. */
export interface EndpointPair {
  base: EndpointAccess | undefined;
  head: EndpointAccess | undefined;
  /** Whether the policies of a role or user differ between the graphs. */
  hasNewPolicies(principal: string): boolean;
  /** What people call a principal. */
  labelOf(principal: string): string;
}

type Who = EndpointAccess["who"];

/** Who passes with any of an endpoint's keys; nobody where a key is needed and there is none. */
function whoOf(access: EndpointAccess | undefined): Who {
  return access !== undefined && isKeyed(access) ? access.who : new Map();
}

/** `undefined`: no key is needed. */
function keysOf(access: EndpointAccess): ReadonlySet<string> | undefined {
  if (access.keys === "none") return undefined;
  return new Set([
    ...access.keys.map(({ label }) => `key ${label}`),
    ...access.listedKeys.map((path) => `keys listed under ${path}`),
    ...(access.keyFromAuthorizer ? ["a key that the authorizer names"] : []),
  ]);
}

/** Those who pass in one and not in the other; everybody's gain is not told again for each. */
export function gainers(from: Who, to: Who): readonly string[] {
  const everybody = (who: Who): Reach => who.get(anyone) ?? nowhere;
  const ofAll = beyond(everybody(to), everybody(from));
  const single = [...to.keys()].filter((id) => {
    if (id === anyone) return false;
    const before = either(from.get(id) ?? nowhere, everybody(from));
    return beyond(beyond(to.get(id) ?? nowhere, before), ofAll).size > 0;
  });
  // Whoever has any account is told once, and not again by account, role or user.
  const world = gainOf(worldwide, from, to);
  const apart = single.filter(
    (id) =>
      !signs(callerOf(id)) || id === worldwide || beyond(gainOf(id, from, to), world).size > 0,
  );
  return [...(ofAll.size > 0 ? [anyone] : []), ...sorted(apart)];
}

const worldwide = idOf({ kind: "account", accountId: foreignAccount });

function gainOf(id: string, from: Who, to: Who): Reach {
  return beyond(to.get(id) ?? nowhere, from.get(id) ?? nowhere);
}

/** Whether somebody was allowed and is; where both, in how many cases. */
function extent(before: Reach, after: Reach, isBack: boolean): { from: string; to: string } {
  if (before.size === 0) return { from: "refused", to: "allowed" };
  if (after.size === 0) return { from: "allowed", to: "refused" };
  const [fewer, more] = ["allowed in fewer cases", "allowed in more cases"];
  return isBack ? { from: more, to: fewer } : { from: fewer, to: more };
}

/** Properties whose change does not show in the row's own words. */
const silent: ReadonlySet<PropertyName> = new Set<PropertyName>([
  "roleStatements",
  "resourcePolicy",
]);

/** An endpoint's own words about who may call it. */
function summary(access: EndpointAccess | undefined): string {
  if (access === undefined) return "no such endpoint";
  const { endpoint, keys, keyFromAuthorizer, fault } = access;
  const scopes = endpoint.method.authorizationScopes;
  const plans = keys === "none" ? [] : sorted(keys.map(({ plan }) => plan.name));
  const key =
    keys === "none"
      ? ""
      : keyFromAuthorizer
        ? " + the authorizer's key"
        : ` + key of ${plans.join(", ") || "no plan"}`;
  const callers =
    endpoint.word === "cognito"
      ? ` ${endpoint.authorizer?.name ?? ""}${scopes.length > 0 ? ` (${sorted(scopes).join(" or ")})` : ""}`
      : endpoint.word === "custom"
        ? ` ${endpoint.authorizer?.name ?? ""}`
        : "";
  const only = endpoint.api.endpointType === "PRIVATE" ? ", private" : "";
  return `${endpoint.word}${callers}${key}${only}${fault === undefined ? "" : `, but ${faultText(fault)}`}`;
}

const faultsOf = ({ fault }: EndpointAccess) => fault && faultText(fault);

/** Which property made the difference for somebody; the same seen from either side. */
function causeOf({ base, head, hasNewPolicies }: EndpointPair, principal: string): PropertyName {
  if (base === undefined || head === undefined) return "endpoint";
  const [a, b] = [base.endpoint, head.endpoint];
  if (a.word !== b.word) return "access";
  if (a.api.endpointType !== b.api.endpointType) return "network";
  if (faultsOf(base) !== faultsOf(head)) return "gatewayPermission";
  if (hasNewPolicies(principal)) return "roleStatements";
  const isPolicyNew = JSON.stringify(a.api.policy) !== JSON.stringify(b.api.policy);
  if (isPolicyNew && !["pool", "authorizer"].includes(callerOf(principal).kind))
    return "resourcePolicy";
  if (a.word === "cognito" && summary(base) !== summary(head)) return "scopes";
  if (a.word === "custom" && a.authorizer?.name !== b.authorizer?.name) return "authorizer";
  if (isPolicyNew) return "resourcePolicy";
  const causes: Readonly<Record<Endpoint["word"], PropertyName>> = {
    ...{ public: "access", apiKey: "access", closed: "access" },
    ...{ iam: "roleStatements", cognito: "scopes", custom: "authorizer" },
  };
  return causes[a.word];
}

/** Who gains from one side to the other; `isBack` tells that it is the head that lost it. */
function oneWay(pair: EndpointPair, isBack: boolean): readonly Change[] {
  const { base, head, labelOf } = pair;
  const [from, to] = isBack ? [head, base] : [base, head];
  if (to === undefined) return [];
  const verdict: Verdict = isBack ? "NARROWER" : "WIDER";
  const where = [to.endpoint.label];
  const at = { verdict, where, from: summary(base), to: summary(head) };
  const [before, after] = [whoOf(from), whoOf(to)];
  if (after.size === 0) return [];
  const whole = from === undefined || before.size === 0;
  const reachOf = (one: EndpointAccess | undefined, id: string): Reach =>
    either(whoOf(one).get(id) ?? nowhere, whoOf(one).get(anyone) ?? nowhere);
  const isKeyNew = whole && from !== undefined && isKeyed(from) !== isKeyed(to);
  const people = gainers(before, after).map((id): Change => {
    const property = isKeyNew ? "keys" : causeOf(pair, id);
    const texts = silent.has(property) ? extent(reachOf(base, id), reachOf(head, id), isBack) : {};
    return { ...at, ...texts, property, who: whose(labelOf(id), to) };
  });
  if (whole) return people;
  const [needed, needs] = [keysOf(from), keysOf(to)];
  if (needed === undefined) return people;
  const keys =
    needs === undefined
      ? ["callers without a key"]
      : sorted(needs).filter((one) => !needed.has(one));
  const property = base?.endpoint.word === head?.endpoint.word ? "keys" : "access";
  return [...people, ...keys.map((who): Change => ({ ...at, property, who }))];
}

/** Who is open to everybody and asks for a key is open to those who have one. */
function whose(label: string, { keys }: EndpointAccess): string {
  return keys === "none" ? label : `${label} with a key`;
}

function directly(pair: EndpointPair, isBack: boolean): readonly Change[] {
  const [from, to] = isBack ? [pair.head, pair.base] : [pair.base, pair.head];
  if (to === undefined) return [];
  const found = gainers(from?.direct ?? new Map(), to.direct);
  const text = (one: EndpointAccess | undefined) =>
    sorted([...(one?.direct.keys() ?? [])].map(pair.labelOf)).join(", ") || "nobody";
  return found.map((id) => ({
    verdict: isBack ? "NARROWER" : "WIDER",
    property: "directInvokes",
    where: [to.endpoint.label],
    who: pair.labelOf(id),
    from: text(pair.base),
    to: text(pair.head),
  }));
}

/** Those whose own way to an endpoint differs, whether or not everybody else has one. */
export function movedAt({ base, head }: EndpointPair): readonly string[] {
  const [a, b] = [base?.who ?? new Map(), head?.who ?? new Map()];
  return [...new Set<string>([...a.keys(), ...b.keys()])].filter(
    (id) => gainOf(id, a, b).size > 0 || gainOf(id, b, a).size > 0,
  );
}

/** Who reaches an endpoint, over HTTP or past the gateway, in one graph and not in the other. */
export function compareEndpoint(pair: EndpointPair): readonly Change[] {
  const { base, head } = pair;
  const reached = [...oneWay(pair, false), ...oneWay(pair, true)];
  const invoked = [...directly(pair, false), ...directly(pair, true)];
  const isOther =
    reached.length === 0 &&
    base !== undefined &&
    head !== undefined &&
    summary(base) !== summary(head);
  const isNew = reached.length === 0 && (base === undefined) !== (head === undefined);
  if (!isOther && !isNew) return [...reached, ...invoked];
  const label = (base ?? head)?.endpoint.label ?? "";
  const property = isNew ? ("endpoint" as const) : ("access" as const);
  const other: Change = {
    verdict: "OTHER",
    property,
    where: [label],
    who: "nobody gains or loses",
    from: summary(base),
    to: summary(head),
  };
  return [other, ...invoked];
}
