import type {
  Access,
  AssumedBy,
  ClientFields,
  Cors,
  CoveredStage,
  IdentityProviders,
  PasswordPolicy,
  Quota,
  StageOfStack,
  Throttle,
  TrustConditions,
  Verb,
} from "../spec";

/** A JSON Schema as zod writes it for OpenAPI 3.0. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A request parameter that a row declares. */
export interface ParameterModel {
  name: string;
  in: "path" | "query" | "header";
  /**
   * Whether zod refuses a request that lacks it. A blank query value or header counts as missing then,
   * for API Gateway as for the function, also where the schema would take "".
   */
  required: boolean;
}

/** What a function is registered with. */
export interface FunctionModel {
  /** How long the function may take, in seconds. Of a row at most 29. @default the row's, else 10; of a trigger 5 */
  timeoutSeconds: number;
  /** Memory in MB, 128 to 10240. @default the row's, else 256 */
  memoryMegabytes: number;
  /** Size of /tmp in MB, 512 to 10240. @default 512 */
  ephemeralStorageMegabytes: number;
  /** The processor. @default "arm64" */
  architecture: "arm64" | "x86_64";
  /** Whether X-Ray traces the function. @default the stack's `gatehouse:tracing` */
  tracing: boolean;
  /** How long the function's log is kept, in days. @default the stack's `gatehouse:logRetentionDays` */
  logRetentionDays: number;
  /** How many may run at once, taken off the account's limit; 0 stops the function. @default not limited */
  reservedConcurrency?: number;
}

/** A row, as plain data. */
export interface EndpointModel extends FunctionModel {
  /** The name of the export; the operation's id. */
  name: string;
  /** `"GET /stock/{restaurant}"` */
  route: string;
  verb: Verb;
  /** `"/stock/{restaurant}"` */
  path: string;
  access: Access;
  /** Names of the plans whose keys are required, sorted; empty where no key is asked for. */
  plans: readonly string[];
  /** Name of the user pool of a `cognito` row. */
  userPool?: string;
  /** Scopes of a `cognito` row, sorted. Empty: ID tokens. */
  scopes: readonly string[];
  /** Names of the clients whose ID tokens alone open a `cognito` row, sorted. Empty: those of every client. */
  clients: readonly string[];
  /** Name of the authorizer of a `custom` row. */
  authorizer?: string;
  /** Names of the endpoints that the function calls over HTTP, sorted. */
  calls: readonly string[];
  /** Names of the endpoints that the function invokes directly, sorted. */
  invokes: readonly string[];
  /** Name of the API key that the function sends. */
  key?: string;
  /** The file in `handlers/`, without its ending. */
  handler: string;
  throttle?: Throttle;
  /** The row's own, else the API's. */
  cors?: Cors;
  /** Path parameters first, then query, then headers, each sorted by name. Every path parameter of the route is here. */
  parameters: readonly ParameterModel[];
  /** The body's schema, input side; absent where the row has none. */
  body?: JsonSchema;
  /** Whether zod takes a request without a body. */
  bodyRequired: boolean;
  /** The answer's schema, input side: handlers return what the schema takes, and it is sent as it is. */
  response?: JsonSchema;
}

export interface PlanModel {
  name: string;
  quota?: Quota;
  throttle?: Throttle;
  alsoCovers: readonly (CoveredStage | StageOfStack)[];
}

export interface ApiKeyModel {
  name: string;
  plan: string;
  /** Oldest first, as declared; empty for a key of each customer. */
  versions: readonly number[];
  /** Whether each customer of the stack's configuration has one. */
  customers: boolean;
  /** Where the value is also put. */
  store?: "secretsManager" | "parameterStore";
}

export interface UserPoolModel extends ClientFields {
  name: string;
  signUp: "anyone" | "invited";
  verify: "email" | "sms";
  mfa: "off" | "optional" | "required";
  mfaFactors: readonly ("totp" | "sms")[];
  passwordPolicy?: PasswordPolicy;
  scopes: readonly string[];
  groups: readonly string[];
  /** Names of the triggers. */
  triggers: { preSignUp?: string; postConfirmation?: string; preTokenGeneration?: string };
}

export interface UserPoolClientModel extends ClientFields {
  name: string;
  userPool: string;
  secret: boolean;
}

export interface IdentityPoolModel {
  name: string;
  userPool: string;
  /** Names of further clients whose people get credentials. */
  clients: readonly string[];
  providers: IdentityProviders;
  calls: readonly string[];
  /** Further rows by group, in the order of the table: the first counts for who is in several. */
  groups: readonly { name: string; calls: readonly string[] }[];
  sync: boolean;
  classicFlow: boolean;
  /** Absent where guests get no credentials. */
  guestCalls?: readonly string[];
}

export interface AuthorizerModel extends FunctionModel {
  name: string;
  type: "token" | "request";
  /** `"header:Authorization"`, `"query:token"`, … in the order of the row. */
  identitySource: readonly string[];
  cacheSeconds: number;
  identityValidationExpression?: string;
  /** Names of the context values, sorted. */
  context: readonly string[];
  handler: string;
}

export interface TriggerModel extends FunctionModel {
  name: string;
  handler: string;
}

export interface CallerModel {
  name: string;
  /** Who may assume the role that is made; empty where `role` names one that exists. */
  assumedBy: readonly AssumedBy[];
  /** The ARN of a role that exists already. */
  role?: string;
  externalId?: string;
  conditions?: TrustConditions;
  maxSessionHours?: number;
  calls: readonly string[];
  invokes: readonly string[];
}

export interface SettingsModel {
  throttle: Throttle;
  binaryMediaTypes: readonly string[];
  description?: string;
  cors?: Cors;
}

/** Acceptances by what they are about: a route, a name, `apiSettings` for the whole API. */
export interface AcceptedModel {
  accepted: Readonly<Record<string, readonly string[]>>;
  /** The names of the rows among them. */
  names: Readonly<Record<string, string>>;
}

/** The table as sorted plain data: what everything after it reads. Each list is sorted by name. */
export interface ApiModel {
  /** The API's name, the first part of the names of functions and roles. */
  api: string;
  stack: string;
  endpoints: readonly EndpointModel[];
  plans: readonly PlanModel[];
  apiKeys: readonly ApiKeyModel[];
  userPools: readonly UserPoolModel[];
  userPoolClients: readonly UserPoolClientModel[];
  identityPools: readonly IdentityPoolModel[];
  authorizers: readonly AuthorizerModel[];
  triggers: readonly TriggerModel[];
  callers: readonly CallerModel[];
  settings: SettingsModel;
  /** What the table accepts, by route or name, each with its reason; absent where it accepts nothing. */
  accepted?: AcceptedModel;
  /** Things that are right but weaker than they look; shown, never fatal. */
  notes: readonly string[];
}

/** A constant that is used above its own declaration. */
export interface LaterConstant {
  name: string;
  /** Where it is declared, `api-spec/index.ts:40`. */
  declared: string;
  /** The line of the declaration that uses it. */
  usedAtLine: number;
}

/** What the configuration of a stack says about numbers. */
export interface StackSettings {
  tracing: boolean;
  logRetentionDays: number;
  /** Of every row that has none. */
  throttle?: Throttle | undefined;
  /** By row. */
  throttles: Readonly<Record<string, Throttle>>;
  /** By plan. */
  plans: Readonly<
    Record<
      string,
      {
        throttle?: Throttle | undefined;
        quota?: (Omit<Quota, "offset"> & { offset?: number | undefined }) | undefined;
      }
    >
  >;
}

/** What the options of `SecuredApi` say about numbers. */
export interface ProgramSettings {
  /** Of every row that has none. */
  cors?: Cors;
  /** Of every function. */
  defaults?: Partial<FunctionModel>;
  /** By function. */
  functions?: Readonly<Record<string, Partial<FunctionModel> | undefined>>;
}

/** What `buildModel` needs beside the table. */
export interface BuildOptions {
  api: string;
  stack: string;
  /** The stack's configuration. @default every key left out */
  config?: StackSettings;
  /** The options of `SecuredApi`. @default none */
  program?: ProgramSettings;
  /** File stems directly in `handlers/` that are no tests; `undefined` leaves the check of files out. */
  handlers?: readonly string[];
  /** The same of folders below it, `stock/get-stock`: they are named where a handler is missing. @default none */
  nestedHandlers?: readonly string[];
  /** Where the table declares an export, `api-spec/index.ts:12`; for messages. @default not said */
  placeOf?: (path: readonly string[]) => string | undefined;
  /**
   * The constant that a field of an export names, `calls[0]`, where it is declared further down in the same
   * file; for messages. @default not said
   */
  laterIn?: (path: readonly string[], field: string) => LaterConstant | undefined;
}
