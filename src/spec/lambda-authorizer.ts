import type { Acceptable } from "./accept";
import type { Schemas } from "./schema";

/** A request header: `"header:Authorization"`. */
export type HeaderSource = `header:${string}`;

/** Where an authorizer finds who is calling. `context:` names a field of `$context`, such as `identity.sourceIp`. */
export type IdentitySource =
  HeaderSource | `query:${string}` | `stageVariable:${string}` | `context:${string}`;

/** What both types of authorizer take. */
export interface AuthorizerFields<Context extends Schemas> extends Acceptable {
  /**
   * How long a policy is kept for one identity, in seconds, 0 to 3600. Above 0 the function sees only
   * the identity sources and its answer holds for every endpoint behind this authorizer; with 0 it sees
   * the whole request and is called each time. No default: API Gateway's own would be 300.
   */
  cacheSeconds: number;
  /**
   * What the function says about a caller, by name; handlers behind it read it typed. API Gateway hands
   * values over as strings, so a number is `z.coerce.number()`.
   * @default nothing
   */
  context?: Context;
}

/** An authorizer that reads one header. */
export interface TokenAuthorizerOptions<
  Source extends string,
  Context extends Schemas,
> extends AuthorizerFields<Context> {
  /** `"token"` reads one header; `"request"` reads headers, query parameters and more. */
  type: "token";
  /** The header that holds the token. */
  identitySource: Source;
  /**
   * A regular expression that the whole header value must match, or the call is refused with 401 and
   * the function is not called.
   * @default any value
   */
  identityValidationExpression?: string;
}

/** An authorizer that reads any parts of the request. */
export interface RequestAuthorizerOptions<
  Source extends string,
  Context extends Schemas,
> extends AuthorizerFields<Context> {
  /** `"token"` reads one header; `"request"` reads headers, query parameters and more. */
  type: "request";
  /**
   * Where the caller's identity stands. All must be present or the call is refused with 401. Only with
   * `cacheSeconds: 0` may the list be empty.
   */
  identitySource: readonly Source[];
}

/** A Lambda authorizer: a function of ours decides who may call. */
export interface LambdaAuthorizer<
  Type extends string = string,
  Source extends string = string,
  Context extends Schemas = Schemas,
> {
  readonly kind: "lambdaAuthorizer";
  readonly type: Type;
  readonly identitySource: readonly Source[];
  readonly cacheSeconds: number;
  readonly identityValidationExpression?: string | undefined;
  readonly context?: Context | undefined;
}

/**
 * A Lambda authorizer, its function found in `handlers/` by the name of the export.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 * @example
 * export const partners = lambdaAuthorizer({
 *   type: "token",
 *   identitySource: "header:Authorization",
 *   cacheSeconds: 300,
 *   context: { tier: z.enum(["gold", "silver"]) },
 * });
 */
export function lambdaAuthorizer<
  const Source extends HeaderSource,
  Context extends Schemas = Record<never, never>,
>(options: TokenAuthorizerOptions<Source, Context>): LambdaAuthorizer<"token", Source, Context>;
export function lambdaAuthorizer<
  const Source extends IdentitySource = never,
  Context extends Schemas = Record<never, never>,
>(options: RequestAuthorizerOptions<Source, Context>): LambdaAuthorizer<"request", Source, Context>;
export function lambdaAuthorizer(
  options: TokenAuthorizerOptions<string, Schemas> | RequestAuthorizerOptions<string, Schemas>,
): LambdaAuthorizer {
  return { ...options, kind: "lambdaAuthorizer", identitySource: [options.identitySource].flat() };
}
