import { callersOf } from "./callers";
import { isFromTable, oneOf, rowOf } from "./names";
import { authorizerOf, type RefusedCall } from "./refused-call";

/** What would let a call pass whose signature or token was missing or wrong. */
export function mendCredential(call: RefusedCall): string | undefined {
  switch (call.method?.authorizationType) {
    case "AWS_IAM":
      return mendSignature(call);
    case "COGNITO_USER_POOLS":
      return mendToken(call);
    case "unknown":
      return "write the method's authorization so that it depends on nothing that only a deploy gives";
    default:
      return undefined;
  }
}

function mendSignature(call: RefusedCall): string {
  const { responseType, errorType, message, api } = call;
  if (responseType === "EXPIRED_TOKEN") return "take new temporary credentials of the role";
  if (errorType === "UnrecognizedClientException") {
    return "sign with credentials that this gateway knows, whole: access key, secret and session token of local.json, or of its STS";
  }
  if (responseType === "MISSING_AUTHENTICATION_TOKEN") return mendUnsigned(call);
  if (errorType === "IncompleteSignatureException") {
    return `${mendUnsigned(call)}; a method with AWS_IAM accepts no token in Authorization`;
  }
  if (message.startsWith("Signature ")) return "set the clock, and sign right before sending";
  if (message.includes("Credential should be scoped")) {
    return `sign for the region ${api?.region} and the service execute-api`;
  }
  return "sign the request as it is sent (method, path, query, signed headers, body) with the secret of this access key";
}

function mendUnsigned(call: RefusedCall): string {
  const { definition, api, method, arn } = call;
  const callers = api && method && arn ? callersOf({ definition, api, method }, arn) : [];
  const how = `sign it (Signature Version 4, service execute-api, region ${api?.region})`;
  if (callers.length > 0) return `${how} as ${oneOf(callers)}`;
  const row = method && rowOf(definition, method);
  return row
    ? `no caller, pool or function has ${row} in its calls: add it there, then sign as that one`
    : `no role or user of the graph may call it: allow execute-api:Invoke on ${arn} to one, then sign as that one`;
}

function mendToken(call: RefusedCall): string {
  const { definition, method, message } = call;
  const authorizer = authorizerOf(call);
  const source = authorizer?.identitySource[0] ?? "method.request.header.Authorization";
  const header = source.replace(/^method\.request\.header\./, "");
  const arns = authorizer?.providerArns ?? [];
  const pools = arns.map(
    (arn) => definition.userPools.find((one) => one.arn === arn)?.name ?? arn.split("/").at(-1)!,
  );
  const scopes = method?.authorizationScopes ?? [];
  const kind = scopes.length === 0 ? "an ID token" : "an access token";
  const withScopes = scopes.length === 0 ? "" : ` that has the scope ${oneOf(scopes)}`;
  const expression = authorizer?.identityValidationExpression;
  const audience = expression ? ` whose aud matches ${expression}` : "";
  const again = message.includes("expired") ? "refresh it, or sign in again, and " : "";
  return `${again}send ${header}: ${kind} of the user pool ${oneOf(pools) || "(none is known)"}${withScopes}${audience}${sourceOf(call, scopes)}`;
}

/** Which sign-in gives such a token: a pool's own scopes never come from a user's sign-in by password. */
function sourceOf({ definition }: RefusedCall, scopes: readonly string[]): string {
  if (scopes.length === 0) return isFromTable(definition) ? " (from a sign-in)" : "";
  if (scopes.some((scope) => scope.startsWith("aws.cognito."))) return " (from a sign-in)";
  return " (from /oauth2/token)";
}
