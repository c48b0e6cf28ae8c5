import type {
  ApiDefinition,
  ApiKeyDefinition,
  DomainDefinition,
  Deployed,
  StageDefinition,
  ThrottleDefinition,
  UsagePlanDefinition,
} from "../../graph/deployed";
import type {
  AuthorizerDefinition,
  IntegrationDefinition,
  MethodDefinition,
} from "../../openapi/read/definitions";
import type { Invocable } from "../../access/judge/invocation";
import type { Pattern } from "../../base/pattern/pattern";
import type { ExecuteApiDecision } from "../../iam/execute-api";
import type { BinaryMatcher } from "./port/binary";
import type { HeaderList } from "./port/headers";
import type { Query } from "./port/query";
import type { Refusal } from "./answer/refusal";
import type { GatewayRequest } from "./port/request";
import type { RouteTable } from "./routes";
import type { Substitution } from "./integrate/mapped/substitution";

/** A graph, compiled for lookups; nothing in it changes while requests are judged by it. */
export interface Compiled extends Invocable {
  definition: Deployed;
  apis: readonly CompiledApi[];
  /** By `<apiId>.execute-api.<region>.<suffix>`. */
  hosts: ReadonlyMap<string, CompiledApi>;
  /** Each with its longest base path first. */
  domains: ReadonlyMap<string, DomainDefinition>;
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

/** What validation reads of a request. */
export interface Validated {
  request: Pick<GatewayRequest, "body">;
  headers: HeaderList;
  query: Query;
}

/** The request validation of one method. */
export type Validation = (request: Validated) => Refusal | undefined;

/** Places of a request that prove who sends it. */
export interface ProofPlaces {
  /** Names in lower case. */
  headers: readonly string[];
  parameters: readonly string[];
}

/** Decisions of policies without conditions and variables, which are the same for the same ARN and caller. */
export type DecisionCache = Map<string, ExecuteApiDecision>;

/**
 * What shows that a call comes from a function that runs in a VPC: the endpoint, sealed with a secret of
 * this process. A function is handed the pass of its endpoint and can make no other.
 */
export interface NetworkPasses {
  /** The value of the header for calls through this VPC endpoint. */
  passFor(vpcEndpointId: string): string;
  /** The VPC endpoint of a pass; undefined where it is none of ours. */
  read(pass: string): string | undefined;
}

/** A gateway response, ready to be written for a call. */
export interface CompiledResponse {
  status: number | undefined;
  parameters: readonly (readonly [name: string, source: string])[];
  /** By content type. */
  templates: readonly (readonly [contentType: string, template: Substitution])[];
}

/** The customised gateway responses of an API, by type. */
export type GatewayResponses = ReadonlyMap<string, CompiledResponse>;

/** What a method is in one stage. */
export interface StageMethod {
  /** The stage's own limit for this method. */
  throttle: ThrottleDefinition | undefined;
  bucketName: string;
  /** `/path/VERB`, as plans name a method. */
  planKey: string;
  integration: IntegrationDefinition | undefined;
  /** Why the function of the integration may not be invoked. */
  permissionFault: string | undefined;
}
