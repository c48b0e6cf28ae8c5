import type { ResourceGraph } from "../resource";
import { indexGraph } from "../read/graph-index";
import { nameOf } from "../read/reading";
import { types } from "../types";
import { textOf } from "../../base/values";

/** What the laptop takes and AWS cannot reach. */
export function onlyOnTheLaptop(graph: ResourceGraph): readonly string[] {
  return indexGraph(graph)
    .all(types.openIdConnectProvider)
    .flatMap((entry) => {
      const url = textOf(entry.inputs["url"]);
      if (url === undefined || url.startsWith("https://")) return [];
      return [
        `${nameOf(entry)}: AWS cannot reach an issuer on a laptop. Expected an address with https://, found ${url}. ` +
          "Name the provider's public address for a stack that is deployed.",
      ];
    });
}
