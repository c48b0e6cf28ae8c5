import type { AccessWord } from "../base/access-word";
import type { Acceptable } from "./accept";
import type { ApiKey } from "./api-key";
import type { Cors } from "./cors";
import type { LambdaAuthorizer } from "./lambda-authorizer";
import type { CheckedRoute, Malformed, Names, Route } from "./route";
import type { Schema, Schemas } from "./schema";
import type { Throttle, UsagePlan } from "./usage-plan";
import type { UserPool } from "./user-pool";
import type { UserPoolClient } from "./user-pool-client";

/** At least one usage plan. */
export type Plans = readonly [UsagePlan, ...UsagePlan[]];

/** Fields of a row that anyone may call. */
export interface PublicFields {}

/** Fields of a row that asks for an API key. */
export interface ApiKeyFields {
  /** The plans whose keys open this row. A key of another plan is refused with 403. */
  plans: Plans;
}

/** Fields of a row that asks for a signature of AWS credentials (Signature Version 4). */
export interface IamFields {
  /** A key of one of these plans is required as well; it meters the caller. @default no key */
  plans?: Plans;
}

/** Fields of a row that asks for a token of a Cognito user pool. */
export interface CognitoFields {
  /** The pool whose tokens open this row. */
  userPool: UserPool;
  /**
   * Scopes, one of which the access token must carry. Without scopes the row takes ID tokens; with
   * scopes it takes access tokens only.
   * @default none: an ID token
   */
  scopes?: readonly [string, ...string[]];
  /**
   * The clients whose ID tokens open this row. Not beside `scopes`: API Gateway reads the client out of
   * `aud`, which access tokens lack.
   * @default every client of the pool
   */
  clients?: readonly [UserPoolClient, ...UserPoolClient[]];
  /** A key of one of these plans is required as well; it meters the caller. @default no key */
  plans?: Plans;
}

/** Fields of a row that a Lambda authorizer guards. */
export interface CustomFields<Authorizer extends LambdaAuthorizer = LambdaAuthorizer> {
  /** The authorizer that decides. */
  authorizer: Authorizer;
  /** A key of one of these plans is required as well; it meters the caller. @default no key */
  plans?: Plans;
}

/** The five access words and the fields that go with each. */
export interface AccessFields {
  /** Anyone may call; nothing is asked for. */
  public: PublicFields;
  /** Who sends a key of one of the row's plans in `x-api-key`. */
  apiKey: ApiKeyFields;
  /** Who signs with AWS credentials whose policies allow the row. */
  iam: IamFields;
  /** Who sends a token of the row's user pool in `Authorization`. */
  cognito: CognitoFields;
  /** Callers that the function of the row's authorizer allows. */
  custom: CustomFields;
}

/** The fields of one access word. A condition, because the compiler infers the authorizer through one, but not through an index. */
export type FieldsOf<A extends Access, Authorizer extends LambdaAuthorizer> = A extends "custom"
  ? CustomFields<Authorizer>
  : AccessFields[A];

/** Who may call a row. */
export type Access = AccessWord;

/** The one field that every row must have. */
export interface AccessOption<A extends Access> {
  /**
   * Who may call. There is no default.
   * - `"public"`: anyone.
   * - `"apiKey"`: who sends a key of one of `plans` in `x-api-key`.
   * - `"iam"`: who signs with AWS credentials whose policies allow this row.
   * - `"cognito"`: who sends a token of `userPool` in `Authorization`.
   * - `"custom"`: callers that the function of `authorizer` allows.
   */
  access: A;
}

/** What any row may have beside its access. */
export interface EndpointOptions<
  R extends string,
  Calls extends string,
  Invokes extends string,
  Params extends Schemas,
  Query extends Schemas,
  Headers extends Schemas,
  Body extends Schema,
  Response extends Schema,
> extends Acceptable {
  /** Endpoints that this row's function calls over HTTP. It gets just the rights that these ask for. @default none */
  calls?: readonly Endpoint<Calls>[];
  /** Endpoints whose functions this row's function invokes directly, past the gateway. @default none */
  invokes?: readonly Endpoint<Invokes>[];
  /** The API key that this row's function sends to callees that ask for one. @default none */
  key?: ApiKey;
  /** Schemas of the path parameters, by name. What they refuse answers 400. @default any text */
  params?: {
    readonly [K in keyof Params]: K extends Names<R>
      ? Params[K]
      : Malformed<`the route has no path parameter {${K & string}}`>;
  };
  /** Schemas of the query parameters, by name. What they refuse answers 400. @default not read */
  query?: Query;
  /** Schemas of request headers, by name. What they refuse answers 400. @default not read */
  headers?: Headers;
  /** Schema of the JSON body. What it refuses answers 400. @default not read */
  body?: Body;
  /** Schema of the JSON answer; types handlers and callers, and stands in the API's document. @default any */
  response?: Response;
  /** How fast calls to this one row may come, over all callers of a stage. @default the stage's */
  throttle?: Throttle;
  /** How long the function may take, in seconds, 1 to 29. API Gateway answers 504 after 29. @default 10 */
  timeoutSeconds?: number;
  /** Memory of the function in MB, 128 to 10240. @default 256 */
  memoryMegabytes?: number;
  /** Which pages of other origins may call from a browser. @default the API's, see `apiSettings` */
  cors?: Cors;
  /**
   * The file in `handlers/`, without its ending. Rows may share one.
   * @default the row's name in kebab-case
   */
  handler?: string;
}

/** A row of the table. */
export interface Endpoint<
  R extends string = string,
  A extends string = string,
  Calls extends string = string,
  Invokes extends string = string,
  Params extends Schemas = Schemas,
  Query extends Schemas = Schemas,
  Headers extends Schemas = Schemas,
  Body extends Schema = Schema,
  Response extends Schema = Schema,
  Authorizer extends LambdaAuthorizer = LambdaAuthorizer,
> {
  readonly kind: "endpoint";
  readonly route: R;
  readonly access: A;
  readonly calls?: readonly Endpoint<Calls>[] | undefined;
  readonly invokes?: readonly Endpoint<Invokes>[] | undefined;
  readonly params?: Params | undefined;
  readonly query?: Query | undefined;
  readonly headers?: Headers | undefined;
  readonly body?: Body | undefined;
  readonly response?: Response | undefined;
  readonly authorizer?: Authorizer | undefined;
}

/** A record without names, where no schema is given. */
export type None = Record<never, never>;

/**
 * A row of the table: a route, who may call it, and what it takes. Export it; its function is found in
 * `handlers/` by its name (`getStock` → `handlers/get-stock.ts`).
 * @example
 * export const getStock = endpoint("GET /stock/{restaurant}", { access: "iam" });
 */
export function endpoint<
  R extends Route,
  A extends Access,
  Calls extends string = never,
  Invokes extends string = never,
  Params extends Schemas = None,
  Query extends Schemas = None,
  Headers extends Schemas = None,
  Body extends Schema = never,
  Response extends Schema = Schema,
  Authorizer extends LambdaAuthorizer = never,
>(
  route: R & CheckedRoute<R>,
  options: AccessOption<A> &
    FieldsOf<A, Authorizer> &
    EndpointOptions<R, Calls, Invokes, Params, Query, Headers, Body, Response>,
): Endpoint<R, A, Calls, Invokes, Params, Query, Headers, Body, Response, Authorizer> {
  return { ...options, kind: "endpoint", route } as never;
}
