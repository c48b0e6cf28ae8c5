import { compileWholePattern } from "../../base/pattern/whole-pattern";
import { becauseOf } from "../../iam/decision-text";
import type { EndpointAccess } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";
import type { Check } from "../explain/checks";
import { faultText, type Fault } from "../judge/fault";
import { isLeftEmpty } from "../judge/identity-source";
import {
  admittedByAuthorizer,
  checkOfDenial,
  decidePolicies,
  resourceDeny,
  signerOf,
  type PolicyCaller,
} from "../judge/policies";
import { tokenRefusal } from "../judge/token";
import { idOf } from "../who/caller-id";
import type { Candidate } from "../who/candidates";
import type { Context } from "../who/contexts";
import { plansOf } from "../who/keys";
import type { Caller, Credential, KeyProof, TokenCredential } from "./caller";

/** What a gateway should answer. */
export interface Expected {
  /** `unsure`: it hangs on something that is not known from here. */
  answer: "allowed" | "refused" | "unsure";
  because: string;
  /** Which check refuses. */
  check?: Check;
  /** Whether the row's own check behind API Gateway is what refuses. */
  byEntry?: true;
}

/** What expectations are made of beside the graph. */
export interface ExpectedParts {
  definition: Deployed;
  candidates: ReadonlyMap<string, Candidate>;
  /** Requests as policies see them; several where it is not known which of them is sent. */
  contexts: readonly Context[];
  insideVpc: boolean;
}

/** The concrete request. */
export interface Sent {
  verb: string;
  path: string;
}

const yes = (because: string): Expected => ({ answer: "allowed", because });
const no = (check: Check, because: string): Expected => ({ answer: "refused", check, because });
const unsure = (because: string): Expected => ({ answer: "unsure", because });

function byPolicies(
  { endpoint }: EndpointAccess,
  { asked, sent, parts }: { asked: PolicyCaller; sent: Sent; parts: ExpectedParts },
): Expected {
  const decisions = parts.contexts.map((context) =>
    decidePolicies(endpoint, asked, { ...sent, context }),
  );
  const [first] = decisions;
  if (first === undefined) return unsure("no request was made up");
  if (decisions.some(({ allow }) => allow !== first.allow))
    return unsure(
      "its policies have conditions on what is not known here; --source-ip says where calls come from",
    );
  return first.allow
    ? yes(becauseOf(first))
    : no(checkOfDenial(first, asked.authorizationType), becauseOf(first));
}

/** Whether the expression of an authorizer takes a client's id, which tokens carry as `aud`. */
export function takesClient(expression: string | undefined, clientId: string): boolean {
  if (expression === undefined) return true;
  return compileWholePattern(expression).test(clientId);
}

/** Why an authorizer of user pools refuses a token; undefined where it takes it. */
function tokenFault(
  { endpoint }: EndpointAccess,
  { poolId, client, scope, fault }: TokenCredential,
  { definition }: ExpectedParts,
): string | undefined {
  if (fault !== undefined) return `the token is ${fault}`;
  const pool = definition.userPools.find(({ id }) => id === poolId);
  const { authorizer, method } = endpoint;
  if (pool === undefined || authorizer?.providerArns.includes(pool.arn) !== true)
    return "the row asks for a token of another pool";
  const scopes = method.authorizationScopes;
  const expression = authorizer.identityValidationExpression;
  const id = pool.clients.find(({ name }) => name === client)?.id;
  const refusal = tokenRefusal(
    scope === undefined
      ? { use: "id", scopes: [], aud: id }
      : { use: "access", scopes: [scope], aud: undefined },
    { scopes, expression: expression ? compileWholePattern(expression) : undefined },
  );
  switch (refusal) {
    case undefined:
      return undefined;
    case "wantsId":
      return "the row has no scopes, so it takes ID tokens";
    case "wantsAccess":
      return "the row asks for an access token";
    case "scope":
      return `the row asks for the scope ${scopes.join(" or ")}`;
    case "audience":
      return "the row takes tokens of other clients";
    default:
      return refusal satisfies never;
  }
}

function byAuthorizer(
  access: EndpointAccess,
  { credential, sent, parts }: { credential: Credential; sent: Sent; parts: ExpectedParts },
): Expected {
  const { authorizer } = access.endpoint;
  const denials = parts.contexts.map((context) =>
    resourceDeny(access.endpoint, { ...sent, context }),
  );
  const [denial] = denials;
  // An explicit Deny comes before the authorizer is asked.
  if (denial !== undefined && denials.every((one) => one !== undefined))
    return no("resourcePolicy", becauseOf(denial));
  const source = authorizer?.identitySource ?? [];
  const isBare = credential.kind === "none" || credential.kind === "unsigned";
  const isRefused = isBare && source.some((one) => isLeftEmpty(one));
  if (denials.some((one) => one !== undefined))
    return unsure(
      "its resource policy denies on what is not known here; --source-ip says where calls come from",
    );
  if (isRefused)
    return no("authorizer", `what the authorizer ${authorizer?.name} looks at is missing`);
  const fault = authorizerFault(access.fault);
  if (fault !== undefined) return no("authorizer", faultText(fault));
  if (credential.kind === "authorizer" && credential.name === authorizer?.name)
    return credential.answer === "no"
      ? no("authorizer", `the authorizer ${authorizer.name} says no`)
      : byPolicies(access, { asked: admittedByAuthorizer, sent, parts });
  return unsure(`the code of the authorizer ${authorizer?.name} decides about other credentials`);
}

/** A fault in front of the credential; where the integration is at fault, access was granted. */
function authorizerFault(fault: Fault | undefined): Fault | undefined {
  switch (fault?.kind) {
    case "authorizer":
    case "authorizerWithoutFunction":
    case "identitySource":
      return fault;
    case undefined:
    case "entrance":
    case "integration":
      return undefined;
    default:
      return fault satisfies never;
  }
}

function byCredential(
  access: EndpointAccess,
  { credential, sent, parts }: { credential: Credential; sent: Sent; parts: ExpectedParts },
): Expected {
  const { word } = access.endpoint;
  const judged = (asked: PolicyCaller) => byPolicies(access, { asked, sent, parts });
  switch (word) {
    case "public":
    case "apiKey":
      return judged({ authorizationType: "NONE" });
    case "iam": {
      if (credential.kind !== "role" && credential.kind !== "user")
        return no("credential", "the row asks for a signature");
      const candidate = parts.candidates.get(idOf(credential));
      if (candidate === undefined)
        return no("credential", "no caller of that name is in the graph");
      return judged(signerOf(candidate));
    }
    case "cognito": {
      if (credential.kind !== "token")
        return no("credential", "the row asks for a token of a user pool");
      const fault = tokenFault(access, credential, parts);
      return fault === undefined
        ? judged({ authorizationType: "COGNITO_USER_POOLS" })
        : no("credential", fault);
    }
    case "custom":
      return byAuthorizer(access, { credential, sent, parts });
    case "closed":
      return no("authorizer", "what would decide is not known, so the row is closed");
    default:
      return word satisfies never;
  }
}

function byKey(access: EndpointAccess, key: KeyProof, { definition }: ExpectedParts): Expected {
  const { keys, keyFromAuthorizer, endpoint } = access;
  if (keys === "none") return yes("the row asks for no key");
  if (keyFromAuthorizer)
    return endpoint.word === "custom"
      ? unsure("the authorizer's answer names the key")
      : no("key", "only an authorizer names keys here, and the row has none");
  if (key.kind !== "key")
    return no("key", key.kind === "none" ? "no key" : "a key that nobody has");
  if (keys.some((one) => one.key.id === key.id)) return yes(`the row accepts ${key.name}`);
  const isPlanned = plansOf(definition, endpoint).some(({ keyIds }) => keyIds.includes(key.id));
  const isEnabled = definition.apiKeys.some(({ id, enabled }) => id === key.id && enabled);
  return isPlanned && isEnabled
    ? {
        ...no("integration", `${key.name} is of a plan that the row does not accept`),
        byEntry: true,
      }
    : no("key", `${key.name} is in no plan of the stage, or disabled`);
}

/** What a gateway should answer a caller. Judges by the functions that the local gateway decides with. */
export function expectedOf(
  access: EndpointAccess,
  { caller, sent, parts }: { caller: Caller; sent: Sent; parts: ExpectedParts },
): Expected {
  const { endpoint, fault } = access;
  if (fault?.kind === "entrance") return no("route", faultText(fault));
  if (endpoint.api.endpointType === "PRIVATE" && !parts.insideVpc)
    return no("route", "the API is private, and the call comes over the internet");
  const credential = byCredential(access, { credential: caller.credential, sent, parts });
  if (credential.answer === "refused") return credential;
  const key = byKey(access, caller.key, parts);
  if (key.answer === "refused" && key.byEntry !== true) {
    const { check: _check, ...unchecked } = key;
    // Where it is not known whether the credential passes, either of the two checks may refuse first.
    return credential.answer === "unsure" ? unchecked : key;
  }
  if (credential.answer === "unsure") return credential;
  if (key.answer !== "allowed") return key;
  return access.keys === "none" ? credential : yes(`${credential.because}; ${key.because}`);
}
