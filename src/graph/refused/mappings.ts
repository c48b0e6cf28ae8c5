import type { MethodDefinition } from "../../openapi/read/definitions";
import { inAwsWords } from "./judged";

/** Where a request parameter stands, by how a mapping calls it. */
const places: Readonly<Record<string, string>> = {
  header: "header",
  multivalueheader: "header",
  querystring: "querystring",
  multivaluequerystring: "querystring",
  path: "path",
};

/** Sources that need no declaration. */
const free = /^(?:'[\s\S]*'|(?:context|stageVariables)\..+)$/;

function refusal(text: string): string {
  return inAwsWords(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${text}]`,
  );
}

function requestProblem(target: string, source: string, declared: readonly string[]) {
  if (free.test(source) || /^method\.request\.body(?:\..*)?$/s.test(source)) return undefined;
  const [, place = "", name = ""] = /^method\.request\.([a-z]+)\.(.+)$/.exec(source) ?? [];
  const written = places[place];
  if (written === undefined)
    return `${target} takes a parameter of the request or 'text' in quotes, found ${source}. ${refusal(`Invalid mapping expression specified: ${source}`)}`;
  return declared.includes(`method.request.${written}.${name}`)
    ? undefined
    : `${target} maps ${source}, which the method does not declare. ${refusal(`Invalid mapping expression parameter specified: ${source}`)} Add it to the method's request parameters`;
}

function responseProblem(
  method: MethodDefinition,
  { statusCode, target, source }: { statusCode: string; target: string; source: string },
): string | undefined {
  const response = method.methodResponses[statusCode];
  if (response === undefined)
    return `the integration response ${statusCode} maps ${target}, and the method has no response ${statusCode}. ${refusal("No method response exists for method.")} Declare it`;
  if (!free.test(source) && !/^integration\.response\.[a-z]+(?:\..+)?$/s.test(source))
    return `${target} takes a part of the answer or 'text' in quotes, found ${source}. ${refusal(`Invalid mapping expression specified: ${source}`)}`;
  const declared = Object.keys(response.responseParameters).map((name) => name.toLowerCase());
  return declared.includes(target.toLowerCase())
    ? undefined
    : `the integration response ${statusCode} maps ${target}, which the method's response does not declare. ${refusal(`Invalid mapping expression parameter specified: ${target}`)} Add it to the response's headers`;
}

/**
 * Mappings that name what the method does not declare.
 * @see https://github.com/Testlio/lambda-tools/issues/56 for AWS's words
 */
export function mappingProblems(method: MethodDefinition): readonly string[] {
  const { integration } = method;
  if (integration === undefined) return [];
  const declared = Object.keys(method.requestParameters);
  const ofRequest = Object.entries(integration.requestParameters).map(([target, source]) =>
    requestProblem(target, source, declared),
  );
  const ofResponses = integration.responses.flatMap(({ statusCode, responseParameters }) =>
    Object.entries(responseParameters).map(([target, source]) =>
      responseProblem(method, { statusCode, target, source }),
    ),
  );
  return [...ofRequest, ...ofResponses].flatMap((problem) => problem ?? []);
}
