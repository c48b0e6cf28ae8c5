import type { Resource, ResourceGraph } from "../../graph/resource";
import { isRecord, type Values } from "../../base/values";

/** A resource that only AWS has. */
export function found(type: string, name: string, parts: Partial<Resource> = {}): Resource {
  return { type, name, urn: `live::${type}::${name}`, inputs: {}, outputs: {}, ...parts };
}

/** The resource with other inputs; one that is `undefined` goes. */
export function withInputs(resource: Resource, inputs: Values): Resource {
  const all = { ...resource.inputs, ...inputs };
  return {
    ...resource,
    inputs: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  };
}

/** Resources in place of others: those of the graph that `change` leaves out go, the rest keep their order. */
export function changed(
  graph: ResourceGraph,
  change: (resource: Resource) => Resource | undefined,
  added: readonly Resource[],
): ResourceGraph {
  return [...graph.flatMap((one) => change(one) ?? []), ...added];
}

/** `AllowAdminCreateUserOnly` as the provider writes it, `allowAdminCreateUserOnly`, all the way down. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
      camelCased(item),
    ]),
  );
}

/** Whether what AWS answers says everything that the program says; lists may be in another order. */
export function says(live: unknown, written: unknown): boolean {
  if (Array.isArray(written)) {
    const all = Array.isArray(live) ? live : [];
    return (
      all.length === written.length && written.every((one) => all.some((item) => says(item, one)))
    );
  }
  if (isRecord(written))
    return (
      isRecord(live) && Object.entries(written).every(([key, value]) => says(live[key], value))
    );
  return String(live) === String(written);
}
