import type { ApiParts, MethodAt } from "./api-parts";
import { importMethod, type ImportContext } from "./method";
import { importModels } from "./models";
import { readSchemes } from "./security";
import { openDocument, type BasePathMode, type ImportVariables } from "./open-api";
import { readGatewayResponse } from "./gateway-response";
import { holdsUnknown, listOf, recordOf, textOf, type Values } from "../../base/values";

/** What a body is read with. */
export interface BodySource {
  body: unknown;
  apiId: string;
  variables: ImportVariables;
  basePathMode: BasePathMode;
}

/** What the import makes of a body. */
export interface ImportedBody {
  parts: ApiParts;
  /** The document itself, for the settings at its root. */
  root: Values;
  /** What AWS's import warns of: with `failOnWarnings` it is refused. */
  importWarnings: readonly string[];
  /** What AWS's import refuses, in its own words. */
  importErrors: readonly string[];
  /** What does not do what it reads like, without a word from AWS. */
  warnings: readonly string[];
}

const verbs: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

/** Names in a path item that are no verbs. */
const others: ReadonlySet<string> = new Set([
  "parameters",
  "summary",
  "description",
  "servers",
  "$ref",
]);

function methodsOf(context: Omit<ImportContext, "warn">, warnings: string[]): readonly MethodAt[] {
  return context.document.paths.flatMap(([path, item]) =>
    Object.entries(item).flatMap(([name, operation]): MethodAt[] => {
      const verb = verbs[name];
      if (verb !== undefined) {
        const warn = (text: string): void => void warnings.push(`${verb} ${path}: ${text}.`);
        const at = { path, verb, item, operation: recordOf(operation) };
        const written = recordOf(operation)["x-amazon-apigateway-integration"];
        const uriUnknown = holdsUnknown(context.document.follow(written)?.["uri"]);
        return [{ path, uriUnknown, method: importMethod({ ...context, warn }, at) }];
      }
      if (!others.has(name) && !name.startsWith("x-"))
        warnings.push(`${path}: "${name}" is no verb, so the import leaves this method out.`);
      return [];
    }),
  );
}

/** Operation ids must be unique in a document; the parser of the import warns of others. */
function repeatedIds(methods: readonly MethodAt[]): readonly string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { method } of methods) {
    const id = method.operationId;
    if (id === undefined) continue;
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  return [...repeated].map((id) => `the operationId "${id}" is repeated`);
}

/** Reads the body of an API as `PutRestApi` does; undefined where AWS calls it invalid. */
export function readApiBody(source: BodySource): ImportedBody | undefined {
  const document = openDocument(source.body, source.variables, source.basePathMode);
  if (document === undefined) return undefined;
  const importWarnings: string[] = [];
  const importErrors = new Set<string>();
  const warnings: string[] = [];
  const models = importModels(document, (text) => importWarnings.push(text));
  const schemes = readSchemes(document, source.apiId);
  const context = {
    ...{ document, models, schemes },
    importWarn: (text: string) => void importWarnings.push(text),
    importFail: (text: string) => void importErrors.add(text),
  };
  const methods = methodsOf(context, warnings);
  const authorizers = [...schemes.values()].flatMap((meaning) =>
    meaning.kind === "authorizer" ? [meaning.authorizer] : [],
  );
  const responses = Object.entries(
    recordOf(document.root["x-amazon-apigateway-gateway-responses"]),
  );
  const parts: ApiParts = {
    paths: document.paths.map(([path]) => ({ path })),
    methods,
    authorizers,
    gatewayResponses: responses.map(([type, response]) =>
      readGatewayResponse(type, recordOf(response)),
    ),
    models: models.models,
  };
  for (const { name, type, providerArns, functionArn } of authorizers) {
    if (providerArns.length > 0 || functionArn !== undefined) continue;
    const scheme = document.follow(recordOf(document.securitySchemes)[name]);
    const uri = recordOf(scheme?.["x-amazon-apigateway-authorizer"])["authorizerUri"];
    if (type === "COGNITO_USER_POOLS" || holdsUnknown(uri))
      warnings.push(
        `the authorizer "${name}" has no function and no user pool that is known, so it refuses.`,
      );
    else
      importErrors.add(
        `Unable to create authorizer '${name}': Invalid Authorizer URI: ${textOf(uri) ?? "null"}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation`,
      );
  }
  importWarnings.push(...repeatedIds(methods));
  return {
    ...{ parts, root: document.root, importWarnings, warnings },
    importErrors: [...importErrors],
  };
}

/** Media types at the root of a document; `*~1*` is how a patch writes a slash. */
export function binaryTypesOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((type) => textOf(type)?.replaceAll("~1", "/") ?? []);
}
