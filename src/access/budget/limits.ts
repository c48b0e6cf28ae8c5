/** A limit of AWS, with where it stands. */
export interface Limit {
  what: string;
  /** The default quota. */
  most: number;
  /** Whether AWS raises it on request. */
  raisable: boolean;
  source: string;
}

const gateway =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const lambda = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const cognito = "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html";

/** The limits that a graph can be held against. */
export const limits = {
  resources: { what: "resources of an API", most: 300, raisable: true, source: gateway },
  authorizers: { what: "authorizers of an API", most: 10, raisable: true, source: gateway },
  stages: { what: "stages of an API", most: 10, raisable: true, source: gateway },
  variables: { what: "stage variables of a stage", most: 100, raisable: false, source: gateway },
  resourcePolicy: {
    what: "bytes of an API's resource policy",
    most: 8_192,
    raisable: true,
    source: gateway,
  },
  definition: {
    what: "bytes of an API's definition",
    most: 6 * 1024 * 1024,
    raisable: false,
    source: gateway,
  },
  timeout: {
    what: "milliseconds of an integration",
    most: 29_000,
    raisable: true,
    source: gateway,
  },
  apiKeys: { what: "API keys of an account", most: 10_000, raisable: true, source: gateway },
  usagePlans: { what: "usage plans of an account", most: 300, raisable: true, source: gateway },
  functionPolicy: {
    what: "bytes of a function's policy",
    most: 20_480,
    raisable: false,
    source: lambda,
  },
  environment: {
    what: "bytes of a function's environment",
    most: 4_096,
    raisable: false,
    source: lambda,
  },
  inlinePolicies: {
    what: "characters of a role's inline policies",
    most: 10_240,
    raisable: false,
    source: iam,
  },
  managedPolicies: { what: "managed policies of a role", most: 10, raisable: true, source: iam },
  resourceServers: {
    what: "resource servers of a user pool",
    most: 25,
    raisable: true,
    source: cognito,
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** The name of a limit. */
export type LimitName = keyof typeof limits;

/** Limits at which a program may rest: an integration with the longest time is no sign of growth. */
export const restingPlaces: ReadonlySet<LimitName> = new Set<LimitName>(["timeout"]);
