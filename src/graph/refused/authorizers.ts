import type { AuthorizerDefinition, MethodDefinition } from "../../openapi/read/definitions";
import type { ReadApi } from "../read/apis";
import { nameOf } from "../read/reading";
import { holdsUnknown, textOf } from "../../base/values";
import { inAwsWords, repeated, type Rule } from "./judged";

/** Authorizers of one API; the quota can not be raised. */
const most = 10;

const sources = {
  TOKEN: /^method\.request\.header\.[^.\s]\S*$/,
  COGNITO_USER_POOLS: /^method\.request\.header\.[^.\s]\S*$/,
  REQUEST: /^(?:method\.request\.(?:header|querystring)|context|stageVariables)\.\S+$/,
} as const;

function sourceProblem({ type, identitySource }: AuthorizerDefinition): string | undefined {
  if (type === "REQUEST" && identitySource.some((one) => one.startsWith("method.request.path.")))
    return "may not take a path parameter as identity source";
  const wrong = identitySource.find((source) => !sources[type].test(source));
  if (wrong !== undefined)
    return type === "REQUEST"
      ? `takes method.request.header.*, method.request.querystring.*, stageVariables.* and context.* as identity sources, found "${wrong}"`
      : `takes one header as identity source, method.request.header.<name>, found "${wrong}"`;
  return type !== "REQUEST" && identitySource.length > 1
    ? `takes one header as identity source, found ${identitySource.join(", ")}. Make it a REQUEST authorizer`
    : undefined;
}

function authorizerProblem(authorizer: AuthorizerDefinition): string | undefined {
  const { type, identitySource, ttlSeconds, name } = authorizer;
  if (type === "REQUEST" && ttlSeconds > 0 && identitySource.length === 0)
    return `the authorizer "${name}" caches its answers, so it needs an identity source. Name one, or set authorizerResultTtlInSeconds to 0`;
  if (ttlSeconds < 0 || ttlSeconds > 3_600)
    return `the authorizer "${name}" keeps answers between 0 and 3600 seconds, found ${ttlSeconds}`;
  const source = sourceProblem(authorizer);
  if (source !== undefined) return `the authorizer "${name}" ${source}`;
  const pools = authorizer.providerArns.filter(
    (arn) => !/^arn:[^:]+:cognito-idp:[^:]+:[^:]+:userpool\/\S+$/.test(arn),
  );
  return type === "COGNITO_USER_POOLS" && pools.length > 0
    ? `the authorizer "${name}" takes ARNs of user pools in providerArns, found "${pools[0]}"`
    : undefined;
}

function wantedType(method: MethodDefinition): "CUSTOM" | "COGNITO_USER_POOLS" | undefined {
  const type = method.authorizationType;
  return type === "CUSTOM" || type === "COGNITO_USER_POOLS" ? type : undefined;
}

/** Recorded, LocalStack's test_put_method_validation (15-04-2024). */
const withoutAuthorizer = inAwsWords(
  "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
);

function methodProblem(read: ReadApi, method: MethodDefinition, path: string): string | undefined {
  const wanted = wantedType(method);
  if (wanted === undefined) return undefined;
  const route = `${method.verb} ${path}`;
  const authorizer = read.definition.authorizers.find(({ id }) => id === method.authorizerId);
  if (authorizer === undefined)
    return `${route}: ${wanted} requires an authorizer of this API. ${withoutAuthorizer} Name the id of one in authorizerId`;
  const cognito = authorizer.type === "COGNITO_USER_POOLS";
  if (cognito === (wanted === "COGNITO_USER_POOLS")) return undefined;
  return `${route}: ${wanted} does not go with "${authorizer.name}", which is of type ${authorizer.type}`;
}

/** Authorizers of single resources without a function, not merely with one that is not known. */
function uriProblems({ entries, definition }: ReadApi): readonly string[] {
  return entries.authorizers.flatMap((entry) => {
    const authorizer = definition.authorizers.find(({ id }) => id === entry.id);
    const uri = entry.inputs["authorizerUri"];
    if (authorizer === undefined || authorizer.type === "COGNITO_USER_POOLS") return [];
    if (authorizer.functionArn !== undefined || holdsUnknown(uri)) return [];
    return [
      `the authorizer "${authorizer.name}" needs the invocation of a function as authorizerUri, found ${JSON.stringify(uri)}. ${inAwsWords(`Invalid Authorizer URI: ${String(textOf(uri))}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`)}`,
    ];
  });
}

/** Authorizers of single resources whose pools are missing, not merely unknown. */
function poolProblems({ entries, definition }: ReadApi): readonly string[] {
  return entries.authorizers.flatMap((entry) => {
    const authorizer = definition.authorizers.find(({ id }) => id === entry.id);
    if (authorizer?.type !== "COGNITO_USER_POOLS" || authorizer.providerArns.length > 0) return [];
    if (holdsUnknown(entry.inputs["providerArns"])) return [];
    return [`the authorizer "${authorizer.name}" needs the ARN of a user pool in providerArns`];
  });
}

function problemsOf(read: ReadApi): readonly string[] {
  const { api, definition, parts } = read;
  const { authorizers } = definition;
  const methods = parts.methods.flatMap(({ path, method, authorizerUnknown }) =>
    authorizerUnknown ? [] : (methodProblem(read, method, path) ?? []),
  );
  const tooMany =
    authorizers.length > most
      ? [
          `an API has at most ${most} authorizers, found ${authorizers.length}. Share or remove some`,
        ]
      : [];
  const twice = repeated(authorizers, ({ name }) => name);
  return [
    ...tooMany,
    ...twice.map(({ key }) => `two authorizers are named "${key}". Names are unique in an API`),
    ...authorizers.flatMap((authorizer) => authorizerProblem(authorizer) ?? []),
    ...uriProblems(read),
    ...poolProblems(read),
    ...methods,
  ].map((problem) => `${nameOf(api)}: ${problem}.`);
}

/** Authorizers that API Gateway does not take, and methods without the one that they need. */
export const authorizerProblems: Rule = ({ apis }) => apis.flatMap(problemsOf);
