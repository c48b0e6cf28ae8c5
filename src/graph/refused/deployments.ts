import type { ReadApi } from "../read/apis";
import { servedDeployment } from "../read/stages";
import { nameOf } from "../read/reading";
import { isUnknown } from "../../base/values";
import { inAwsWords, repeated, type Rule } from "./judged";

/** A resource policy's length; the quota can be raised, and is not by default. */
const longestPolicy = 8_192;

/** What stops a deployment: API Gateway looks at the whole API only then. */
function deploymentProblems({ api, definition, parts, entries }: ReadApi): readonly string[] {
  if (entries.deployments.length === 0 || isUnknown(api.inputs["body"])) return [];
  if (parts.methods.length === 0)
    return [
      `the API has no methods, so it can not be deployed. ${inAwsWords("The REST API doesn't contain any methods")}`,
    ];
  const bare = parts.methods.filter(({ method }) => method.integration === undefined);
  const withoutPolicy = definition.endpointType === "PRIVATE" && definition.policy === undefined;
  return [
    ...bare.map(
      ({ path, method }) =>
        `${method.verb} ${path} has no integration, so the API can not be deployed. ${inAwsWords("No integration defined for method")}. Give it one`,
    ),
    ...(withoutPolicy
      ? [
          `a private API can not be deployed without a resource policy. ${inAwsWords("Private REST API doesn't have a resource policy attached to it")}. Give it one that names its VPC endpoint`,
        ]
      : []),
  ];
}

function stageProblems({ entries }: ReadApi): readonly string[] {
  return entries.stages.flatMap((entry) => {
    const reference = entry.inputs["deployment"] ?? entry.inputs["deploymentId"];
    if (isUnknown(reference) || servedDeployment(entries, entry) !== undefined) return [];
    return [
      reference === undefined || reference === null
        ? `${nameOf(entry)} needs a deployment`
        : `${nameOf(entry)} names a deployment that is none of this API's`,
    ];
  });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
function stageNameProblems({ definition }: ReadApi): readonly string[] {
  return definition.stages.flatMap(({ stageName }) =>
    /^[A-Za-z0-9_-]{1,128}$/.test(stageName)
      ? []
      : [
          `a stage's name has 1 to 128 letters, digits, "-" and "_", found ${JSON.stringify(stageName)}`,
        ],
  );
}

function timeoutProblems({ definition, parts }: ReadApi): readonly string[] {
  const edge = definition.endpointType === "EDGE";
  return parts.methods.flatMap(({ path, method }) => {
    const timeout = method.integration?.timeoutMilliseconds;
    // Regional and private APIs may have more than 29 seconds by a raised quota.
    if (timeout === undefined || (timeout >= 50 && (timeout <= 29_000 || !edge))) return [];
    return [
      `${method.verb} ${path}: the timeout must lie between 50 and 29000 milliseconds, found ${timeout}. ${inAwsWords("Timeout should be between 50 ms and 29000 ms")}`,
    ];
  });
}

function policyProblems({ definition }: ReadApi): readonly string[] {
  const { policy } = definition;
  if (policy === undefined || policy === "unknown") return [];
  const { length } = JSON.stringify(policy);
  return length > longestPolicy
    ? [`the resource policy has ${length} characters, at most ${longestPolicy} are allowed`]
    : [];
}

function problemsOf(read: ReadApi): readonly string[] {
  const stages = repeated(read.definition.stages, ({ stageName }) => stageName);
  return [
    ...deploymentProblems(read),
    ...stageProblems(read),
    ...stageNameProblems(read),
    ...stages.map(({ key }) => `the stage "${key}" is declared twice. Keep one`),
    ...timeoutProblems(read),
    ...policyProblems(read),
  ].map((problem) => `${nameOf(read.api)}: ${problem}.`);
}

/** What API Gateway refuses to deploy. */
export const deploymentRules: Rule = ({ apis, definition }) => [
  ...apis.flatMap(problemsOf),
  ...repeated(definition.apis, ({ apiId }) => apiId).map(
    ({ key, items }) => `${items.length} APIs have the id ${key}. Ids are unique.`,
  ),
];
