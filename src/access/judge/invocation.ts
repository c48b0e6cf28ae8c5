import { mayInvoke, roleRefusal, type RoleRefusal } from "../../iam/decide";
import type {
  ApiDefinition,
  FunctionDefinition,
  Deployed,
  RoleDefinition,
  StageDefinition,
} from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import { functionsByArn, stageArn, withVariables, type Endpoint } from "../who/endpoints";

/** What API Gateway invokes, by ARN. */
export interface Invocable {
  functions: ReadonlyMap<string, FunctionDefinition>;
  roles: ReadonlyMap<string, RoleDefinition>;
}

/** A call of a function by API Gateway. */
export interface GatewayInvocation {
  /** With its qualifier, where one is named. */
  functionArn: string;
  /** The role that API Gateway assumes instead of asking for a permission. */
  credentials: string | undefined;
  sourceArn: string;
  sourceAccount: string;
}

/** Why API Gateway may not invoke a function. */
export interface InvocationFault {
  fn: FunctionDefinition;
  invocation: GatewayInvocation;
  why: "permission" | "noRole" | RoleRefusal;
}

const service = "apigateway.amazonaws.com";

/** The functions and roles of a graph. */
export function invocableOf(definition: Deployed): Invocable {
  return {
    functions: functionsByArn(definition),
    roles: new Map(definition.roles.map((role) => [role.arn, role])),
  };
}

/** Why API Gateway may not invoke a function; undefined where it may, or where no such function is known. */
export function invocationFault(
  { functions, roles }: Invocable,
  invocation: GatewayInvocation,
): InvocationFault | undefined {
  const { functionArn, credentials } = invocation;
  const fn = functions.get(functionArn);
  if (fn === undefined) return undefined;
  const asked = { service, ...invocation };
  if (credentials === undefined)
    return mayInvoke(fn, asked) ? undefined : { fn, invocation, why: "permission" };
  const role = roles.get(credentials);
  const why = role === undefined ? "noRole" : roleRefusal(role, asked);
  return why && { fn, invocation, why };
}

/** The call of the function behind a method; undefined where it names none. */
export function integrationInvocation({
  api,
  stage,
  method,
  path,
}: Pick<Endpoint, "api" | "stage" | "method" | "path">): GatewayInvocation | undefined {
  const { functionArn, credentials } = method.integration ?? {};
  if (functionArn === undefined) return undefined;
  return {
    functionArn: withVariables(functionArn, stage),
    credentials: credentials && withVariables(credentials, stage),
    // Method and resource as they are declared: `…/Test/ANY/{resource+}` (recorded: idx 22243955141).
    sourceArn: `${stageArn({ api, stage })}/${method.verb.toUpperCase()}${path}`,
    sourceAccount: api.accountId,
  };
}

/** The call of an authorizer's function; undefined where it names none. */
export function authorizerInvocation(
  { api, stage }: { api: ApiDefinition; stage: StageDefinition },
  { id, functionArn, credentials }: AuthorizerDefinition,
): GatewayInvocation | undefined {
  if (functionArn === undefined) return undefined;
  const start = stageArn({ api, stage });
  return {
    functionArn,
    credentials,
    sourceArn: `${start.slice(0, start.lastIndexOf("/"))}/authorizers/${id}`,
    sourceAccount: api.accountId,
  };
}

/** What is wrong, with all that must be mended. */
export function invocationText({ fn, invocation, why }: InvocationFault): string {
  const { functionArn, credentials, sourceArn } = invocation;
  switch (why) {
    case "permission": {
      const sources = fn.permissions.map((one) => one.sourceArn ?? "any source").join(", ");
      return `no Lambda permission of ${fn.functionName} lets ${service} invoke it from ${sourceArn}; it has: ${sources || "none"}`;
    }
    case "noRole":
      return `the graph has no role ${credentials}`;
    case "trust":
      return `the role ${credentials} does not trust ${service}`;
    case "unknownPolicy":
      return `a policy of the role ${credentials} is not known`;
    case "boundary":
      return `the permissions boundary of the role ${credentials} does not allow invoking ${functionArn}`;
    case "policies":
      return `the role ${credentials} may not invoke ${functionArn}`;
    default:
      return why satisfies never;
  }
}
