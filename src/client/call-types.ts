import type {
  Endpoint,
  Input,
  Inputs,
  LambdaAuthorizer,
  Names,
  Schema,
  Schemas,
  Verb,
} from "../spec";

/** A value that can stand in a path, a query or a header. */
export type Plain = string | number | boolean;

/** A query or headers of a row that declares none. */
type Loose = Readonly<Record<string, Plain | readonly Plain[] | undefined>>;

type Part<Key extends string, T> = {} extends T
  ? { readonly [K in Key]?: T | undefined }
  : { readonly [K in Key]: T };

type ParamInputs<R extends string, P extends Schemas> = {
  readonly [K in Names<R>]: K extends keyof P ? Input<P[K]> : Plain;
};

type ParamsPart<R extends string, P extends Schemas> = [Names<R>] extends [never]
  ? unknown
  : { readonly params: ParamInputs<R, P> };

type DeclaredOrLoose<S extends Schemas> = [keyof S] extends [never] ? Loose : Inputs<S>;

type BodyPart<B extends Schema> = [B] extends [never]
  ? { readonly body?: unknown }
  : undefined extends Input<B>
    ? { readonly body?: Input<B> }
    : { readonly body: Input<B> };

type MethodPart<R extends string> = R extends `ANY ${string}`
  ? { readonly method: Exclude<Verb, "ANY"> }
  : unknown;

type SourceOf<Authorizer extends LambdaAuthorizer> =
  Authorizer extends LambdaAuthorizer<"request", infer Source> ? Source : never;

type SourcePart<Source extends string, Place extends string> = {
  readonly [S in Source as S extends `${Place}:${infer Name}` ? Name : never]: string;
};

type Needs<A extends string, Authorizer extends LambdaAuthorizer> = A extends "cognito"
  ? "token"
  : A extends "custom"
    ? Authorizer extends LambdaAuthorizer<"token">
      ? "token"
      : never
    : never;

type TokenPart<A extends string, Authorizer extends LambdaAuthorizer> = [
  Needs<A, Authorizer>,
] extends [never]
  ? unknown
  : {
      /** The token that the row asks for, as its header holds it. */
      readonly token: string;
    };

/** What `call` takes for a row: what its schemas take, and the token or identity that its access asks for. */
export type CallInput<
  R extends string,
  A extends string,
  P extends Schemas,
  Q extends Schemas,
  H extends Schemas,
  B extends Schema,
  Authorizer extends LambdaAuthorizer,
> = ParamsPart<R, P> &
  Part<"query", DeclaredOrLoose<Q> & SourcePart<SourceOf<Authorizer>, "query">> &
  Part<"headers", DeclaredOrLoose<H> & SourcePart<SourceOf<Authorizer>, "header">> &
  BodyPart<B> &
  TokenPart<A, Authorizer> &
  MethodPart<R>;

/** What `invoke` takes for a row: what its schemas take; it passes no gateway, so no credentials. */
export type InvokeInput<
  R extends string,
  P extends Schemas,
  Q extends Schemas,
  H extends Schemas,
  B extends Schema,
> = ParamsPart<R, P> &
  Part<"query", DeclaredOrLoose<Q>> &
  Part<"headers", DeclaredOrLoose<H>> &
  BodyPart<B>;

type Arguments<T> = {} extends T ? [input?: T] : [input: T];

/** What an endpoint would have to be, so that the compiler's message says the sentence. */
interface NotListed<Sentence> {
  readonly notListed: Sentence;
}

type Listed<R extends string, Rows extends string, Field extends string> = [R] extends [Rows]
  ? unknown
  : NotListed<`${R} is not in the row's ${Field}`>;

// An endpoint that is not listed is marked itself, and not its missing input.
type ListedArguments<R extends string, Rows extends string, T> = [R] extends [Rows]
  ? Arguments<T>
  : [input?: unknown];

/** Calls an endpoint of the row's `calls` over HTTPS, through the gateway, with the credentials that it asks for. */
export interface Call<Calls extends string> {
  /**
   * Calls an endpoint and gives its JSON answer. Throws `ApiError` for any status but 2xx.
   * @example
   * const stock = await call(getStock, { params: { restaurant: "7" } });
   */
  <
    R extends string,
    A extends string,
    P extends Schemas,
    Q extends Schemas,
    H extends Schemas,
    B extends Schema,
    Response extends Schema,
    Authorizer extends LambdaAuthorizer,
  >(
    endpoint: Endpoint<R, A, string, string, P, Q, H, B, Response, Authorizer> &
      Listed<R, Calls, "calls">,
    ...input: ListedArguments<R, Calls, CallInput<R, A, P, Q, H, B, Authorizer>>
  ): Promise<Input<Response>>;
}

/** Invokes the function of an endpoint of the row's `invokes` directly, past the gateway. */
export interface Invoke<Invokes extends string> {
  /**
   * Invokes an endpoint's function and gives its JSON answer. Throws `ApiError` for any status but 2xx,
   * and where the function fails.
   * @example
   * const left = await invoke(reserveStock, { params: { restaurant: "7" }, body: { portions: 2 } });
   */
  <
    R extends string,
    P extends Schemas,
    Q extends Schemas,
    H extends Schemas,
    B extends Schema,
    Response extends Schema,
  >(
    endpoint: Endpoint<R, string, string, string, P, Q, H, B, Response> &
      Listed<R, Invokes, "invokes">,
    ...input: ListedArguments<R, Invokes, InvokeInput<R, P, Q, H, B>>
  ): Promise<Input<Response>>;
}
