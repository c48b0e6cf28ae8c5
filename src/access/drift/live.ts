import type { Values } from "../../base/values";

/** A resource of the program and the thing in AWS that it became. */
export interface Paired {
  urn: string;
  /** The id that AWS gave: of an API, key, plan, pool, client; the name of a role or function. */
  id: string;
}

/** One API as it is deployed. */
export interface LiveApi {
  urn: string;
  /** `GetRestApi` */
  restApi: Values;
  /** Items of `GetStages`, each with its `GetExport` as OpenAPI 3.0 with extensions. */
  stages: readonly { stage: Values; document: Values }[];
  /** Items of `GetAuthorizers`. */
  authorizers: readonly Values[];
}

/** A policy of a role, inline or attached. */
export interface LivePolicy {
  /** Of an attached one. */
  arn?: string;
  name: string;
  document: Values;
}

/** A role with all its policies. */
export interface LiveRole {
  urn: string;
  /** `Role` of `GetRole`. */
  role: Values;
  policies: readonly LivePolicy[];
  boundary?: LivePolicy;
}

/** A function with its resource policies. */
export interface LiveFunction {
  urn: string;
  /** Of `GetFunctionConfiguration`: only `Role`. */
  roleArn?: string;
  /** Of `GetFunctionConcurrency`. */
  reservedConcurrency?: number;
  /** Statements of `GetPolicy`, without a qualifier and for each alias. */
  statements: readonly { qualifier?: string; statement: Values }[];
}

/** A user pool with its clients and scopes. */
export interface LiveUserPool {
  urn: string;
  /** `UserPool` of `DescribeUserPool`. */
  pool: Values;
  /** `UserPoolClient` of `DescribeUserPoolClient`, whether it has a secret beside it, the secret never. */
  clients: readonly { client: Values; hasSecret: boolean }[];
  /** Items of `ListResourceServers`. */
  resourceServers: readonly Values[];
}

/** An identity pool with its roles. */
export interface LiveIdentityPool {
  urn: string;
  /** `DescribeIdentityPool` */
  pool: Values;
  /** `GetIdentityPoolRoles` */
  roles: Values;
}

/** What AWS answers about the resources of a program, names as AWS writes them. */
export interface Live {
  /** Empty where the program's own account is not known to differ. */
  accountId?: string;
  pairs: readonly Paired[];
  apis: readonly LiveApi[];
  /** Items of `GetUsagePlans`, each with its `GetUsagePlanKeys`. */
  usagePlans: readonly { plan: Values; keys: readonly Values[] }[];
  /** Items of `GetApiKeys`, without values. */
  apiKeys: readonly Values[];
  roles: readonly LiveRole[];
  functions: readonly LiveFunction[];
  userPools: readonly LiveUserPool[];
  identityPools: readonly LiveIdentityPool[];
}

/** Types that are looked up; all others are taken as the program has them. */
export const lookedUp = {
  restApi: "aws:apigateway/restApi:RestApi",
  usagePlan: "aws:apigateway/usagePlan:UsagePlan",
  apiKey: "aws:apigateway/apiKey:ApiKey",
  role: "aws:iam/role:Role",
  function: "aws:lambda/function:Function",
  userPool: "aws:cognito/userPool:UserPool",
  userPoolClient: "aws:cognito/userPoolClient:UserPoolClient",
  identityPool: "aws:cognito/identityPool:IdentityPool",
} as const;
