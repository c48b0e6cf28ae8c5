import type { ApiModel, AuthorizerModel, EndpointModel } from "../../model/model";
import type { DeploymentNames, SecurityRequirement, SecurityScheme } from "./document";
import { functionUri } from "./function-uri";

/** The scheme of rows that ask for an API key. */
const keyScheme = "apiKey";
/** The scheme of rows that ask for a signature. */
const iamScheme = "iam";

/**
 * What a row requires: nothing, or one requirement with all its schemes. Several in a list are read as all of
 * them too (docs/aws-facts.md section 10), but a reader would take them for a choice.
 */
export function requirementsOf(row: EndpointModel): SecurityRequirement[] {
  const key = row.plans.length > 0 || row.access === "apiKey" ? { [keyScheme]: [] } : {};
  switch (row.access) {
    case "public":
      return [];
    case "apiKey":
      return [key];
    case "iam":
      return [{ ...key, [iamScheme]: [] }];
    case "cognito":
      return [{ ...key, [poolSchemeName(row)]: [...row.scopes] }];
    case "custom":
      return [{ ...key, [nameOf(row, row.authorizer)]: [] }];
    default:
      return unknownAccess(row.access);
  }
}

/** The schemes that rows require, by name. */
export function securitySchemes(
  model: ApiModel,
  deployment: DeploymentNames,
): Record<string, SecurityScheme> {
  const used = new Set(model.endpoints.flatMap((row) => requirementsOf(row).flatMap(Object.keys)));
  const schemes: (readonly [string, SecurityScheme])[] = [
    [keyScheme, { type: "apiKey", name: "x-api-key", in: "header" }],
    [iamScheme, { ...authorization, "x-amazon-apigateway-authtype": "awsSigv4" }],
    ...model.endpoints
      .filter(({ access }) => access === "cognito")
      .map((row) => [poolSchemeName(row), poolScheme(row, deployment)] as const),
    ...model.authorizers.map((authorizer) => {
      const authorizerUri = functionUri(model, authorizer.name, deployment);
      return [authorizer.name, authorizerScheme(authorizer, authorizerUri)] as const;
    }),
  ];
  return Object.fromEntries(schemes.filter(([name]) => used.has(name)));
}

const authorization = { type: "apiKey", name: "Authorization", in: "header" } as const;

/** A pool's scheme, or one for each choice of clients. No export's name has a hyphen. */
function poolSchemeName(row: EndpointModel): string {
  return [nameOf(row, row.userPool), ...row.clients].join("-");
}

function poolScheme(
  row: EndpointModel,
  { userPoolArns, userPoolClientIds = {} }: DeploymentNames,
): SecurityScheme {
  const name = nameOf(row, row.userPool);
  const clientIds = row.clients.map((client) => {
    const id = userPoolClientIds[client];
    if (id === undefined) throw new Error(`${client}: the id of this client was not given.`);
    return id;
  });
  const arn = userPoolArns[name];
  if (arn === undefined) throw new Error(`${name}: the ARN of this user pool was not given.`);
  return {
    ...authorization,
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": {
      type: "cognito_user_pools",
      providerARNs: [arn],
      // Matched against `aud`: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
      ...(clientIds.length > 0 && { identityValidationExpression: `^(${clientIds.join("|")})$` }),
    },
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizerScheme(authorizer: AuthorizerModel, authorizerUri: string): SecurityScheme {
  const { type, cacheSeconds, identitySource, identityValidationExpression } = authorizer;
  const [first] = identitySource;
  const header = identitySource.length === 1 ? headerName(first) : undefined;
  return {
    type: "apiKey",
    // Where not one header alone says who calls, the name counts for nothing.
    name: header ?? "Unused",
    in: "header",
    "x-amazon-apigateway-authtype": "custom",
    "x-amazon-apigateway-authorizer": {
      type,
      authorizerUri,
      authorizerResultTtlInSeconds: cacheSeconds,
      ...(identitySource.length > 0 && {
        identitySource: identitySource.map(identitySourceInAws).join(", "),
      }),
      ...(identityValidationExpression !== undefined && { identityValidationExpression }),
    },
  };
}

/** An identity source in AWS's form: `header:Authorization` → `method.request.header.Authorization`. */
function identitySourceInAws(source: string): string {
  const at = source.indexOf(":");
  const [place, name] = [source.slice(0, at), source.slice(at + 1)];
  switch (place) {
    case "header":
      return `method.request.header.${name}`;
    case "query":
      return `method.request.querystring.${name}`;
    case "stageVariable":
      return `stageVariables.${name}`;
    case "context":
      return `context.${name}`;
    default:
      throw new Error(
        `"${source}" is no identity source; expected header:, query:, stageVariable: or context:.`,
      );
  }
}

function headerName(source: string | undefined): string | undefined {
  return source?.startsWith("header:") ? source.slice("header:".length) : undefined;
}

function nameOf(row: EndpointModel, name: string | undefined): string {
  if (name === undefined)
    throw new Error(`${row.name}: a ${row.access} row names nothing that decides.`);
  return name;
}

function unknownAccess(access: never): never {
  throw new Error(`"${String(access)}" is none of the five access words.`);
}
