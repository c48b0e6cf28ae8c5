import { anyVerbs } from "../../iam/write/segments";
import { decodePercent } from "../sigv4";

const answered: ReadonlySet<string> = new Set(anyVerbs);

/** What a route leads to: one resource and its methods by verb. */
export interface RoutedResource<Method> {
  path: string;
  /** By verb, `ANY` included. */
  methods: ReadonlyMap<string, Method>;
}

interface Node<Resource> {
  literals: Map<string, Node<Resource>>;
  parameter: Node<Resource> | undefined;
  /** The resource that ends here. */
  resource: Resource | undefined;
  /** The `{name+}` resource below this node. */
  greedy: Resource | undefined;
}

/** The resources of one API, compiled for lookups. */
export interface RouteTable<Resource> {
  root: Node<Resource>;
}

/** A resource and the method that answers. */
export interface RouteMatch<Method, Resource extends RoutedResource<Method>> {
  resource: Resource;
  method: Method;
  /** Still percent-encoded, as API Gateway hands them over. */
  pathParameters: Record<string, string> | null;
}

function node<Resource>(): Node<Resource> {
  return { literals: new Map(), parameter: undefined, resource: undefined, greedy: undefined };
}

/** `{id}` → 1, `{proxy+}` → 2, a literal → 0. */
function kindOf(segment: string): 0 | 1 | 2 {
  if (!segment.startsWith("{") || !segment.endsWith("}")) return 0;
  return segment.endsWith("+}") ? 2 : 1;
}

/** The name inside `{id}` or `{proxy+}`. */
function nameOf(segment: string): string {
  return segment.slice(1, segment.endsWith("+}") ? -2 : -1);
}

/** Builds the table of an API's resources. */
export function compileRoutes<Method, Resource extends RoutedResource<Method>>(
  resources: readonly Resource[],
): RouteTable<Resource> {
  const root = node<Resource>();
  for (const resource of resources) {
    let at = root;
    const segments = resource.path.split("/").filter((segment) => segment !== "");
    let greedy = false;
    for (const segment of segments) {
      const kind = kindOf(segment);
      if (kind === 2) {
        greedy = true;
      } else if (kind === 1) {
        at = at.parameter ??= node();
      } else {
        let next = at.literals.get(segment);
        if (!next) at.literals.set(segment, (next = node()));
        at = next;
      }
    }
    if (greedy) at.greedy = resource;
    else at.resource = resource;
  }
  return { root };
}

/**
 * Finds the resource and method of a path (without stage and query). Routing picks a pair: where the most
 * specific resource lacks the verb, the next one that has it answers, be it a `{parameter}` or greedy
 * (docs/aws-facts.md 1.1; measured on AWS for both: floci-io/floci#3399, ministackorg/ministack#1423).
 */
export function findRoute<Method, Resource extends RoutedResource<Method>>(
  table: RouteTable<Resource>,
  verb: string,
  path: string,
): RouteMatch<Method, Resource> | undefined {
  let start = 0;
  let end = path.length;
  while (start < end && path.charCodeAt(start) === 47) start++;
  while (end > start && path.charCodeAt(end - 1) === 47) end--;
  const segments = start === end ? [] : path.slice(start, end).split("/");
  const search: Search = { verb, segments };
  const resource = visit(table.root, 0, search);
  if (!resource) return undefined;
  return {
    resource,
    method: methodOf<Method, Resource>(resource, verb)!,
    pathParameters: parametersOf(resource.path, segments),
  };
}

interface Search {
  verb: string;
  segments: readonly string[];
}

function methodOf<Method, Resource extends RoutedResource<Method>>(
  resource: Resource,
  verb: string,
): Method | undefined {
  // ANY stands for these seven alone; another text (an override is free text) would be part of the judged ARN.
  if (!answered.has(verb)) return undefined;
  return resource.methods.get(verb) ?? resource.methods.get("ANY");
}

function visit<Method, Resource extends RoutedResource<Method>>(
  at: Node<Resource>,
  depth: number,
  search: Search,
): Resource | undefined {
  if (depth === search.segments.length) {
    if (!at.resource || methodOf<Method, Resource>(at.resource, search.verb) === undefined) {
      return undefined;
    }
    return at.resource;
  }
  const segment = search.segments[depth]!;
  const literal = at.literals.get(segment) ?? decodedLiteral(at, segment);
  const below =
    (literal && visit(literal, depth + 1, search)) ??
    (at.parameter && segment !== "" ? visit(at.parameter, depth + 1, search) : undefined);
  if (below) return below;
  if (!at.greedy) return undefined;
  return methodOf<Method, Resource>(at.greedy, search.verb) === undefined ? undefined : at.greedy;
}

function decodedLiteral<Resource>(at: Node<Resource>, segment: string): Node<Resource> | undefined {
  return segment.includes("%") ? at.literals.get(decodePercent(segment)) : undefined;
}

function parametersOf(
  template: string,
  segments: readonly string[],
): Record<string, string> | null {
  if (!template.includes("{")) return null;
  const parameters: Record<string, string> = {};
  const parts = template.split("/");
  for (let index = 1; index < parts.length; index++) {
    const part = parts[index]!;
    const kind = kindOf(part);
    if (kind === 1) parameters[nameOf(part)] = segments[index - 1] ?? "";
    if (kind === 2) parameters[nameOf(part)] = segments.slice(index - 1).join("/");
  }
  return parameters;
}
