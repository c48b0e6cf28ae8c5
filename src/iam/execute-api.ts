import { evaluate, type DecidingStatement, type DetailedVerdict } from "./evaluate";
import type { AccessRequest, PolicyDocument } from "./language/policy";

/** Policies of one kind; `"unknown"` refuses. */
export type Policies = readonly (PolicyDocument | "unknown")[];

/** A call of an API, and every policy that has a say in it. */
export interface ExecuteApiQuestion {
  authorizationType: "NONE" | "AWS_IAM" | "CUSTOM" | "COGNITO_USER_POOLS";
  /** The account of the API: a caller of another needs both sides' Allow. */
  apiAccountId: string;
  request: AccessRequest;
  /** AWS_IAM: the caller's policies. CUSTOM: what the authorizer answered. */
  identityPolicies?: Policies;
  /** Permissions boundaries, each of which must allow as well. */
  boundaries?: Policies;
  /** What the session was narrowed to, likewise. */
  sessionPolicies?: Policies;
  /** Absent: the API has none. */
  resourcePolicy?: PolicyDocument | "unknown";
}

/** Which policies decided, in AWS's words. */
export type DecidingSide = "identity" | "resource" | "boundary" | "session";

/** Whether a call may pass, and why; `decision-text` has the words. */
export type ExecuteApiDecision =
  | {
      allow: true;
      /** Empty where no policy was asked. */
      decidedBy: readonly (readonly [DecidingSide, readonly DecidingStatement[]])[];
      statements: readonly DecidingStatement[];
    }
  | {
      allow: false;
      explicit: boolean;
      decidedBy: DecidingSide;
      statements: readonly DecidingStatement[];
      action: string;
      notUnderstood: readonly string[];
    };

type Refusal = Extract<ExecuteApiDecision, { allow: false }>;

/** What is not understood of a policy that is not known. */
export const unknownPolicy = "a policy depends on a value that is not known";

const silent: DetailedVerdict = { result: "implicitDeny", decidedBy: [], notUnderstood: [] };

/** What one side says; a policy that is not known counts as a Deny. */
function verdictOf(policies: Policies, request: AccessRequest): DetailedVerdict {
  if (policies.length === 0) return silent;
  if (policies.includes("unknown"))
    return {
      result: "explicitDeny",
      decidedBy: [],
      notUnderstood: [unknownPolicy],
    };
  return evaluate(policies as readonly PolicyDocument[], request);
}

function refusedBy(
  side: DecidingSide,
  action: string,
  { result, decidedBy, notUnderstood }: DetailedVerdict = silent,
): Refusal {
  const explicit = result === "explicitDeny";
  const statements = explicit ? decidedBy : [];
  return { allow: false, explicit, decidedBy: side, statements, action, notUnderstood };
}

function allowedBy(
  sides: readonly (readonly [DecidingSide, DetailedVerdict])[],
): ExecuteApiDecision {
  const decidedBy = sides.map(([side, verdict]) => [side, verdict.decidedBy] as const);
  return { allow: true, decidedBy, statements: decidedBy.flatMap(([, statements]) => statements) };
}

/** The explicit Deny of a resource policy, which comes before a Lambda authorizer runs; undefined where there is none. */
export function resourceDenyOf(
  resourcePolicy: PolicyDocument | "unknown" | undefined,
  request: AccessRequest,
): Refusal | undefined {
  if (resourcePolicy === undefined) return undefined;
  const verdict = verdictOf([resourcePolicy], request);
  return verdict.result === "explicitDeny"
    ? refusedBy("resource", request.action, verdict)
    : undefined;
}

/** Where only the resource policy counts: an explicit Allow is needed, if there is one at all. */
function decideByResource({ resourcePolicy, request }: ExecuteApiQuestion): ExecuteApiDecision {
  if (resourcePolicy === undefined) return allowedBy([]);
  const verdict = verdictOf([resourcePolicy], request);
  return verdict.result === "allowed"
    ? allowedBy([["resource", verdict]])
    : refusedBy("resource", request.action, verdict);
}

/**
 * How closely a resource policy's Allow names the caller: one that names only the account hands the decision
 * to the account's own policies, and one that names a user or session is not narrowed by boundaries.
 */
function reachOf(verdict: DetailedVerdict): { ofAccountOnly: boolean; beyondBoundaries: boolean } {
  const found = verdict.decidedBy.map(({ closeness }) => closeness);
  return {
    ofAccountOnly: found.length > 0 && found.every((closeness) => closeness === "account"),
    beyondBoundaries: found.some((closeness) => closeness === "user" || closeness === "session"),
  };
}

/** What narrows a caller, with what each says. */
function limitsOf({
  request,
  boundaries = [],
  sessionPolicies = [],
}: Pick<ExecuteApiQuestion, "request" | "boundaries" | "sessionPolicies">): (readonly [
  DecidingSide,
  DetailedVerdict,
])[] {
  return [
    ...boundaries.map((one) => ["boundary", verdictOf([one], request)] as const),
    ...sessionPolicies.map((one) => ["session", verdictOf([one], request)] as const),
  ];
}

/**
 * The caller's policies and the resource's together: Table A of the guide inside an account, Table B across
 * accounts. The same for every action whose resource has a policy.
 */
export function decideByBoth(
  question: Omit<ExecuteApiQuestion, "authorizationType" | "apiAccountId">,
  crossAccount: boolean,
): ExecuteApiDecision {
  const { request, identityPolicies = [], resourcePolicy } = question;
  const identity = verdictOf(identityPolicies, request);
  const resource = resourcePolicy === undefined ? silent : verdictOf([resourcePolicy], request);
  const limits = limitsOf(question);

  const refused = (side: DecidingSide, verdict?: DetailedVerdict) =>
    refusedBy(side, request.action, verdict);
  const denying = limits.find(([, limit]) => limit.result === "explicitDeny");
  if (resource.result === "explicitDeny") return refused("resource", resource);
  if (identity.result === "explicitDeny") return refused("identity", identity);
  if (denying !== undefined) return refused(...denying);

  const limited = limits.find(([, limit]) => limit.result !== "allowed")?.[0];
  const byIdentity = identity.result === "allowed";
  const byResource = resource.result === "allowed";
  const reach = reachOf(resource);
  if (crossAccount) {
    if (!byResource) return refused("resource", resource);
    if (!byIdentity) return refused("identity", identity);
    if (limited) return refused(limited);
    return allowedBy([
      ["identity", identity],
      ["resource", resource],
    ]);
  }
  const granted = byResource && !reach.ofAccountOnly;
  if (!byIdentity && !granted) return refused("identity", identity);
  if (limited && !(granted && reach.beyondBoundaries)) return refused(limited);
  const sides: (readonly [DecidingSide, DetailedVerdict])[] = [];
  if (byIdentity) sides.push(["identity", identity]);
  if (byResource) sides.push(["resource", resource]);
  return allowedBy(sides);
}

/**
 * Whether the policies let a call of an API pass, and which of them decided.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function decideExecuteApi(question: ExecuteApiQuestion): ExecuteApiDecision {
  switch (question.authorizationType) {
    case "NONE":
    // The guide asks for an explicit Allow and its table does not; the stricter reading counts.
    case "COGNITO_USER_POOLS":
      return decideByResource(question);
    case "CUSTOM":
      return decideByBoth(question, false);
    case "AWS_IAM": {
      const caller = question.request.principal?.accountId;
      return decideByBoth(question, caller !== question.apiAccountId);
    }
    default: {
      const never: never = question.authorizationType;
      throw new Error(`No rule for the authorization type ${String(never)}`);
    }
  }
}
