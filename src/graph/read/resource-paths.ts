import type { ApiEntries } from "./api-entries";
import { referenceOf, type Entry } from "./graph-index";
import { nameOf, type Reading } from "./reading";
import { stableId } from "../../base/stable-id";
import { isUnknown, textOf } from "../../base/values";

/** A resource of an API and where it stands. */
export interface ResourcePlace {
  id: string;
  path: string;
}

/** The paths of an API's Resource entries. */
export interface ResourcePaths {
  all: readonly ResourcePlace[];
  /** The place that a `resourceId` names. */
  find(reference: unknown): ResourcePlace | undefined;
}

/** Id of the path `/`; stable where the graph gives none. */
export function rootIdOf(api: Entry): string {
  return textOf(api.outputs["rootResourceId"]) || stableId(`root:${api.id}`);
}

/** Works out the path of each Resource from its parents. */
export function resourcePaths(api: Entry, entries: ApiEntries, reading: Reading): ResourcePaths {
  const rootId = rootIdOf(api);
  const rootKnown = Boolean(textOf(api.outputs["rootResourceId"]));
  const byName = new Map<string, Entry>();
  for (const entry of entries.resources)
    for (const name of [entry.name, entry.urn, entry.id]) byName.set(name, entry);
  const places = new Map<Entry, ResourcePlace | undefined>();

  const isRoot = (reference: string | undefined): boolean =>
    reference !== undefined && (reference === rootId || (!rootKnown && !byName.has(reference)));

  const placeOf = (entry: Entry): ResourcePlace | undefined => {
    if (places.has(entry)) return places.get(entry);
    places.set(entry, undefined);
    const parentId = entry.inputs["parentId"] ?? entry.inputs["parent"];
    const reference = referenceOf(parentId);
    const part = textOf(entry.inputs["pathPart"]);
    const above = reference === undefined ? undefined : byName.get(reference);
    const base = isRoot(reference) ? "" : above && placeOf(above)?.path;
    if (base === undefined || part === undefined) {
      if (isUnknown(parentId) || isUnknown(entry.inputs["pathPart"]))
        reading.warn(`${nameOf(entry)}: its path is not known, so its methods are left out.`);
      else reading.problem(`${nameOf(entry)}: its parent is not a resource of the API.`);
      return undefined;
    }
    const place = { id: entry.id, path: `${base}/${part}` };
    places.set(entry, place);
    return place;
  };

  const all = entries.resources.flatMap((entry) => placeOf(entry) ?? []);
  return {
    all: [{ id: rootId, path: "/" }, ...all],
    find: (reference) => {
      const name = referenceOf(reference);
      const entry = name === undefined ? undefined : byName.get(name);
      if (entry !== undefined) return placeOf(entry);
      return isRoot(name) ? { id: rootId, path: "/" } : undefined;
    },
  };
}
