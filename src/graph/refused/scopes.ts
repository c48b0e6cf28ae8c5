import type { Deployed, UserPoolDefinition } from "../deployed";
import type { Judged, Rule } from "./judged";

/** Scopes that every pool has. */
const given = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

function scopesOf({ resourceServers }: UserPoolDefinition): ReadonlySet<string> {
  const own = resourceServers.flatMap(({ identifier, scopes }) =>
    scopes.map((scope) => `${identifier}/${scope}`),
  );
  return new Set([...given, ...own]);
}

/** Cognito's ScopeDoesNotExistException: a client asks for scopes that are there. */
function clientProblems(pool: UserPoolDefinition): readonly string[] {
  const known = scopesOf(pool);
  return pool.clients.flatMap(({ name, inputs }) => {
    const asked = inputs["allowedOauthScopes"];
    const scopes = Array.isArray(asked) ? asked.filter((one) => typeof one === "string") : [];
    return scopes
      .filter((scope) => !known.has(scope))
      .map(
        (scope) =>
          `UserPoolClient "${name}": the scope "${scope}" is none of its pool's (ScopeDoesNotExistException). Declare a ResourceServer with it.`,
      );
  });
}

/** API Gateway takes any scope; one that no pool of the authorizer has lets nobody in. */
function warnOfScopes({ definition, reading }: Judged): void {
  for (const { name, authorizers, resources } of definition.apis)
    for (const { path, methods } of resources)
      for (const { verb, authorizerId, authorizationScopes } of Object.values(methods)) {
        const authorizer = authorizers.find(({ id }) => id === authorizerId);
        const pools = poolsOf(definition, authorizer?.providerArns ?? []);
        if (pools === undefined || authorizationScopes.length === 0) continue;
        const known = pools.flatMap((pool) => [...scopesOf(pool)]);
        if (!authorizationScopes.some((scope) => known.includes(scope)))
          reading.warn(
            `RestApi "${name}": ${verb} ${path} asks for ${authorizationScopes.join(" or ")}, which its pool does not have, so it lets nobody in.`,
          );
      }
}

/** The pools of these ARNs; undefined where one of them is not in the graph. */
function poolsOf(
  { userPools }: Pick<Deployed, "userPools">,
  arns: readonly string[],
): readonly UserPoolDefinition[] | undefined {
  const found = arns.flatMap((arn) => userPools.find((pool) => pool.arn === arn) ?? []);
  return found.length === arns.length && found.length > 0 ? found : undefined;
}

/** Scopes that are not there. */
export const scopeProblems: Rule = (judged) => {
  warnOfScopes(judged);
  return judged.definition.userPools.flatMap(clientProblems);
};
