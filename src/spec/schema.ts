/**
 * Any zod schema, seen from outside: what it takes and what it gives. Inference goes through this and
 * never through `z.ZodType<T>`, with which the compiler runs out of memory at 1,000 rows.
 */
export interface Schema<Output = unknown, Input = unknown> {
  readonly _zod: { readonly output: Output; readonly input: Input };
}

/** Schemas by the name of a path parameter, query parameter or header. */
export type Schemas = Readonly<Record<string, Schema>>;

/** What a schema gives: the value that a handler reads. */
export type Output<S> = S extends Schema<infer O> ? O : never;

/** What a schema takes: the value that a caller sends. */
export type Input<S> = S extends Schema<unknown, infer I> ? I : never;

type Simplify<T> = { [K in keyof T]: T[K] };
type OptionalNames<S extends Schemas> = {
  [K in keyof S]: undefined extends Input<S[K]> ? K : never;
}[keyof S];

/** What a record of schemas gives. */
export type Outputs<S extends Schemas> = { [K in keyof S]: Output<S[K]> };

/** What a record of schemas takes: names whose schema takes `undefined` may be left out. */
export type Inputs<S extends Schemas> = Simplify<
  { [K in Exclude<keyof S, OptionalNames<S>>]: Input<S[K]> } & {
    [K in OptionalNames<S>]?: Input<S[K]> | undefined;
  }
>;
