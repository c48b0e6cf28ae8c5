import type { IntegrationDefinition, MethodDefinition } from "../../openapi/read/definitions";
import type { ReadApi } from "../read/apis";
import { nameOf } from "../read/reading";
import { inAwsWords, type Judged, type Rule } from "./judged";
import { mappingProblems } from "./mappings";

const verbs = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/** `arn:{partition}:apigateway:{region}:{service}:{path|action}/…` */
const serviceUri = /^arn:[^:]+:apigateway:[^:]*:([^:]+):(.+)$/s;

/** Recorded by LocalStack's validated tests of PutIntegration. */
function uriProblem({ type, uri }: IntegrationDefinition): string | undefined {
  if (type === "MOCK") return undefined;
  if (type === "HTTP" || type === "HTTP_PROXY")
    return /^https?:\/\/./i.test(uri ?? "")
      ? undefined
      : `${type} takes an address that begins with http:// or https://, found ${JSON.stringify(uri)}. ${inAwsWords("Invalid HTTP endpoint specified for URI")}`;
  const [, service, target = ""] = serviceUri.exec(uri ?? "") ?? [];
  if (service === undefined)
    return `${type} takes an address of the form arn:aws:apigateway:<region>:<service>:path/…, found ${JSON.stringify(uri)}. ${inAwsWords("Invalid ARN specified in the request")}`;
  if (!/^(?:path|action)(?:\/|$)/.test(target))
    return `the address ends in path/… or action/…, found "${target}". ${inAwsWords("AWS ARN for integration must contain path or action")}`;
  return type === "AWS_PROXY" && !["lambda", "firehose"].includes(service)
    ? `AWS_PROXY calls Lambda, found the service ${service}. ${inAwsWords("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.")} Use the type AWS`
    : undefined;
}

function verbProblem({ type, httpMethod }: IntegrationDefinition): string | undefined {
  if (type === "MOCK") return undefined;
  if (httpMethod === undefined || httpMethod === "")
    return `${type} needs the method that its endpoint is called with: httpMethod in a body, integrationHttpMethod of an Integration. ${inAwsWords("Enumeration value for HttpMethod must be non-empty")}`;
  return verbs.includes(httpMethod)
    ? undefined
    : `${httpMethod} is no method. ${inAwsWords(`Invalid HttpMethod specified. Valid options are ${verbs.join(",")}`)}`;
}

function statusProblems({ responses }: IntegrationDefinition): readonly string[] {
  return responses.flatMap(({ statusCode }) =>
    /^[1-5]\d\d$/.test(statusCode)
      ? []
      : [
          `an integration response's status has the form [1-5]\\d\\d, found ${JSON.stringify(statusCode)}`,
        ],
  );
}

/** Not refused, and every such answer is a 500: "Output mapping refers to an invalid method response: 200". */
function warnOfResponses(route: string, method: MethodDefinition, { reading }: Judged): void {
  const { type, responses } = method.integration!;
  if (type === "AWS_PROXY" || type === "HTTP_PROXY") return;
  for (const { statusCode } of responses)
    if (method.methodResponses[statusCode] === undefined)
      reading.warn(
        `${route}: its integration response ${statusCode} has no method response; AWS answers 500 to such a call.`,
      );
}

function problemsOf(read: ReadApi, judged: Judged): readonly string[] {
  return read.parts.methods.flatMap(({ path, method, uriUnknown }) => {
    const { integration } = method;
    if (integration === undefined) return [];
    const route = `${nameOf(read.api)}: ${method.verb} ${path}`;
    warnOfResponses(route, method, judged);
    return [
      verbProblem(integration),
      uriUnknown === true ? undefined : uriProblem(integration),
      ...statusProblems(integration),
      ...mappingProblems(method),
    ].flatMap((problem) => (problem === undefined ? [] : [`${route}: ${problem}.`]));
  });
}

/** Integrations that API Gateway does not take. */
export const integrationProblems: Rule = (judged) =>
  judged.apis.flatMap((read) => problemsOf(read, judged));
