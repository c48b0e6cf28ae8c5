import { BoundedMap } from "../../base/memo";
import type {
  ApiDefinition,
  ApiKeyDefinition,
  DomainDefinition,
  Deployed,
  StageDefinition,
} from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import { invocableOf } from "../../access/judge/invocation";
import { stageArn } from "../../access/who/endpoints";
import { dnsSuffix } from "../../base/partition";
import { compileWholePattern } from "../../base/pattern/whole-pattern";
import { sha256Base64 } from "../sigv4";
import { compileBinaryTypes } from "./port/binary";
import type {
  Compiled,
  CompiledApi,
  CompiledAuthorizer,
  CompiledMethod,
  CompiledResource,
  CompiledStage,
  NetworkPasses,
  PlannedKey,
} from "./compiled";
import { compileGatewayResponses } from "./answer/gateway-response";
import { compileRoutes } from "./routes";
import { proofPlaces } from "./answer/secrets-of";
import { compileValidation } from "./validate/validate-request";

/** Compiles a graph. */
export function compileGraph(
  definition: Deployed,
  options: { allowSourceVpce: boolean; passes?: NetworkPasses | undefined },
): Compiled {
  const apis = definition.apis.map((api) => compileApi(api, definition));
  const keys = new Map<string, ApiKeyDefinition>();
  for (const key of definition.apiKeys) {
    if (key.value !== undefined) keys.set(sha256Base64(key.value), key);
  }
  return {
    definition,
    apis,
    hosts: new Map(apis.map((api) => [api.domainName.toLowerCase(), api])),
    domains: new Map(
      definition.domains.map((one) => [one.domainName.toLowerCase(), longestFirst(one)]),
    ),
    ...invocableOf(definition),
    keys,
    allowSourceVpce: options.allowSourceVpce,
    ...(options.passes && { passes: options.passes }),
    decisions: new BoundedMap(10_000),
  };
}

function longestFirst(domain: DomainDefinition): DomainDefinition {
  const mappings = [...domain.mappings].sort((a, b) => b.basePath.length - a.basePath.length);
  return { ...domain, mappings };
}

function compileApi(api: ApiDefinition, graph: Deployed): CompiledApi {
  const authorizers = new Map(api.authorizers.map((one) => [one.id, compileAuthorizer(one)]));
  const resources = api.resources.map((resource): CompiledResource => {
    const methods = new Map<string, CompiledMethod>();
    for (const [verb, method] of Object.entries(resource.methods)) {
      methods.set(verb.toUpperCase(), {
        definition: method,
        route: `${verb.toUpperCase()} ${resource.path}`,
        authorizer:
          method.authorizerId === undefined ? undefined : authorizers.get(method.authorizerId),
        validation: compileValidation(method, resource.path, api.models),
        inStage: new Map(),
      });
    }
    return { id: resource.id, path: resource.path, methods };
  });
  return {
    definition: api,
    domainName: `${api.apiId}.execute-api.${api.region}.${dnsSuffix(api.partition)}`,
    routes: compileRoutes<CompiledMethod, CompiledResource>(resources),
    stages: new Map(api.stages.map((stage) => [stage.stageName, compileStage(api, stage, graph)])),
    responses: compileGatewayResponses(api.gatewayResponses),
    isBinary: compileBinaryTypes(api.binaryMediaTypes),
    isEdge: api.endpointType === "EDGE",
  };
}

function compileAuthorizer(definition: AuthorizerDefinition): CompiledAuthorizer {
  const text = definition.identityValidationExpression;
  return {
    definition,
    expression: text ? compileWholePattern(text) : undefined,
    proofs: proofPlaces(definition.identitySource),
  };
}

function compileStage(api: ApiDefinition, stage: StageDefinition, graph: Deployed): CompiledStage {
  const keys = new Map<string, PlannedKey>();
  const planNames: string[] = [];
  const byId = new Map(graph.apiKeys.map((key) => [key.id, key]));
  for (const plan of graph.usagePlans) {
    const here = plan.stages.find(
      (one) => one.apiId === api.apiId && one.stage === stage.stageName,
    );
    if (!here) continue;
    planNames.push(plan.name);
    for (const id of plan.keyIds) {
      const key = byId.get(id);
      if (key?.value === undefined) continue;
      keys.set(sha256Base64(key.value), {
        key: { ...key, value: key.value },
        plan,
        methodThrottle: here.methodThrottle,
      });
    }
  }
  const head = `arn:${api.partition}:execute-api:${api.region}:`;
  const tail = `:${api.apiId}/${stage.stageName}`;
  return {
    definition: stage,
    arnPrefix: stageArn({ api, stage }),
    maskedPrefix: `${head}********${api.accountId.slice(-4)}${tail}`,
    keys,
    planNames,
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : null,
  };
}
