import { evaluate } from "../../iam/evaluate";
import type { FunctionDefinition, GraphDefinition } from "../definition";
import { mayInvoke as isPermitted } from "../lambda-permission";
import { stageArn, type Endpoint } from "./endpoints";

/** Who invokes which function from where. */
interface Invocation {
  fn: FunctionDefinition;
  functionArn: string;
  credentials: string | undefined;
  sourceArn: string;
  account: string;
}

/** Whether API Gateway may invoke a function, by its permissions or by the role that it assumes. */
function mayInvoke(definition: GraphDefinition, invocation: Invocation): boolean {
  const { fn, functionArn, credentials, sourceArn, account } = invocation;
  if (credentials === undefined)
    return isPermitted(fn, {
      service: "apigateway.amazonaws.com",
      functionArn,
      sourceArn,
      sourceAccount: account,
    });
  const role = definition.roles.find(({ arn }) => arn === credentials);
  if (role === undefined || role.policies.includes("unknown")) return false;
  const documents = role.policies.filter((policy) => policy !== "unknown");
  const request = { action: "lambda:InvokeFunction", resource: functionArn, context: {} };
  return evaluate(documents, request).result === "allowed";
}

/** Why a call that is let in would still end in an error of API Gateway's; undefined where it would not. */
export function endpointFault(
  definition: GraphDefinition,
  endpoint: Endpoint,
  functions: ReadonlyMap<string, FunctionDefinition>,
): string | undefined {
  const { api, authorizer, fn, functionArn, method, path, verb } = endpoint;
  const at = stageArn(endpoint);
  if (fn !== undefined && functionArn !== undefined) {
    const sourceArn = `${at}/${verb === "ANY" ? "*" : verb}${path.replace(/\{[^{}]*\}/g, "*")}`;
    const credentials = method.integration?.credentials;
    const asked = { fn, functionArn, credentials, sourceArn, account: api.accountId };
    if (!mayInvoke(definition, asked)) return `API Gateway may not invoke ${fn.name}`;
  }
  if (endpoint.word !== "custom" || authorizer === undefined) return undefined;
  const judge = functions.get(authorizer.functionArn ?? "");
  if (judge === undefined || authorizer.functionArn === undefined) return undefined;
  const sourceArn = `${at.slice(0, at.lastIndexOf("/"))}/authorizers/${authorizer.id}`;
  const { functionArn: asked, credentials } = authorizer;
  const may = mayInvoke(definition, {
    fn: judge,
    functionArn: asked,
    credentials,
    sourceArn,
    account: api.accountId,
  });
  return may ? undefined : `API Gateway may not invoke the authorizer ${judge.name}`;
}
