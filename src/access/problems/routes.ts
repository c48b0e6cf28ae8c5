import type { ReadApi } from "../read-apis";
import { nameOf } from "../reading";
import { repeated, type Rule } from "./judged";

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** Text beside a parameter, unclosed and empty braces: "Resource's path part only allow …" */
function segmentProblem(segment: string): string | undefined {
  const parameter = /^\{[^{}+]+\+?\}$/.test(segment);
  if (parameter || !/[{}]/.test(segment)) return undefined;
  return `a path segment is one whole {parameter} or has no braces, found "${segment}"`;
}

function pathProblem(path: string): string | undefined {
  const segments = segmentsOf(path);
  const greedy = segments.findIndex((segment) => segment.endsWith("+}"));
  if (greedy >= 0 && greedy < segments.length - 1)
    return `nothing may stand behind the greedy parameter ${segments[greedy]}`;
  const odd = segments.map(segmentProblem).find((problem) => problem !== undefined);
  const names = segments.filter((segment) => segment.startsWith("{"));
  const [twice] = repeated(names, (name) => name.replace("+", ""));
  return odd ?? (twice && `the parameter ${twice.key} stands there twice`);
}

/** Path parameters that stand beside each other, by the path above them. */
function siblingsOf(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>();
  for (const path of paths) {
    const segments = segmentsOf(path);
    for (const [index, segment] of segments.entries()) {
      if (!segment.startsWith("{")) continue;
      const parent = `/${segments.slice(0, index).join("/")}`;
      const found = parts.get(parent) ?? new Set();
      parts.set(parent, found.add(segment));
    }
  }
  return parts;
}

/** "A sibling of this resource already has a variable path part -- only one is allowed" */
function siblingProblems(paths: readonly string[]): readonly string[] {
  return [...siblingsOf(paths)].flatMap(([parent, found]) => {
    const names = [...found];
    const alike = [
      names.filter((name) => name.endsWith("+}")),
      names.filter((name) => !name.endsWith("+}")),
    ];
    return alike.flatMap((same) =>
      same.length > 1
        ? [`below ${parent} only one path parameter is allowed, found ${same.join(" and ")}`]
        : [],
    );
  });
}

function problemsOf({ api, entries, parts }: ReadApi): readonly string[] {
  const paths = [...new Set(parts.paths.map(({ path }) => path))];
  const ofPaths = paths.flatMap((path) => {
    const problem = pathProblem(path);
    return problem === undefined ? [] : [`${path}: ${problem}`];
  });
  const routes = repeated(parts.methods, ({ path, method }) => `${method.verb} ${path}`);
  const singles = parts.paths.filter(({ id }) => id !== undefined);
  const resources = repeated(singles, ({ path }) => path).filter(
    () => entries.resources.length > 0,
  );
  return [
    ...ofPaths,
    ...siblingProblems(paths),
    ...routes.map(({ key, items }) => `${key} is declared ${items.length} times. Keep one`),
    ...resources.map(({ key }) => `the resource ${key} is declared twice. Keep one`),
  ].map((problem) => `${nameOf(api)}: ${problem}.`);
}

/** Paths and methods that API Gateway does not take. */
export const routeProblems: Rule = ({ apis }) => apis.flatMap(problemsOf);
