/** The HTTP methods that a row may name. API Gateway knows no others. */
export type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "ANY";

/** A verb, one space and a path: `"GET /restaurants/{restaurant}"`. */
export type Route = `${Verb} /${string}`;

type Segments<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Head | Segments<Tail>
  : Path;
type PathOf<R extends string> = R extends `${string} /${infer Path}` ? Path : never;

type Name<Segment> = Segment extends `{${infer N}+}`
  ? N
  : Segment extends `{${infer N}}`
    ? N
    : never;

/** The names of the path parameters of a route: `"id"` of `"GET /orders/{id}"`. */
export type Names<R extends string> = Name<Segments<PathOf<R>>>;

type SegmentFault<
  Segment extends string,
  Last extends boolean,
> = Segment extends `${string} ${string}`
  ? "a path has no spaces"
  : Segment extends "{}" | "{+}"
    ? "a path parameter needs a name: {name}"
    : Segment extends `{${infer N}}`
      ? N extends `${string}{${string}` | `${string}}${string}`
        ? "a segment holds one path parameter and nothing beside it"
        : N extends `${string}+`
          ? Last extends true
            ? never
            : "a greedy parameter {name+} stands in the last segment"
          : never
      : Segment extends `${string}{${string}`
        ? Segment extends `${string}}${string}`
          ? "a segment holds one path parameter and nothing beside it"
          : "a path parameter is not closed: {name}"
        : Segment extends `${string}}${string}`
          ? "a path parameter is not opened: {name}"
          : never;

type PathFault<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Head extends ""
    ? "a path has no empty segments and no slash at its end"
    : SegmentFault<Head, false> | PathFault<Tail>
  : SegmentFault<Path, true>;

type RouteFault<R extends string> = R extends `${Verb} /${infer Path}`
  ? Path extends `${string}/`
    ? "a path has no empty segments and no slash at its end"
    : PathFault<Path>
  : never;

/** What a mistake would have to be, so that the compiler's message says the sentence. */
export interface Malformed<Sentence> {
  readonly malformed: Sentence;
}

/** Anything where the route is well formed, else a type that carries a sentence about what is wrong. */
export type CheckedRoute<R extends string> = [RouteFault<R>] extends [never]
  ? unknown
  : Malformed<RouteFault<R>>;
