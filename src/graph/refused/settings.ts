import type { Entry } from "../read/graph-index";
import { nameOf } from "../read/reading";
import { types } from "../types";
import { holdsUnknown, numberOf, recordOf, textOf, textsOf } from "../../base/values";
import { inAwsWords, type Rule } from "./judged";

const endpointTypes = ["PRIVATE", "EDGE", "REGIONAL"];

/** Recorded, LocalStack's test_gateway_response_validation (15-04-2024). */
const responseTypes = [
  "REQUEST_TOO_LARGE",
  "RESOURCE_NOT_FOUND",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "MISSING_AUTHENTICATION_TOKEN",
  "BAD_REQUEST_BODY",
  "INVALID_SIGNATURE",
  "INVALID_API_KEY",
  "BAD_REQUEST_PARAMETERS",
  "AUTHORIZER_FAILURE",
  "UNAUTHORIZED",
  "INTEGRATION_TIMEOUT",
  "ACCESS_DENIED",
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  "WAF_FILTERED",
  "QUOTA_EXCEEDED",
  "THROTTLED",
  "API_CONFIGURATION_ERROR",
  "UNSUPPORTED_MEDIA_TYPE",
  "INTEGRATION_FAILURE",
  "EXPIRED_TOKEN",
];

const largestCompression = 10_485_760;

function endpointProblem({ inputs }: Entry): string | undefined {
  const block = inputs["endpointConfiguration"];
  const written = textsOf(recordOf(Array.isArray(block) ? block[0] : block)["types"]);
  const odd = written.find((type) => !endpointTypes.includes(type.toUpperCase()));
  if (odd !== undefined)
    return `its endpoint type is one of ${endpointTypes.join(", ")}, found "${odd}". ${inAwsWords(`Member must satisfy enum value set: [${endpointTypes.join(", ")}]`)}`;
  return written.length > 1
    ? `it has one endpoint type, found ${written.join(" and ")}. ${inAwsWords("Cannot create an api with multiple Endpoint Types.")}`
    : undefined;
}

/** -1 is how the provider switches compression off. */
function compressionProblem({ inputs }: Entry): string | undefined {
  const size = numberOf(inputs["minimumCompressionSize"]);
  return size === undefined || (size >= -1 && size <= largestCompression)
    ? undefined
    : `minimumCompressionSize lies between 0 and ${largestCompression}, found ${size}. ${inAwsWords(`Invalid minimum compression size, must be between 0 and ${largestCompression}`)}`;
}

function keySourceProblem({ inputs }: Entry): string | undefined {
  const source = textOf(inputs["apiKeySource"]);
  return source === undefined || ["HEADER", "AUTHORIZER"].includes(source.toUpperCase())
    ? undefined
    : `apiKeySource is HEADER or AUTHORIZER, found "${source}"`;
}

function responseProblem(entry: Entry): string | undefined {
  const type = entry.inputs["responseType"];
  if (holdsUnknown(type) || responseTypes.includes(textOf(type)?.toUpperCase() ?? ""))
    return undefined;
  return `there is no gateway response ${JSON.stringify(type)}. ${inAwsWords(`Member must satisfy enum value set: [${responseTypes.join(", ")}]`)}`;
}

/** Settings of an API that API Gateway does not take: LocalStack's tests of CreateRestApi (11-07-2025). */
export const settingProblems: Rule = ({ apis, reading }) => {
  const ofApis = apis.flatMap(({ api }) =>
    [endpointProblem, compressionProblem, keySourceProblem].map(
      (rule) => [api, rule(api)] as const,
    ),
  );
  const ofResponses = reading.index
    .all(types.response)
    .map((entry) => [entry, responseProblem(entry)] as const);
  return [...ofApis, ...ofResponses].flatMap(([entry, problem]) =>
    problem === undefined ? [] : [`${nameOf(entry)}: ${problem}.`],
  );
};
