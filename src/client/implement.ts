import type {
  Endpoint,
  Input,
  LambdaAuthorizer,
  Names,
  Output,
  Outputs,
  Schema,
  Schemas,
} from "../spec";
import type { Call, Invoke } from "./call-types";
import type { CallerOf } from "./caller";
import type { LambdaContext, ProxyEvent } from "./event";
import type { Reply } from "./reply";

/** What a handler gets: what came in, parsed by the row's schemas. */
export interface HandlerRequest<
  R extends string,
  A extends string,
  P extends Schemas,
  Q extends Schemas,
  H extends Schemas,
  B extends Schema,
  Authorizer extends LambdaAuthorizer,
> {
  /** The path parameters, percent-decoded, by name. */
  readonly params: { readonly [K in Names<R>]: K extends keyof P ? Output<P[K]> : string };
  /** The query parameters that the row declares. A list where the schema takes one, else the last value. */
  readonly query: Outputs<Q>;
  /** The headers that the row declares, under the names it gives them. */
  readonly headers: Outputs<H>;
  /** The body, where the row declares one. */
  readonly body: [B] extends [never] ? undefined : Output<B>;
  /** Who called, by the row's access. */
  readonly caller: CallerOf<A, Authorizer>;
  /** The event of API Gateway, without the value of an API key. */
  readonly event: ProxyEvent;
  /** What Lambda says about the invocation. */
  readonly context: LambdaContext;
}

/** A handler and the row that it is for. `run` is the handler itself, for tests. */
export interface Implementation<Run = unknown> {
  readonly kind: "implementation";
  /** The row's name. */
  readonly endpoint: string;
  readonly run: Run;
}

type Result<Response extends Schema> = Input<Response> | Reply;

/**
 * The handler of a row: it gets the request parsed by the row's schemas, `call` for the row's `calls`
 * and `invoke` for its `invokes`. What it returns is sent as JSON with 200; `html`, `json` and `reply`
 * choose something else. What it throws is answered with 502.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * @example
 * export const handler = implement(getStock, async ({ params }) => stockOf(params.restaurant));
 */
export function implement<
  R extends string,
  A extends string,
  Calls extends string,
  Invokes extends string,
  P extends Schemas,
  Q extends Schemas,
  H extends Schemas,
  B extends Schema,
  Response extends Schema,
  Authorizer extends LambdaAuthorizer,
>(
  endpoint: Endpoint<R, A, Calls, Invokes, P, Q, H, B, Response, Authorizer>,
  run: (
    request: HandlerRequest<R, A, P, Q, H, B, Authorizer>,
    call: Call<Calls>,
    invoke: Invoke<Invokes>,
  ) => Promise<Result<Response>> | Result<Response>,
): Implementation<typeof run> {
  return { kind: "implementation", endpoint: (endpoint as { name?: string }).name ?? "", run };
}
