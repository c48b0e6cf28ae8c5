import type {
  ApiDefinition,
  ApiKeyDefinition,
  AuthorizerDefinition,
  DomainDefinition,
  FunctionDefinition,
  GraphDefinition,
  MethodDefinition,
  RoleDefinition,
  StageDefinition,
  UsagePlanDefinition,
} from "../../access/definition";
import type { Pattern } from "../../base/pattern/pattern";
import { compileWholePattern } from "../../base/pattern/whole-pattern";
import { sha256Base64 } from "../sigv4";
import { compileBinaryTypes, type BinaryMatcher } from "./binary";
import type { DecisionCache } from "./decide-access";
import { compileGatewayResponses, type GatewayResponses } from "./gateway-response";
import type { NetworkPasses } from "./private-network";
import { compileRoutes, type RouteTable } from "./routes";
import { proofPlaces, type ProofPlaces } from "./secrets-of";
import type { StageMethod } from "./stage-method";
import { compileValidation, type Validation } from "./validate-request";

/** A graph, compiled for lookups; nothing in it changes while requests are judged by it. */
export interface Compiled {
  definition: GraphDefinition;
  apis: readonly CompiledApi[];
  /** By `<apiId>.execute-api.<region>.<suffix>`. */
  hosts: ReadonlyMap<string, CompiledApi>;
  /** Each with its longest base path first. */
  domains: ReadonlyMap<string, DomainDefinition>;
  /** By ARN, aliases included. */
  functions: ReadonlyMap<string, FunctionDefinition>;
  roles: ReadonlyMap<string, RoleDefinition>;
  /** Every key by the digest of its value, to say why one is refused. */
  keys: ReadonlyMap<string, ApiKeyDefinition>;
  /** Whether `x-gatehouse-source-vpce` is believed. */
  allowSourceVpce: boolean;
  /** Reads the passes of functions that run in a VPC. */
  passes?: Pick<NetworkPasses, "read">;
  /** What policies said before. */
  decisions: DecisionCache;
}

/** One API. */
export interface CompiledApi {
  definition: ApiDefinition;
  domainName: string;
  routes: RouteTable<CompiledResource>;
  stages: ReadonlyMap<string, CompiledStage>;
  responses: GatewayResponses;
  isBinary: BinaryMatcher;
  isEdge: boolean;
}

/** A resource with its methods. */
export interface CompiledResource {
  id: string;
  path: string;
  methods: ReadonlyMap<string, CompiledMethod>;
}

/** A method with what belongs to it. */
export interface CompiledMethod {
  definition: MethodDefinition;
  /** `GET /stock/{restaurant}` */
  route: string;
  authorizer: CompiledAuthorizer | undefined;
  validation: Validation | undefined;
  /** What depends on the stage too, made at its first call. */
  inStage: Map<CompiledStage, StageMethod>;
}

/** An authorizer with its expression compiled. */
export interface CompiledAuthorizer {
  definition: AuthorizerDefinition;
  expression: Pick<Pattern, "test"> | undefined;
  /** What the log must not repeat. */
  proofs: ProofPlaces;
}

/** A stage with the keys of its plans. */
export interface CompiledStage {
  definition: StageDefinition;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  arnPrefix: string;
  /** `arnPrefix` as callers see it: the account masked but for its last four digits. */
  maskedPrefix: string;
  /** By the digest of the key's value. */
  keys: ReadonlyMap<string, PlannedKey>;
  /** Names of the plans of this stage. */
  planNames: readonly string[];
  variables: Readonly<Record<string, string>> | null;
}

/** A key in the plan that counts for a stage. */
export interface PlannedKey {
  key: ApiKeyDefinition & { value: string };
  plan: UsagePlanDefinition;
  methodThrottle: UsagePlanDefinition["stages"][number]["methodThrottle"];
}

/** Compiles a graph. */
export function compileGraph(
  definition: GraphDefinition,
  options: { allowSourceVpce: boolean; passes?: NetworkPasses | undefined },
): Compiled {
  const apis = definition.apis.map((api) => compileApi(api, definition));
  const functions = new Map<string, FunctionDefinition>();
  for (const one of definition.functions) {
    functions.set(one.arn, one);
    functions.set(`${one.arn}:$LATEST`, one);
    for (const alias of one.aliases) functions.set(alias.arn, one);
  }
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
    functions,
    roles: new Map(definition.roles.map((role) => [role.arn, role])),
    keys,
    allowSourceVpce: options.allowSourceVpce,
    ...(options.passes && { passes: options.passes }),
    decisions: new Map(),
  };
}

function longestFirst(domain: DomainDefinition): DomainDefinition {
  const mappings = [...domain.mappings].sort((a, b) => b.basePath.length - a.basePath.length);
  return { ...domain, mappings };
}

function compileApi(api: ApiDefinition, graph: GraphDefinition): CompiledApi {
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
  const suffix = api.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    definition: api,
    domainName: `${api.apiId}.execute-api.${api.region}.${suffix}`,
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

function compileStage(
  api: ApiDefinition,
  stage: StageDefinition,
  graph: GraphDefinition,
): CompiledStage {
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
    arnPrefix: `${head}${api.accountId}${tail}`,
    maskedPrefix: `${head}********${api.accountId.slice(-4)}${tail}`,
    keys,
    planNames,
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : null,
  };
}
