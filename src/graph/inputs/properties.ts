/** What a change means for those it concerns. */
export type Verdict = "WIDER" | "NARROWER" | "OTHER";

/**
 * How a property is compared: `members`: one more is a gain; `more`, `less`: a greater or a smaller number is
 * one; `asked`: what callers must show, where one less is a gain and another instead is neither;
 * `change`: who in place of who before.
 */
export type Direction = "members" | "more" | "less" | "asked" | "change";

/** A property of a graph that decides who may call what. */
export interface Property {
  /** As outputs call it. */
  label: string;
  direction: Direction;
  /** Concerns what can be found out afterwards. */
  audit?: true;
}

/** Every property that is compared; what is gained or lost by it follows from its direction alone. */
export const properties = {
  endpoint: { label: "endpoint", direction: "members" },
  access: { label: "access", direction: "members" },
  authorizer: { label: "authorizer", direction: "members" },
  scopes: { label: "pools and scopes", direction: "members" },
  keys: { label: "plans and keys", direction: "members" },
  roleStatements: { label: "role statements", direction: "members" },
  resourcePolicy: { label: "resource policy", direction: "members" },
  network: { label: "network", direction: "members" },
  gatewayPermission: { label: "permission of the gateway", direction: "members" },
  directInvokes: { label: "direct invokes", direction: "members" },
  functionPermissions: { label: "function permissions", direction: "members" },
  trust: { label: "trust policy", direction: "members" },
  becomes: { label: "who becomes the role", direction: "members" },
  planRate: { label: "plan's rate", direction: "more" },
  planBurst: { label: "plan's burst", direction: "more" },
  planQuota: { label: "plan's quota", direction: "more" },
  planStages: { label: "plan's other stages", direction: "members" },
  keyLimits: { label: "key's plan", direction: "more" },
  stageRate: { label: "stage throttle, rate", direction: "more" },
  stageBurst: { label: "stage throttle, burst", direction: "more" },
  concurrency: { label: "reserved concurrency", direction: "more" },
  cacheSeconds: { label: "authorizer's cache time", direction: "more" },
  identitySource: { label: "authorizer's identity source", direction: "asked" },
  validation: { label: "authorizer's validation of the token", direction: "asked" },
  authorizerFunction: { label: "authorizer's function", direction: "change" },
  decidingCode: { label: "code that decides", direction: "change" },
  corsOrigins: { label: "CORS", direction: "members" },
  corsHeaders: { label: "CORS headers", direction: "members" },
  corsMethods: { label: "CORS methods", direction: "members" },
  selfSignUp: { label: "self sign-up", direction: "more" },
  mfa: { label: "second factor", direction: "less" },
  passwordLength: { label: "password length", direction: "less" },
  passwordKinds: { label: "password characters", direction: "members" },
  temporaryPassword: { label: "days of a temporary password", direction: "more" },
  clients: { label: "clients", direction: "members" },
  clientFlows: { label: "client's flows", direction: "members" },
  clientScopes: { label: "client's scopes", direction: "members" },
  clientUrls: { label: "client's callback URLs", direction: "members" },
  clientSecret: { label: "client's secret", direction: "asked" },
  tokenRevocation: { label: "client's revocation of tokens", direction: "asked" },
  tokenSeconds: { label: "lifetime of tokens", direction: "more" },
  poolSettings: { label: "other settings of the pool", direction: "change" },
  classicFlow: { label: "classic flow", direction: "more" },
  identityProviders: { label: "identity pool's clients", direction: "members" },
  tokenCheck: { label: "check of revoked tokens", direction: "asked" },
  identityMapping: { label: "role mapping and tags", direction: "change" },
  sessionSeconds: { label: "session duration", direction: "more" },
  userKeys: { label: "access keys", direction: "members" },
  integration: { label: "what answers", direction: "change" },
  endpointType: { label: "kind of endpoint", direction: "change" },
  keySource: { label: "where keys come from", direction: "change" },
  domains: { label: "domains", direction: "change" },
  otherStatements: { label: "statements about other services", direction: "change" },
  statementText: { label: "wording of policies", direction: "change" },
  logging: { label: "logging", direction: "change", audit: true },
  protection: { label: "protection from deletion", direction: "change" },
  stack: { label: "stack", direction: "members" },
  input: { label: "input", direction: "change" },
  notRead: { label: "not read", direction: "change" },
  size: { label: "size", direction: "members" },
} as const satisfies Readonly<Record<string, Property>>;

export type PropertyName = keyof typeof properties;

/** One value of a property: numbers that belong together, members, or a text. */
export type FactValue = readonly number[] | ReadonlySet<string> | string;

/** What is found between two values: each with what was gained or lost. */
export interface Finding {
  verdict: Verdict;
  /** The members that came or went; empty for numbers and texts. */
  members: readonly string[];
}

/** Whether a member says nothing that these do not say already. */
export type Covers = (members: ReadonlySet<string>, member: string) => boolean;

const has: Covers = (members, member) => members.has(member);

function ofMembers(from: ReadonlySet<string>, to: ReadonlySet<string>, covers: Covers): Finding[] {
  const gained = [...to].filter((one) => !covers(from, one));
  const lost = [...from].filter((one) => !covers(to, one));
  return [
    ...(gained.length > 0 ? [{ verdict: "WIDER" as const, members: gained }] : []),
    ...(lost.length > 0 ? [{ verdict: "NARROWER" as const, members: lost }] : []),
  ];
}

function ofAsked(from: ReadonlySet<string>, to: ReadonlySet<string>): Finding[] {
  const dropped = [...from].filter((one) => !to.has(one));
  const added = [...to].filter((one) => !from.has(one));
  if (dropped.length > 0 && added.length > 0)
    return [{ verdict: "OTHER", members: [...dropped, ...added].sort() }];
  if (dropped.length > 0) return [{ verdict: "WIDER", members: dropped }];
  return added.length > 0 ? [{ verdict: "NARROWER", members: added }] : [];
}

function ofNumbers(from: readonly number[], to: readonly number[]): Finding[] {
  const pairs = from.map((number, index) => [number, to[index] ?? number] as const);
  return [
    ...(pairs.some(([a, b]) => b > a) ? [{ verdict: "WIDER" as const, members: [] }] : []),
    ...(pairs.some(([a, b]) => b < a) ? [{ verdict: "NARROWER" as const, members: [] }] : []),
  ];
}

const swapped: Readonly<Record<Verdict, Verdict>> = {
  WIDER: "NARROWER",
  NARROWER: "WIDER",
  OTHER: "OTHER",
};

/** The change seen from the other side. */
export function mirrored(verdict: Verdict): Verdict {
  return swapped[verdict];
}

/** What the step from one value to another means, by the direction of its property. */
export function judge(
  direction: Direction,
  { from, to }: { from: FactValue; to: FactValue },
  covers: Covers = has,
): readonly Finding[] {
  if (typeof from === "string" || typeof to === "string")
    return from === to ? [] : [{ verdict: "OTHER", members: [] }];
  if (from instanceof Set && to instanceof Set)
    return direction === "asked" ? ofAsked(from, to) : ofMembers(from, to, covers);
  const found = ofNumbers(from as readonly number[], to as readonly number[]);
  if (direction !== "less") return found;
  return found
    .map((one) => ({ ...one, verdict: mirrored(one.verdict) }))
    .sort((a, b) => (a.verdict < b.verdict ? 1 : -1));
}
