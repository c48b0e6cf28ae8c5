import type { ReadApi } from "../read/apis";
import { nameOf } from "../read/reading";
import { inAwsWords, repeated, type Judged, type Rule } from "./judged";

/** Resources of one API, `/` among them; a quota that AWS raises on request. */
const resourceQuota = 300;

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

const partRefusal = inAwsWords(
  "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
);

/** Text beside a parameter, unclosed and empty braces, and what no path holds unencoded. */
function segmentProblem(segment: string): string | undefined {
  if (/^\{[^{}+]+\+?\}$/.test(segment)) return undefined;
  if (/[{}]/.test(segment))
    return `a path segment is one whole {parameter} or has no braces, found "${segment}". ${partRefusal}`;
  return /[\s?#"<>\\^`|]/.test(segment)
    ? `a path segment holds letters, digits and a few signs, found "${segment}". ${partRefusal}`
    : undefined;
}

function pathProblem(path: string): string | undefined {
  const segments = segmentsOf(path);
  const greedy = segments.findIndex((segment) => segment.endsWith("+}"));
  if (greedy >= 0 && greedy < segments.length - 1)
    return `nothing may stand behind the greedy parameter ${segments[greedy]}. ${inAwsWords(
      `Cannot create a child of a resource with a greedy path variable: ${segments[greedy]}`,
    )}`;
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

/** A greedy parameter counts as well: recorded, LocalStack's test_create_proxy_resource_validation (15-04-2024). */
function siblingProblems(paths: readonly string[]): readonly string[] {
  return [...siblingsOf(paths)].flatMap(([parent, found]) => {
    const [first, ...others] = found;
    if (others.length === 0) return [];
    const refusal = `A sibling (${first}) of this resource already has a variable path part -- only one is allowed`;
    return [
      `below ${parent} only one path parameter is allowed, found ${[...found].join(" and ")}. ${inAwsWords(refusal)}. Use one name for both`,
    ];
  });
}

/** More resources than a new account may have deploy once the quota is raised, so they are named only. */
function warnOfQuota({ api, definition }: ReadApi, { reading }: Judged): void {
  const { length } = definition.resources;
  if (length > resourceQuota)
    reading.warn(
      `${nameOf(api)}: it has ${length} resources, and AWS takes ${resourceQuota} for each API unless the quota is raised.`,
    );
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
    ...resources.map(
      ({ key }) =>
        `the resource ${key} is declared twice. ${inAwsWords(`Another resource with the same parent already has this name: ${key.split("/").at(-1)}`)}. Keep one`,
    ),
  ].map((problem) => `${nameOf(api)}: ${problem}.`);
}

/** Paths and methods that API Gateway does not take. */
export const routeProblems: Rule = (judged) =>
  judged.apis.flatMap((read) => {
    warnOfQuota(read, judged);
    return problemsOf(read);
  });
