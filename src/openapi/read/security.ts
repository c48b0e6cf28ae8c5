import type { AuthorizerDefinition, MethodDefinition } from "./definitions";
import type { OpenApi } from "./open-api";
import { authorizerTypeOf, identitySourcesOf, readAuthorizer } from "./authorizer";
import { stableId } from "../../base/stable-id";
import {
  holdsUnknown,
  isRecord,
  isUnknown,
  listOf,
  recordOf,
  textOf,
  textsOf,
  type Values,
} from "../../base/values";

const authorizerKey = "x-amazon-apigateway-authorizer";
const authTypeKey = "x-amazon-apigateway-authtype";

/** What a security scheme of the document asks for. */
export type SchemeMeaning =
  | { kind: "apiKey" }
  | { kind: "iam" }
  | { kind: "authorizer"; authorizer: AuthorizerDefinition }
  | { kind: "nothing"; because: string }
  /** Depends on a value that is not known: refuses. */
  | { kind: "unknown" };

/** How a method is guarded. */
export type MethodSecurity = Pick<
  MethodDefinition,
  "authorizationType" | "authorizerId" | "authorizationScopes" | "apiKeyRequired"
>;

function headerOf(scheme: Values, type: AuthorizerDefinition["type"]): readonly string[] {
  const name = textOf(scheme["name"]) ?? "Authorization";
  // A request authorizer of several sources is written with the name "Unused".
  if (type === "REQUEST" && (name === "Unused" || scheme["name"] === undefined)) return [];
  return [`method.request.${scheme["in"] === "query" ? "querystring" : "header"}.${name}`];
}

function authorizerOf(
  name: string,
  scheme: Values,
  apiId: string,
): AuthorizerDefinition | undefined {
  const source = recordOf(scheme[authorizerKey]);
  const type = authorizerTypeOf(source["type"]) ?? authorizerTypeOf(scheme[authTypeKey]);
  if (type === undefined) return undefined;
  const written = type === "COGNITO_USER_POOLS" ? [] : identitySourcesOf(source["identitySource"]);
  const identitySource = written.length > 0 ? written : headerOf(scheme, type);
  const id = stableId(`authorizer:${apiId}:${name}`, 6);
  return readAuthorizer({ id, name, type, identitySource }, source);
}

/** What each security scheme of the document means to the import. */
export function readSchemes(document: OpenApi, apiId: string): ReadonlyMap<string, SchemeMeaning> {
  const meanings = Object.entries(recordOf(document.securitySchemes)).map(([name, value]) => {
    const scheme = document.follow(value) ?? {};
    return [name, meaningOf(name, scheme, apiId)] as const;
  });
  return new Map(meanings);
}

function meaningOf(name: string, scheme: Values, apiId: string): SchemeMeaning {
  const authType = textOf(scheme[authTypeKey])?.toLowerCase();
  const deciding = [scheme[authTypeKey], scheme["type"], recordOf(scheme[authorizerKey])["type"]];
  if (isUnknown(scheme[authorizerKey]) || deciding.some(holdsUnknown)) return { kind: "unknown" };
  if (isRecord(scheme[authorizerKey])) {
    const authorizer = authorizerOf(name, scheme, apiId);
    if (authorizer) return { kind: "authorizer", authorizer };
    return { kind: "nothing", because: `its ${authorizerKey} has no type that a REST API knows` };
  }
  if (authType === "awssigv4") return { kind: "iam" };
  if (scheme["type"] === "apiKey") return { kind: "apiKey" };
  return {
    kind: "nothing",
    because: `its type ${JSON.stringify(scheme["type"])} is ignored by the import`,
  };
}

function dependsOnUnknown(document: OpenApi, operation: Values): boolean {
  return (
    holdsUnknown(operation["security"] ?? document.root["security"]) ||
    isUnknown(document.securitySchemes) ||
    holdsUnknown(Object.keys(recordOf(document.securitySchemes))) ||
    holdsUnknown(operation["x-amazon-apigateway-auth"])
  );
}

/** The requirements of an operation: the root's where it has none, all alternatives read as one. */
function requirementsOf(
  document: OpenApi,
  operation: Values,
): readonly (readonly [string, readonly string[]])[] {
  const security = operation["security"] ?? document.root["security"];
  return listOf(security).flatMap((requirement) =>
    Object.entries(recordOf(requirement)).map(([name, scopes]) => [name, textsOf(scopes)] as const),
  );
}

/** What the security of an operation is read with. */
export interface SecurityContext {
  document: OpenApi;
  schemes: ReadonlyMap<string, SchemeMeaning>;
  /** Hears of schemes that guard nothing. */
  warn(text: string): void;
}

/** How the import guards an operation. Schemes that are not defined guard nothing. */
export function securityOf(context: SecurityContext, operation: Values): MethodSecurity {
  const { document, schemes, warn } = context;
  if (dependsOnUnknown(document, operation)) {
    warn("its security depends on a value that is not known, so it refuses");
    return guard("unknown");
  }
  const requirements = requirementsOf(document, operation);
  const authType = textOf(recordOf(operation["x-amazon-apigateway-auth"])["type"])?.toUpperCase();
  const found = new Map<string, MethodSecurity>();
  let apiKeyRequired = false;
  if (authType === "AWS_IAM") found.set("iam", guard("AWS_IAM"));
  for (const [name, scopes] of requirements) {
    const meaning = schemes.get(name);
    if (meaning === undefined)
      warn(`the security scheme "${name}" is not defined, so it guards nothing on AWS`);
    else if (meaning.kind === "nothing")
      warn(`the security scheme "${name}" guards nothing on AWS: ${meaning.because}`);
    else if (meaning.kind === "unknown") found.set(`unknown:${name}`, guard("unknown"));
    else if (meaning.kind === "apiKey") apiKeyRequired = true;
    else if (meaning.kind === "iam") found.set("iam", guard("AWS_IAM"));
    else found.set(meaning.authorizer.id, authorizerGuard(meaning.authorizer, scopes));
  }
  const [first = guard("NONE"), ...others] = found.values();
  if (others.length === 0) return { ...first, apiKeyRequired };
  warn(
    "more than one way to authorize is asked for, of which API Gateway takes one; the call is refused here",
  );
  return { ...guard("unknown"), apiKeyRequired };
}

function guard(authorizationType: MethodDefinition["authorizationType"]): MethodSecurity {
  return { authorizationType, authorizationScopes: [], apiKeyRequired: false };
}

function authorizerGuard(
  authorizer: AuthorizerDefinition,
  scopes: readonly string[],
): MethodSecurity {
  const cognito = authorizer.type === "COGNITO_USER_POOLS";
  return {
    ...guard(cognito ? "COGNITO_USER_POOLS" : "CUSTOM"),
    authorizerId: authorizer.id,
    authorizationScopes: cognito ? scopes : [],
  };
}
