import { entriesOf, type ApiEntries } from "./api-entries";
import { noParts, type ApiParts } from "../../openapi/read/api-parts";
import type { ApiDefinition, EndpointType } from "../deployed";
import { valueOf, type Entry } from "./graph-index";
import { homeOfEntry, type Home } from "./home";
import type { BasePathMode } from "../../openapi/read/open-api";
import { binaryTypesOf, readApiBody } from "../../openapi/read/api-body";
import { expandPolicy, readPolicy } from "./policy";
import { readSingleResources } from "./single-resources";
import { readStages } from "./stages";
import { nameOf, type Reading } from "./reading";
import { assembleResources } from "./assemble-resources";
import { rootIdOf } from "./resource-paths";
import { types } from "../types";
import {
  booleanOf,
  isRecord,
  isUnknown,
  listOf,
  numberOf,
  present,
  recordOf,
  textOf,
  textsOf,
  type Values,
} from "../../base/values";

function basePathModeOf(api: Entry): BasePathMode {
  const mode = textOf(recordOf(api.inputs["parameters"])["basepath"]);
  return mode === "prepend" || mode === "split" ? mode : "ignore";
}

/** The body of an API, and the document's root. */
function readBody(api: Entry, home: Home, reading: Reading): { parts: ApiParts; root: Values } {
  const { body } = api.inputs;
  const nothing = { parts: noParts, root: {} };
  if (body === undefined || body === null || body === "") return nothing;
  if (isUnknown(body)) {
    reading.warn(
      `${nameOf(api)}: its body depends on a value that is not known, so it serves nothing.`,
    );
    return nothing;
  }
  const variables = home;
  const imported = readApiBody({
    body,
    apiId: api.id,
    variables,
    basePathMode: basePathModeOf(api),
  });
  if (imported === undefined) {
    reading.problem(`${nameOf(api)}: AWS refuses the body: Invalid OpenAPI input.`);
    return nothing;
  }
  for (const warning of imported.warnings) reading.warn(`${nameOf(api)}: ${warning}`);
  for (const error of imported.importErrors)
    reading.problem(`${nameOf(api)}: AWS refuses the body: Errors found during import: ${error}.`);
  const failing = booleanOf(api.inputs["failOnWarnings"]) ?? false;
  for (const warning of imported.importWarnings) {
    if (failing)
      reading.problem(`${nameOf(api)}: the import warns, and failOnWarnings is set: ${warning}.`);
    else reading.warn(`${nameOf(api)}: the import warns: ${warning}.`);
  }
  return imported;
}

/** The policy and where it stands; that of the resource, else the argument, else the body. */
function policyOf(
  api: Entry,
  { entries, root, home }: { entries: ApiEntries; root: Values; home: Home },
  reading: Reading,
): ApiDefinition["policy"] {
  const single = entries.policies.at(-1);
  const argument = api.inputs["policy"];
  const value =
    single?.inputs["policy"] ?? (argument || undefined) ?? root["x-amazon-apigateway-policy"];
  if (value === undefined || value === null || value === "") return undefined;
  const where = single ? nameOf(single) : nameOf(api);
  const policy = readPolicy({ value, kind: "resource", where }, reading);
  return policy === "unknown" ? policy : expandPolicy(policy, { ...home, apiId: api.id });
}

/** How the API is reached: OpenAPI 3.0 says it at a server, Swagger 2.0 at the root, where an import of 3.0 took it, too. */
function importedEndpoint(root: Values): Values {
  const key = "x-amazon-apigateway-endpoint-configuration";
  const places =
    root["openapi"] === undefined ? [root] : [...listOf(root["servers"]).map(recordOf), root];
  return recordOf(places.find((place) => isRecord(place[key]))?.[key]);
}

function endpointTypeOf(api: Entry, root: Values): EndpointType {
  const written = recordOf(firstOf(valueOf(api, "endpointConfiguration")));
  const imported = importedEndpoint(root);
  const [type] = textsOf(written["types"] ?? imported["types"]);
  const upper = type?.toUpperCase();
  return upper === "REGIONAL" || upper === "PRIVATE" ? upper : "EDGE";
}

/** Blocks of the provider stand as an object or as a list of one. */
function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function disabledOf(api: Entry, root: Values): boolean {
  const value = valueOf(api, "disableExecuteApiEndpoint");
  const imported = importedEndpoint(root);
  return isUnknown(value) || (booleanOf(value ?? imported["disableExecuteApiEndpoint"]) ?? false);
}

function apiKeySourceOf(api: Entry, root: Values): ApiDefinition["apiKeySource"] {
  const written = textOf(
    valueOf(api, "apiKeySource") ?? root["x-amazon-apigateway-api-key-source"],
  );
  return written?.toUpperCase() === "AUTHORIZER" ? "AUTHORIZER" : "HEADER";
}

/** An API and the entries that it was read from, for the rules that look at both. */
export interface ReadApi {
  definition: ApiDefinition;
  api: Entry;
  entries: ApiEntries;
  parts: ApiParts;
}

function readApi(api: Entry, reading: Reading): ReadApi {
  const entries = entriesOf(reading.index, api);
  const home = homeOfEntry(api, reading.home, "executionArn", "arn");
  const body = readBody(api, home, reading);
  const single = readSingleResources(api, entries, reading);
  const parts: ApiParts = {
    paths: [...single.paths, ...body.parts.paths],
    methods: [...body.parts.methods, ...single.methods],
    authorizers: [...body.parts.authorizers, ...single.authorizers],
    gatewayResponses: [...body.parts.gatewayResponses, ...single.gatewayResponses],
    models: { ...body.parts.models, ...single.models },
  };
  const binary =
    valueOf(api, "binaryMediaTypes") ?? body.root["x-amazon-apigateway-binary-media-types"];
  const compression = numberOf(
    valueOf(api, "minimumCompressionSize") ??
      body.root["x-amazon-apigateway-minimum-compression-size"],
  );
  const definition = present({
    name: api.name,
    apiId: api.id,
    ...home,
    endpointType: endpointTypeOf(api, body.root),
    apiKeySource: apiKeySourceOf(api, body.root),
    binaryMediaTypes: binaryTypesOf(binary),
    // -1 switches compression off (documentation of the provider).
    minimumCompressionSize: compression !== undefined && compression >= 0 ? compression : undefined,
    disableExecuteApiEndpoint: disabledOf(api, body.root),
    policy: policyOf(api, { entries, root: body.root, home }, reading),
    resources: assembleResources(api.id, rootIdOf(api), parts),
    authorizers: parts.authorizers,
    gatewayResponses: parts.gatewayResponses,
    models: parts.models,
    stages: readStages(entries, reading),
  }) as ApiDefinition;
  return { definition, api, entries, parts };
}

/** All APIs of a graph, in the order of registration. */
export function readApis(reading: Reading): readonly ReadApi[] {
  return reading.index.all(types.restApi).map((api) => readApi(api, reading));
}
