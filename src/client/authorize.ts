import type { Endpoint, Input, LambdaAuthorizer, Output, Schema, Schemas } from "../spec";
import type { AuthorizerEvent, LambdaContext } from "./event";
import type { Plain } from "./call-types";

/** Refuses the call: API Gateway answers 403. */
export interface Deny {
  readonly kind: "deny";
}

/** What `authorize` returns to refuse a call with 403. For 401 throw `new Error("Unauthorized")`. */
export const deny: Deny = { kind: "deny" };

// An input of any type (`z.coerce`) says nothing; what the schema gives says more.
type ContextValue<S> = S extends Schema
  ? unknown extends Input<S>
    ? Output<S> extends Plain
      ? Output<S> | string
      : Plain
    : Input<S> & (Plain | undefined)
  : never;

type OptionalNames<C extends Schemas> = {
  [K in keyof C]: undefined extends ContextValue<C[K]> ? K : never;
}[keyof C];

type Context<C extends Schemas> = {
  readonly [K in Exclude<keyof C, OptionalNames<C>>]: ContextValue<C[K]>;
} & {
  readonly [K in OptionalNames<C>]?: ContextValue<C[K]>;
};

type ContextPart<C extends Schemas> =
  {} extends Context<C>
    ? { readonly context?: Context<C> }
    : {
        /** What the row of the authorizer declares, for the handlers behind it. */
        readonly context: Context<C>;
      };

/** Lets a caller in. */
export type Allowed<C extends Schemas> = ContextPart<C> & {
  /** Who it is; handlers read it as `caller.principalId`. */
  readonly principal: string;
  /** The rows behind this authorizer that the caller may call. @default all of them */
  readonly allow?: readonly Endpoint<string, "custom">[];
  /** The API key to meter by, where the API reads keys from its authorizers. @default none */
  readonly usageIdentifierKey?: string;
};

type Places<Source extends string, Place extends string> = {
  readonly [S in Source as S extends `${Place}:${infer Name}` ? Name : never]: string;
};

interface WholeEvent {
  /** The whole event; only with `cacheSeconds: 0`, since a kept answer must not hang on more than the identity. */
  readonly event?: AuthorizerEvent;
}

/** What the code of a `"token"` authorizer gets. */
export interface TokenIdentity extends WholeEvent {
  /** The whole value of the header. */
  readonly token: string;
}

/** What the code of a `"request"` authorizer gets: its identity sources. */
export interface RequestIdentity<Source extends string> extends WholeEvent {
  readonly headers: Places<Source, "header">;
  readonly query: Places<Source, "query">;
  readonly stageVariables: Places<Source, "stageVariable">;
  /** Fields of `$context`, by the name that the row gives: `"identity.sourceIp"`. */
  readonly context: Places<Source, "context">;
}

/** What an authorizer's code gets, by its type. */
export type IdentityOf<Type extends string, Source extends string> = Type extends "token"
  ? TokenIdentity
  : RequestIdentity<Source>;

/** The code of an authorizer and the row that it is for. */
export interface Authorization<Run = unknown> {
  readonly kind: "authorization";
  /** The name of the authorizer. */
  readonly authorizer: string;
  readonly run: Run;
}

type Decision<C extends Schemas> = Allowed<C> | Deny;

/**
 * The code of a Lambda authorizer: says who is calling, or `deny`. The policy is written for it. Above
 * `cacheSeconds: 0` the answer is kept for one identity and covers every row behind the authorizer, so
 * the code sees only the identity sources.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @example
 * export const handler = authorize(partners, async ({ token }) => {
 *   const partner = await lookUp(token);
 *   return partner ? { principal: partner.id, context: { tier: partner.tier } } : deny;
 * });
 */
export function authorize<Type extends string, Source extends string, const C extends Schemas>(
  authorizer: LambdaAuthorizer<Type, Source, C>,
  run: (
    identity: IdentityOf<Type, Source>,
    context: LambdaContext,
  ) => Promise<NoInfer<Decision<C>>> | NoInfer<Decision<C>>,
): Authorization<typeof run> {
  return { kind: "authorization", authorizer: (authorizer as { name?: string }).name ?? "", run };
}
