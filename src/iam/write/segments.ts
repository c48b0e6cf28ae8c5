/** A row of the table, as far as statements need it. */
export interface EndpointRef {
  /** The name of the export. */
  name: string;
  /** `GET`, …, or `ANY`. */
  verb: string;
  /** `"/stock/{restaurant}"` */
  path: string;
  /**
   * Whether this policy decides about the row. Where it does not (a row of another access), what cannot
   * be refused is a note, not a problem.
   * @default true
   */
  judged?: boolean;
}

/** Fixed text, a parameter that takes one segment, or one that takes all that follow. */
export type Segment =
  { kind: "text"; text: string } | { kind: "parameter" | "greedy"; name: string };

/** A row for one verb. */
export interface VerbRow {
  row: EndpointRef;
  segments: readonly Segment[];
}

/** What `ANY` stands for: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html */
export const anyVerbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

/** A path in its segments; none for the root. */
export function segmentsOf(path: string): Segment[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((part) => {
    const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) return { kind: "text", text: part };
    return { kind: plus ? "greedy" : "parameter", name };
  });
}

/** The route of a row, as a reader knows it: `GET /orders/{id} (getOrder)`. */
export function routeOf({ name, verb, path }: EndpointRef): string {
  return `${verb} ${path} (${name})`;
}

/**
 * The rows that answer one verb: those of the verb and, where a path has none, its `ANY` row. An exact
 * verb beats `ANY` on the same resource.
 */
export function rowsOfVerb(rows: readonly EndpointRef[], verb: string): VerbRow[] {
  const parsed = rows.map((row) => ({ row, segments: segmentsOf(row.path) }));
  const exact = parsed.filter(({ row }) => row.verb === verb);
  const taken = new Set(exact.map(({ segments }) => shapeOf(segments)));
  const any = parsed.filter(
    ({ row, segments }) => row.verb === "ANY" && !taken.has(shapeOf(segments)),
  );
  return [...exact, ...any];
}

/** Whether routing prefers the first of two rows that both match a path: fixed text, then a parameter, then a greedy one. */
export function comesFirst(a: readonly Segment[], b: readonly Segment[]): boolean {
  const rank = { text: 0, parameter: 1, greedy: 2 };
  for (const [i, segment] of a.entries()) {
    const other = b[i];
    if (!other) return false;
    if (segment.kind !== other.kind) return rank[segment.kind] < rank[other.kind];
  }
  return false;
}

function shapeOf(segments: readonly Segment[]): string {
  return segments.map((s) => (s.kind === "text" ? s.text : `{${s.kind}}`)).join("/");
}
