import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { Resource } from "../../graph/resource";
import { types } from "../../graph/types";
import { textsOf, textOf } from "../../base/values";

/** What the component around a function says of it. */
export interface Row {
  /** `endpoint`, `authorizer` or `trigger`. */
  kind: "endpoint" | "authorizer" | "trigger";
  /** The name of the component: `GET /orders`, `partners`. */
  name: string;
  calls: readonly string[];
  invokes: readonly string[];
  /** The key that its calls carry. */
  key?: string;
}

const kinds: Readonly<Record<string, Row["kind"]>> = {
  "gatehouse:index:Endpoint": "endpoint",
  "gatehouse:index:LambdaAuthorizer": "authorizer",
  "gatehouse:index:Trigger": "trigger",
};

const known = new WeakMap<Deployed["graph"], ReadonlyMap<string, Row>>();

function rowsByFunction(graph: Deployed["graph"]): ReadonlyMap<string, Row> {
  const found = known.get(graph);
  if (found) return found;
  const components = new Map<string, Resource>();
  for (const one of graph) if (kinds[one.type] !== undefined) components.set(one.urn, one);
  const rows = new Map<string, Row>();
  for (const { type, name, parent } of graph) {
    if (type !== types.function || parent === undefined) continue;
    const component = components.get(parent);
    const kind = component && kinds[component.type];
    if (component === undefined || kind === undefined) continue;
    const key = textOf(component.inputs["key"]);
    rows.set(name, {
      kind,
      name: component.name,
      calls: textsOf(component.inputs["calls"]),
      invokes: textsOf(component.inputs["invokes"]),
      ...(key !== undefined && { key }),
    });
  }
  known.set(graph, rows);
  return rows;
}

/** The row of the table that a function belongs to; undefined for one that is written by hand. */
export function rowOf(definition: Deployed, fn: FunctionDefinition): Row | undefined {
  return rowsByFunction(definition.graph).get(fn.name);
}
