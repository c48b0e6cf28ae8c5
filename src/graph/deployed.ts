import type { PolicyDocument } from "../iam/language/policy";
import type {
  AuthorizerDefinition,
  GatewayResponseDefinition,
  MethodDefinition,
} from "../openapi/read/definitions";
import type { ResourceGraph } from "./resource";
import type { Unread } from "./unread";

/** What a graph says, put in order: the one thing that the gateway, `explain`, `diff` and `verify` read. */
export interface Deployed {
  graph: ResourceGraph;
  accountId: string;
  region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, from the ARNs. */
  partition: string;
  apis: readonly ApiDefinition[];
  usagePlans: readonly UsagePlanDefinition[];
  apiKeys: readonly ApiKeyDefinition[];
  functions: readonly FunctionDefinition[];
  roles: readonly RoleDefinition[];
  users: readonly UserDefinition[];
  userPools: readonly UserPoolDefinition[];
  identityPools: readonly IdentityPoolDefinition[];
  domains: readonly DomainDefinition[];
  /** What may carry endpoints, permissions or people and is not read: outputs name it first. */
  unread: readonly Unread[];
  /** Things that AWS would do otherwise than they read, or that depend on a value that is not known and so refuse. */
  warnings: readonly string[];
  /** What AWS would refuse to deploy. Any of these ends `npm start` with exit code 1. */
  problems: readonly string[];
}

export type EndpointType = "EDGE" | "REGIONAL" | "PRIVATE";

export interface ApiDefinition {
  /** The Pulumi name of the RestApi. */
  name: string;
  apiId: string;
  accountId: string;
  region: string;
  partition: string;
  endpointType: EndpointType;
  apiKeySource: "HEADER" | "AUTHORIZER";
  binaryMediaTypes: readonly string[];
  minimumCompressionSize?: number;
  disableExecuteApiEndpoint: boolean;
  /** The resource policy, `execute-api:/` expanded; `"unknown"` refuses every call. */
  policy?: PolicyDocument | "unknown";
  resources: readonly ResourceDefinition[];
  authorizers: readonly AuthorizerDefinition[];
  gatewayResponses: readonly GatewayResponseDefinition[];
  /** JSON Schema (draft-04, as AWS keeps them) by model name. `#/models/<Name>` in a `$ref` is another of these. */
  models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  stages: readonly StageDefinition[];
}

export interface ResourceDefinition {
  /** The id of the resource; stable where the graph gives none. */
  id: string;
  /** `/`, `/stock/{restaurant}`, `/files/{proxy+}` */
  path: string;
  /** By verb, `ANY` included. */
  methods: Readonly<Record<string, MethodDefinition>>;
}

export interface ThrottleDefinition {
  /** Absent: not limited here. */
  rateLimit?: number;
  burstLimit?: number;
}

export interface StageDefinition {
  stageName: string;
  deploymentId: string;
  variables: Readonly<Record<string, string>>;
  /** By `*` + `/*` for all methods, or by method: `restaurants/GET`, `//GET` for the root (`stageMethodKey`). */
  methodThrottle: Readonly<Record<string, ThrottleDefinition>>;
  tracing: boolean;
}

export interface UsagePlanDefinition {
  name: string;
  id: string;
  stages: readonly {
    apiId: string;
    stage: string;
    /** By `/path/VERB`, `//VERB` for the root (`planMethodKey`). */
    methodThrottle: Readonly<Record<string, ThrottleDefinition>>;
  }[];
  throttle?: ThrottleDefinition;
  quota?: { limit: number; offset: number; period: "DAY" | "WEEK" | "MONTH" };
  /** Ids of the keys in the plan. */
  keyIds: readonly string[];
}

export interface ApiKeyDefinition {
  /** The Pulumi name of the ApiKey resource. */
  name: string;
  /** Name of the `gatehouse:index:ApiKey` component around it and the version, where it is one of ours. */
  group?: string;
  version?: number;
  /** Whose it is, where each customer has one. */
  customer?: string;
  id: string;
  /** Undefined where the graph leaves it out or does not know it: the state folder makes one up. */
  value?: string;
  enabled: boolean;
}

export interface FunctionDefinition {
  /** The Pulumi name of the Function. */
  name: string;
  functionName: string;
  arn: string;
  roleArn: string;
  handler: string;
  /** `nodejs24.x`; absent where the graph names none. */
  runtime?: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Absent: not limited; 0: every call is throttled. */
  reservedConcurrency?: number;
  /** A value that is not known is absent. */
  environment: Readonly<Record<string, string>>;
  code: CodeDefinition;
  aliases: readonly { name: string; arn: string }[];
  permissions: readonly PermissionDefinition[];
}

/** Files of the archive, by name. */
export interface CodeDefinition {
  files: Readonly<Record<string, { text: string } | { path: string }>>;
  /** Where the archive is a whole folder or zip file. */
  path?: string;
}

export interface PermissionDefinition {
  /** The `Sid` of its statement. */
  statementId?: string;
  action: string;
  principal: string;
  qualifier?: string;
  /** May hold `*` and `?`. */
  sourceArn?: string;
  sourceAccount?: string;
}

export interface RoleDefinition {
  /** The Pulumi name of the Role. */
  name: string;
  roleName: string;
  arn: string;
  /** `AROA…` */
  uniqueId: string;
  accountId: string;
  /** Seconds that a session may last at most; absent: 3600, IAM's default. */
  maxSessionDuration?: number;
  trust: PolicyDocument | "unknown";
  /** Inline and attached policies. */
  policies: readonly (PolicyDocument | "unknown")[];
  permissionsBoundary?: PolicyDocument | "unknown";
  /** What policies ask for as `aws:PrincipalTag/<name>`. */
  tags?: Readonly<Record<string, string>>;
}

export interface UserDefinition {
  name: string;
  userName: string;
  arn: string;
  uniqueId: string;
  accountId: string;
  /** Inline and attached policies, those of the user's groups included. */
  policies: readonly (PolicyDocument | "unknown")[];
  permissionsBoundary?: PolicyDocument | "unknown";
  /** What policies ask for as `aws:PrincipalTag/<name>`. */
  tags?: Readonly<Record<string, string>>;
  accessKeys: readonly {
    name: string;
    accessKeyId: string;
    secretAccessKey: string;
    active: boolean;
  }[];
}

export interface UserPoolDefinition {
  /** The Pulumi name of the UserPool. */
  name: string;
  id: string;
  arn: string;
  clients: readonly UserPoolClientDefinition[];
  resourceServers: readonly { identifier: string; scopes: readonly string[] }[];
  groups: readonly { name: string; roleArn?: string; precedence?: number }[];
  domain?: string;
  /** The resource's inputs as they stand: password policy, verification, triggers (`lambdaConfig`) … */
  inputs: Readonly<Record<string, unknown>>;
  /** Inputs that are not known before a deploy; what needs them refuses. */
  unknownInputs?: readonly string[];
}

export interface UserPoolClientDefinition {
  name: string;
  id: string;
  secret?: string;
  inputs: Readonly<Record<string, unknown>>;
}

export interface IdentityPoolDefinition {
  name: string;
  id: string;
  allowUnauthenticated: boolean;
  allowClassicFlow: boolean;
  /** `{ clientId, providerName, serverSideTokenCheck }` of the pool's Cognito providers. */
  cognitoProviders: readonly {
    clientId: string;
    providerName: string;
    serverSideTokenCheck: boolean;
  }[];
  authenticatedRoleArn?: string;
  unauthenticatedRoleArn?: string;
  /** How a provider's tokens choose their role, instead of the authenticated one. */
  roleMappings?: readonly RoleMappingDefinition[];
  /** Claims that become session tags, by tag name, per provider. */
  principalTags?: readonly PrincipalTagDefinition[];
  inputs: Readonly<Record<string, unknown>>;
  /** Inputs that are not known before a deploy; what needs them refuses. */
  unknownInputs?: readonly string[];
}

export interface RoleMappingDefinition {
  /** `cognito-idp.<region>.amazonaws.com/<pool>:<client>` */
  identityProvider: string;
  type: "Token" | "Rules";
  ambiguousRoleResolution: "AuthenticatedRole" | "Deny";
  rules: readonly {
    claim: string;
    matchType: "Equals" | "Contains" | "StartsWith" | "NotEqual";
    value: string;
    roleArn: string;
  }[];
}

export interface PrincipalTagDefinition {
  /** `cognito-idp.<region>.amazonaws.com/<pool>` */
  identityProviderName: string;
  /** Cognito's own mapping, `username` = `sub` and `client` = `aud`, instead of `tags`. */
  useDefaults: boolean;
  tags: Readonly<Record<string, string>>;
}

export interface DomainDefinition {
  domainName: string;
  mappings: readonly { basePath: string; apiId: string; stage?: string }[];
}
