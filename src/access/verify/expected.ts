import { compileWholePattern } from "../../base/pattern/whole-pattern";
import { decideExecuteApi, type ExecuteApiQuestion } from "../../iam/execute-api";
import type { PolicyDocument } from "../../iam/policy";
import type { EndpointAccess } from "../access-of";
import type { GraphDefinition } from "../definition";
import type { Candidate } from "../who/candidates";
import type { Context } from "../who/contexts";
import { hasEntrance, stageArn } from "../who/endpoints";
import { plansOf } from "../who/keys";
import { contextFor } from "../who/probes";
import type { Caller, Credential, KeyProof, TokenCredential } from "./caller";

/** What a gateway should answer. */
export interface Expected {
  /** `unsure`: it hangs on something that is not known from here. */
  answer: "allowed" | "refused" | "unsure";
  because: string;
  /** Whether the row's own check behind API Gateway is what refuses. */
  byEntry?: true;
}

/** What expectations are made of beside the graph. */
export interface ExpectedParts {
  definition: GraphDefinition;
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
const no = (because: string): Expected => ({ answer: "refused", because });
const unsure = (because: string): Expected => ({ answer: "unsure", because });

const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" },
};

type Asked = Pick<ExecuteApiQuestion, "authorizationType" | "identityPolicies" | "boundaries"> & {
  candidate?: Candidate;
};

function byPolicies(
  { endpoint }: EndpointAccess,
  { asked, sent, parts }: { asked: Asked; sent: Sent; parts: ExpectedParts },
): Expected {
  const { candidate, ...question } = asked;
  const { policy, accountId } = endpoint.api;
  const resource = `${stageArn(endpoint)}/${sent.verb}${sent.path}`;
  const decisions = parts.contexts.map((context) =>
    decideExecuteApi({
      ...question,
      apiAccountId: accountId,
      ...(policy === undefined ? {} : { resourcePolicy: policy }),
      request: {
        action: "execute-api:Invoke",
        resource,
        context: contextFor(endpoint, context, candidate?.context ?? {}),
        ...(candidate && { principal: candidate.principal }),
      },
    }),
  );
  const [first] = decisions;
  if (first === undefined) return unsure("no request was made up");
  if (decisions.some(({ allow }) => allow !== first.allow))
    return unsure("its policies have conditions on where or how one calls: give --source-ip");
  return first.allow ? yes(first.because) : no(first.because);
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
  if (scopes.length === 0 && scope !== undefined)
    return "the row has no scopes, so it takes ID tokens";
  if (scopes.length > 0 && scope === undefined) return "the row asks for an access token";
  if (scope !== undefined && !scopes.includes(scope))
    return `the row asks for the scope ${scopes.join(" or ")}`;
  const expression = authorizer.identityValidationExpression;
  if (expression === undefined) return undefined;
  // Access tokens have no aud, so an expression refuses them all.
  const id = pool.clients.find(({ name }) => name === client)?.id;
  if (scope === undefined && id !== undefined && takesClient(expression, id)) return undefined;
  return "the row takes tokens of other clients";
}

function byCredential(
  access: EndpointAccess,
  { credential, sent, parts }: { credential: Credential; sent: Sent; parts: ExpectedParts },
): Expected {
  const { word, authorizer } = access.endpoint;
  const judged = (asked: Asked) => byPolicies(access, { asked, sent, parts });
  switch (word) {
    case "public":
    case "apiKey":
      return judged({ authorizationType: "NONE" });
    case "iam": {
      if (credential.kind !== "role" && credential.kind !== "user")
        return no("the row asks for a signature");
      const candidate = parts.candidates.get(`${credential.kind}:${credential.name}`);
      if (candidate === undefined) return no("nobody of that name is in the graph");
      const { policies: identityPolicies, boundaries } = candidate;
      return judged({ authorizationType: "AWS_IAM", identityPolicies, boundaries, candidate });
    }
    case "cognito": {
      if (credential.kind !== "token") return no("the row asks for a token of a user pool");
      const fault = tokenFault(access, credential, parts);
      return fault === undefined ? judged({ authorizationType: "COGNITO_USER_POOLS" }) : no(fault);
    }
    case "custom": {
      if (credential.kind === "authorizer" && credential.name === authorizer?.name)
        return credential.answer === "no"
          ? no(`the authorizer ${authorizer.name} says no`)
          : judged({ authorizationType: "CUSTOM", identityPolicies: [everything] });
      const source = authorizer?.identitySource ?? [];
      const bare = credential.kind === "none" || credential.kind === "unsigned";
      return bare && source.some((one) => !/^(context|stageVariables)\.|x-api-key$/i.test(one))
        ? no(`what the authorizer ${authorizer?.name} looks at is missing`)
        : unsure(`the code of the authorizer ${authorizer?.name} decides about other credentials`);
    }
    case "closed":
      return no("what would decide is not known, so the row is closed");
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
      : no("only an authorizer names keys here, and the row has none");
  if (key.kind !== "key") return no(key.kind === "none" ? "no key" : "a key that nobody has");
  if (keys.some((one) => one.key.id === key.id)) return yes(`${key.name} opens the row`);
  const isPlanned = plansOf(definition, endpoint).some(({ keyIds }) => keyIds.includes(key.id));
  const isEnabled = definition.apiKeys.some(({ id, enabled }) => id === key.id && enabled);
  return isPlanned && isEnabled
    ? { ...no(`${key.name} is of a plan that does not open the row`), byEntry: true }
    : no(`${key.name} is in no plan of the stage, or disabled`);
}

/** What a gateway should answer a caller. Judges by the functions that the local gateway decides with. */
export function expectedOf(
  access: EndpointAccess,
  { caller, sent, parts }: { caller: Caller; sent: Sent; parts: ExpectedParts },
): Expected {
  const { endpoint, fault } = access;
  if (!hasEntrance(parts.definition, endpoint))
    return no("the API's own address is switched off and no domain leads to it");
  if (endpoint.api.endpointType === "PRIVATE" && !parts.insideVpc)
    return no("the API is private, and the call comes over the internet");
  if (fault?.includes("the authorizer") === true) return no(fault);
  const credential = byCredential(access, { credential: caller.credential, sent, parts });
  if (credential.answer === "refused") return credential;
  const key = byKey(access, caller.key, parts);
  if (key.answer === "refused" && key.byEntry !== true) return key;
  if (credential.answer === "unsure") return credential;
  if (key.answer !== "allowed") return key;
  return access.keys === "none" ? credential : yes(`${credential.because}; ${key.because}`);
}
