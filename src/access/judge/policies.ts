import {
  decideExecuteApi,
  resourceDenyOf,
  type ExecuteApiDecision,
  type ExecuteApiQuestion,
} from "../../iam/execute-api";
import type { PolicyDocument } from "../../iam/language/policy";
import type { Check } from "../explain/checks";
import type { Candidate } from "../who/candidates";
import type { Context } from "../who/contexts";
import { stageArn, type Endpoint } from "../who/endpoints";
import { contextFor } from "../who/probes";

/** With what the policies of an endpoint are asked. */
export type PolicyCaller = Pick<
  ExecuteApiQuestion,
  "authorizationType" | "identityPolicies" | "boundaries"
> & { candidate?: Candidate };

/** A request as policies see it. */
export interface PolicyRequest {
  verb: string;
  path: string;
  context: Context;
}

const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" },
};

/** Callers that a Lambda authorizer allows: its answer allows everything. */
export const admittedByAuthorizer: PolicyCaller = {
  authorizationType: "CUSTOM",
  identityPolicies: [everything],
};

/** Somebody who signs. */
export function signerOf(candidate: Candidate): PolicyCaller {
  const { policies: identityPolicies, boundaries } = candidate;
  return { authorizationType: "AWS_IAM", identityPolicies, boundaries, candidate };
}

function questionOf(
  endpoint: Endpoint,
  { candidate, ...question }: PolicyCaller,
  { verb, path, context }: PolicyRequest,
): ExecuteApiQuestion {
  const { policy, accountId } = endpoint.api;
  return {
    ...question,
    apiAccountId: accountId,
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
    request: {
      action: "execute-api:Invoke",
      resource: `${stageArn(endpoint)}/${verb}${path}`,
      context: contextFor(endpoint, context, candidate),
      ...(candidate && { principal: candidate.principal }),
    },
  };
}

/** What the policies of an endpoint say about a request, by the function that the gateway asks. */
export function decidePolicies(
  endpoint: Endpoint,
  caller: PolicyCaller,
  request: PolicyRequest,
): ExecuteApiDecision {
  return decideExecuteApi(questionOf(endpoint, caller, request));
}

/** The explicit Deny of the resource policy, which comes before a Lambda authorizer is asked. */
export function resourceDeny(
  endpoint: Endpoint,
  request: PolicyRequest,
): ExecuteApiDecision | undefined {
  const { resourcePolicy, request: asked } = questionOf(endpoint, admittedByAuthorizer, request);
  return resourceDenyOf(resourcePolicy, asked);
}

/** Which check a refusal of policies counts as. */
export function checkOfDenial(
  { decidedBy }: Extract<ExecuteApiDecision, { allow: false }>,
  authorizationType: ExecuteApiQuestion["authorizationType"],
): Check {
  if (decidedBy === "resource") return "resourcePolicy";
  return authorizationType === "CUSTOM" ? "authorizer" : "policies";
}
