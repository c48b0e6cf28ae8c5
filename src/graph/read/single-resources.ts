import type { ApiEntries } from "./api-entries";
import type { ApiParts } from "../../openapi/read/api-parts";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import type { Entry } from "./graph-index";
import { authorizerTypeOf, identitySourcesOf, readAuthorizer } from "../../openapi/read/authorizer";
import { readGatewayResponse } from "../../openapi/read/gateway-response";
import { readSingleMethods } from "./single-methods";
import { nameOf, type Reading } from "./reading";
import { resourcePaths } from "./resource-paths";
import {
  dataOf,
  holdsUnknown,
  isRecord,
  isUnknown,
  recordOf,
  textOf,
  type Values,
} from "../../base/values";

function authorizerOf(entry: Entry, reading: Reading): AuthorizerDefinition[] {
  const { inputs } = entry;
  // The provider's default is a TOKEN authorizer on the Authorization header.
  const type = authorizerTypeOf(inputs["type"] ?? "TOKEN");
  if (type === undefined) {
    reading.problem(
      `${nameOf(entry)}: type must be TOKEN, REQUEST or COGNITO_USER_POOLS, found ${JSON.stringify(inputs["type"])}.`,
    );
    return [];
  }
  if (holdsUnknown(inputs["identitySource"])) {
    reading.warn(`${nameOf(entry)}: its identity source is not known, so its methods refuse.`);
    return [];
  }
  const identitySource = identitySourcesOf(
    inputs["identitySource"] ?? "method.request.header.Authorization",
  );
  const name = textOf(inputs["name"]) ?? textOf(entry.outputs["name"]) ?? entry.name;
  return [readAuthorizer({ id: entry.id, name, type, identitySource }, inputs)];
}

/** `https://apigateway.amazonaws.com/restapis/{id}/models/{Name}` as this definition writes it. */
function withModelReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withModelReferences);
  if (!isRecord(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]) => {
    const name =
      key === "$ref" && typeof value === "string" ? /\/models\/([^/]+)$/.exec(value) : null;
    return [key, name ? `#/models/${name[1]}` : withModelReferences(value)] as const;
  });
  return Object.fromEntries(entries);
}

function modelOf(entry: Entry, reading: Reading): readonly [string, Values] {
  const name = textOf(entry.inputs["name"]) ?? textOf(entry.outputs["name"]) ?? entry.name;
  const schema = entry.inputs["schema"];
  if (isUnknown(schema)) {
    reading.warn(`${nameOf(entry)}: its schema is not known, so it takes no body.`);
    return [name, { not: {} }];
  }
  const data = dataOf(schema ?? "{}");
  if (!isRecord(data)) reading.problem(`${nameOf(entry)}: its schema must be a JSON object.`);
  return [name, recordOf(withModelReferences(data))];
}

/** What the single resources of an API say. */
export function readSingleResources(api: Entry, entries: ApiEntries, reading: Reading): ApiParts {
  const paths = resourcePaths(api, entries, reading);
  return {
    paths: paths.all,
    methods: readSingleMethods(entries, paths, reading),
    authorizers: entries.authorizers.flatMap((entry) => authorizerOf(entry, reading)),
    gatewayResponses: entries.responses.flatMap((entry) => {
      const type = textOf(entry.inputs["responseType"]);
      return type === undefined ? [] : [readGatewayResponse(type.toUpperCase(), entry.inputs)];
    }),
    models: Object.fromEntries(entries.models.map((entry) => modelOf(entry, reading))),
  };
}
