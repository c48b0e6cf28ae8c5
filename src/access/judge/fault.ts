import type { Deployed } from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import { hasEntrance, type Endpoint } from "../who/endpoints";
import { neverSent } from "./identity-source";
import {
  authorizerInvocation,
  integrationInvocation,
  invocationFault,
  type Invocable,
  type InvocationFault,
} from "./invocation";

/** Why nobody is served by an endpoint, whoever calls. */
export type Fault =
  | { kind: "entrance" }
  | { kind: "authorizerWithoutFunction"; authorizer: AuthorizerDefinition }
  | { kind: "identitySource"; authorizer: AuthorizerDefinition; source: string }
  | { kind: "authorizer"; authorizer: AuthorizerDefinition; fault: InvocationFault }
  | { kind: "integration"; fault: InvocationFault };

/** Why API Gateway would serve nobody; undefined where it would. */
export function faultOf(
  definition: Deployed,
  endpoint: Endpoint,
  invocable: Invocable,
): Fault | undefined {
  if (!hasEntrance(definition, endpoint)) return { kind: "entrance" };
  const { authorizer, stage } = endpoint;
  if (endpoint.word === "custom" && authorizer !== undefined) {
    const source = authorizer.identitySource.find((one) => neverSent(one, stage));
    if (source !== undefined) return { kind: "identitySource", authorizer, source };
    const asked = authorizerInvocation(endpoint, authorizer);
    if (asked === undefined) return { kind: "authorizerWithoutFunction", authorizer };
    const fault = invocationFault(invocable, asked);
    if (fault !== undefined) return { kind: "authorizer", authorizer, fault };
  }
  const invocation = integrationInvocation(endpoint);
  const fault = invocation && invocationFault(invocable, invocation);
  return fault && { kind: "integration", fault };
}

/** `API Gateway may not invoke getStock` */
export function faultText(fault: Fault): string {
  switch (fault.kind) {
    case "entrance":
      return "the API's own address is switched off and no domain leads to it";
    case "authorizerWithoutFunction":
      return `the function of the authorizer ${fault.authorizer.name} is not known`;
    case "identitySource":
      return `the authorizer ${fault.authorizer.name} looks at ${fault.source}, which no call has`;
    case "authorizer":
      return `API Gateway may not invoke the authorizer ${fault.fault.fn.name}${asRole(fault.fault)}`;
    case "integration":
      return `API Gateway may not invoke ${fault.fault.fn.name}${asRole(fault.fault)}`;
    default:
      return fault satisfies never;
  }
}

const roleFaults: Readonly<Record<InvocationFault["why"], string>> = {
  permission: "",
  noRole: "is not in the graph",
  trust: "does not trust apigateway.amazonaws.com",
  unknownPolicy: "has a policy that is not known",
  boundary: "has a boundary without it",
  policies: "does not allow it",
};

function asRole({ why, invocation }: InvocationFault): string {
  const role = invocation.credentials?.split("/").at(-1);
  return role === undefined ? "" : `: the role ${role} ${roleFaults[why]}`;
}
