import type { AuthorizerDefinition, MethodDefinition } from "../definition";
import type { ReadApi } from "../read-apis";
import { nameOf } from "../reading";
import { holdsUnknown } from "../values";
import { repeated, type Rule } from "./judged";

/** Authorizers of one API; the quota can not be raised. */
const most = 10;

function authorizerProblem(authorizer: AuthorizerDefinition): string | undefined {
  const { type, identitySource, ttlSeconds, name } = authorizer;
  if (type === "REQUEST" && ttlSeconds > 0 && identitySource.length === 0)
    return `the authorizer "${name}" caches its answers, so it needs an identity source. Name one, or set authorizerResultTtlInSeconds to 0`;
  if (ttlSeconds < 0 || ttlSeconds > 3_600)
    return `the authorizer "${name}" keeps answers between 0 and 3600 seconds, found ${ttlSeconds}`;
  if (
    type === "REQUEST" &&
    identitySource.some((source) => source.startsWith("method.request.path."))
  )
    return `the authorizer "${name}" may not take a path parameter as identity source`;
  return undefined;
}

function wantedType(method: MethodDefinition): "CUSTOM" | "COGNITO_USER_POOLS" | undefined {
  const type = method.authorizationType;
  return type === "CUSTOM" || type === "COGNITO_USER_POOLS" ? type : undefined;
}

/** "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer." */
function methodProblem(read: ReadApi, method: MethodDefinition, path: string): string | undefined {
  const wanted = wantedType(method);
  if (wanted === undefined) return undefined;
  const route = `${method.verb} ${path}`;
  const authorizer = read.definition.authorizers.find(({ id }) => id === method.authorizerId);
  if (authorizer === undefined)
    return `${route}: ${wanted} requires an authorizer of this API. Name the id of one in authorizerId`;
  const cognito = authorizer.type === "COGNITO_USER_POOLS";
  if (cognito === (wanted === "COGNITO_USER_POOLS")) return undefined;
  return `${route}: ${wanted} does not go with "${authorizer.name}", which is of type ${authorizer.type}`;
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
    ...poolProblems(read),
    ...methods,
  ].map((problem) => `${nameOf(api)}: ${problem}.`);
}

/** Authorizers that API Gateway does not take, and methods without the one that they need. */
export const authorizerProblems: Rule = ({ apis }) => apis.flatMap(problemsOf);
