import type { ApiParts } from "../../openapi/read/api-parts";
import type { ResourceDefinition } from "../deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { stableId } from "../../base/stable-id";

/** A path and all paths above it. */
function withParents(path: string): readonly string[] {
  const segments = path.split("/").filter((segment) => segment !== "");
  return ["/", ...segments.map((_, index) => `/${segments.slice(0, index + 1).join("/")}`)];
}

/** Resources by path, each with its methods; paths in between are resources as well, as AWS makes them. */
export function assembleResources(
  apiId: string,
  rootId: string,
  parts: ApiParts,
): readonly ResourceDefinition[] {
  const ids = new Map<string, string>([["/", rootId]]);
  for (const { path, id } of parts.paths) if (id !== undefined) ids.set(path, id);
  const methods = new Map<string, Record<string, MethodDefinition>>([["/", {}]]);
  for (const { path } of parts.paths)
    for (const above of withParents(path)) if (!methods.has(above)) methods.set(above, {});
  for (const { path, method } of parts.methods) {
    const own = methods.get(path) ?? {};
    methods.set(path, { [method.verb]: method, ...own });
  }
  return [...methods].map(([path, own]) => ({
    id: ids.get(path) ?? stableId(`resource:${apiId}:${path}`, 6),
    path,
    methods: own,
  }));
}
