import type { Credentials, Functions, Tokens } from "../../start/services";
import { authorizeCognito, type KnownTokens } from "./authorize-cognito";
import { authorizeIam } from "./authorize-iam";
import { authorizeLambda, type AuthorizerCache } from "./authorize-lambda";
import type { Routed } from "../call";
import { requireResourcePolicy } from "./decide-access";
import { authorizerBroken, type Refusal } from "../answer/refusal";

/** What the five kinds of authorization ask. */
export interface AuthorizeParts {
  credentials: Credentials;
  tokens: Tokens;
  functions: Functions;
  cache: AuthorizerCache;
  known: KnownTokens;
}

/** Whether the caller may call the method, by its authorization and the resource policy. */
export function authorize(
  call: Routed,
  parts: AuthorizeParts,
): Promise<Refusal | undefined> | Refusal | undefined {
  const method = call.method;
  const { authorizationType } = method.definition;
  switch (authorizationType) {
    case "NONE":
      call.because.push({ check: "credential", text: "no signature or token is asked for" });
      return requireResourcePolicy(call, "NONE");
    case "AWS_IAM":
      return authorizeIam(call, parts.credentials);
    case "COGNITO_USER_POOLS":
    case "CUSTOM": {
      const { authorizer } = method;
      if (!authorizer) {
        return authorizerBroken(
          `${method.route} names the authorizer ${method.definition.authorizerId ?? "(none)"}, which the graph does not know`,
        );
      }
      return authorizer.definition.type === "COGNITO_USER_POOLS"
        ? authorizeCognito(call, authorizer, parts)
        : authorizeLambda(call, authorizer, parts);
    }
    case "unknown":
      return authorizerBroken(
        `the authorization of ${method.route} depends on a value that is not known, so it is refused`,
      );
    default:
      return authorizationType satisfies never;
  }
}
