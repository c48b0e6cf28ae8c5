import { unknownValue } from "../base/marks";
import type { Resource, ResourceGraph } from "../graph/resource";

/** A resource of a stack, as `@pulumi/policy` hands it to a stack policy. */
export interface PolicyResource {
  type: string;
  name: string;
  urn: string;
  props: Record<string, unknown>;
  opts?: { protect?: boolean };
  parent?: { urn: string };
}

/** Data is nested a few levels deep; a program's objects may be endless. */
const deepest = 50;

/**
 * A copy in which every value that is not known yet is named as such: during a preview the SDK hands over
 * objects that throw where such a value is read.
 */
function plainCopy(read: () => unknown, depth = 0): unknown {
  let value: unknown;
  try {
    value = read();
  } catch {
    return unknownValue;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) return unknownValue;
  if (Array.isArray(value))
    return Array.from({ length: value.length }, (_, at) =>
      plainCopy(() => (value as unknown[])[at], depth + 1),
    );
  return Object.fromEntries(
    Object.keys(value).map((key) => [
      key,
      plainCopy(() => (value as Record<string, unknown>)[key], depth + 1),
    ]),
  );
}

function resourceOf(one: PolicyResource): Resource {
  const { type, name, urn, opts, parent } = one;
  const props = plainCopy(() => one.props) as Record<string, unknown>;
  return {
    type,
    name,
    urn,
    ...(parent ? { parent: parent.urn } : {}),
    inputs: props,
    // A policy is told inputs and outputs in one.
    outputs: props,
    ...(opts?.protect ? { options: { protect: true } } : {}),
  } as Resource;
}

/** The resources of a stack policy as a graph. */
export const graphOf = (resources: readonly PolicyResource[]): ResourceGraph =>
  resources.map(resourceOf);
