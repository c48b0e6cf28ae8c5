import { listOf, type PolicyDocument } from "../../iam/language/policy";
import { statementsOf } from "./conditions";
import { compareText, sorted } from "./order";
import { filled, stranger } from "./probe-values";

/** Paths of policies' ARNs, cut into segments, by their number. */
export type NamedPaths = ReadonlyMap<number, readonly (readonly string[])[]>;

const mostPaths = 24;

/** The paths that the ARNs of these policies name. */
export function namedPaths(
  policies: readonly (PolicyDocument | "unknown" | undefined)[],
): NamedPaths {
  const texts = statementsOf(policies).flatMap(({ Resource, NotResource }) => [
    ...listOf(Resource ?? []),
    ...listOf(NotResource ?? []),
  ]);
  const found = new Map<number, (readonly string[])[]>();
  for (const text of sorted(texts)) {
    // arn:aws:execute-api:region:account:api/stage/VERB/path
    const path = /^[^/]*\/[^/]*\/[^/]*\/(.*)$/s.exec(text)?.[1];
    if (path === undefined || !/[^*?/]/.test(path)) continue;
    const segments = path.split("/");
    const same = found.get(segments.length);
    if (same) same.push(segments);
    else found.set(segments.length, [segments]);
  }
  return found;
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

const isParameter = (segment: string): boolean => segment.startsWith("{");

/** The values that a named path gives an endpoint's parameters; undefined where it is none of its paths. */
function pathThrough(named: readonly string[], own: readonly string[]): string | undefined {
  let special = false;
  const made: string[] = [];
  for (const [index, segment] of own.entries()) {
    const value = named[index] ?? "";
    const last = index === own.length - 1 && segment.endsWith("+}");
    const taken = last ? named.slice(index).join("/") : value;
    if (isParameter(segment)) {
      if (taken === "") return undefined;
      special ||= /[^*?/]/.test(taken);
      made.push(filled(taken));
    } else if (value === segment) made.push(segment);
    else if (value.includes("*") || value.includes("?")) made.push(segment);
    else return undefined;
  }
  return special ? `/${made.join("/")}` : undefined;
}

/** Paths of an endpoint that policies may judge differently; the first has values that no policy names. */
export function probePaths(path: string, named: NamedPaths): readonly string[] {
  const own = segmentsOf(path);
  if (!own.some(isParameter)) return [path];
  const plain = `/${own.map((segment) => (isParameter(segment) ? stranger : segment)).join("/")}`;
  const greedy = own.at(-1)?.endsWith("+}") === true;
  const candidates = [...named.entries()]
    .filter(([length]) => (greedy ? length >= own.length : length === own.length))
    .sort(([a], [b]) => a - b)
    .flatMap(([, paths]) => paths.flatMap((one) => pathThrough(one, own) ?? []));
  const deep = greedy ? [`${plain}/${stranger}`] : [];
  const others = sorted([...deep, ...candidates]).filter((one) => one !== plain);
  return [plain, ...others.sort(compareText).slice(0, mostPaths)];
}
