import type { BuildOptions } from "./model";
import type { Problem } from "./problem";
import { listing, show } from "./show";
import { isRecord, kindOf, kinds, kindWords, type Entry, type Kind, type Table } from "./table";

/** One exported value: `path` is `["plans", "free"]` for a value within an exported record. */
interface Found {
  path: readonly string[];
  kind: Kind;
  value: object;
}

/** The table behind the exports, and what is wrong with how things are exported. */
export function collect(
  spec: Readonly<Record<string, unknown>>,
  options: BuildOptions,
): { table: Table; problems: Problem[] } {
  const found = Object.entries(spec).flatMap(([name, value]) => findIn(spec, name, value));
  const problems: Problem[] = [];
  const entries = Object.fromEntries(kinds.map((kind) => [kind, [] as Entry[]])) as Record<
    Kind,
    Entry[]
  >;
  const entryOf = new Map<object, Entry>();
  const pathsOf = new Map<object, Found[]>();
  for (const one of found) pathsOf.set(one.value, [...(pathsOf.get(one.value) ?? []), one]);

  for (const [value, places] of pathsOf) {
    const named = places.filter(isNamed);
    const first = named[0] ?? places[0];
    if (!first) continue;
    const entry = entryAt(first, options.placeOf?.(first.path));
    if (named.length === 0) problems.push(notTopLevel(entry, first));
    const names = new Set(named.map(({ path }) => path.at(-1)));
    if (names.size > 1) problems.push(twoNames(entry, named));
    entries[entry.kind].push(entry);
    entryOf.set(value, entry);
  }
  return { table: { entries, entryOf, options }, problems };
}

function findIn(spec: object, name: string, value: unknown): Found[] {
  const kind = kindOf(value);
  if (kind) return [{ path: [name], kind, value: value as object }];
  // `default` of a module that was loaded as CommonJS is the module itself.
  if (value === spec || name === "default") return [];
  if (!isRecord(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([inner, one]): Found[] => {
    const innerKind = kindOf(one);
    return innerKind ? [{ path: [name, inner], kind: innerKind, value: one as object }] : [];
  });
}

/** Plans may stand in a record; everything else gets its name from its export. */
function isNamed({ path, kind }: Found): boolean {
  return path.length === 1 || (kind === "usagePlan" && !/^\d+$/.test(path[1] ?? ""));
}

function entryAt({ path, kind, value }: Found, declared: string | undefined): Entry {
  const fields = value as Record<string, unknown>;
  const place = path.join(".");
  const label = kind === "endpoint" ? `${place} (${routeText(fields["route"])})` : place;
  const name = path.at(-1) ?? "";
  if (declared === undefined) return { kind, name, path, where: label, fields };
  return { kind, name, path, where: `${label} at ${declared}`, place: declared, fields };
}

/** A route on one line, whatever it is. */
function routeText(route: unknown): string {
  return typeof route === "string" ? JSON.stringify(route).slice(1, -1) : show(route);
}

function notTopLevel(entry: Entry, { path, kind }: Found): Problem {
  return {
    code: "not-top-level",
    where: entry.where,
    what: `${kindWords[kind]} stands within ${path[0]}, so it has no name`,
    expected: "a separate export",
    found: path.join("."),
    mend:
      kind === "usagePlan"
        ? `Put it into a record, { name: usagePlan(…) }, or write: export const … = usagePlan(…).`
        : `Write: export const ${/^\d+$/.test(entry.name) ? "…" : entry.name} = ${kind}(…).`,
  };
}

function twoNames(entry: Entry, places: readonly Found[]): Problem {
  const names = places.map(({ path }) => path.join("."));
  return {
    code: "two-names",
    where: entry.where,
    what: `${kindWords[entry.kind]} is exported as ${listing(names)}`,
    expected: "one name: functions, roles and reports are called by it",
    found: listing(names),
    mend: `Export it once, or write a second one out.`,
  };
}
