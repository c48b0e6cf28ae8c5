import { apiOf } from "./api-entries";
import type { DomainDefinition } from "../deployed";
import { identityOf, type Entry } from "./graph-index";
import { nameOf, type Reading } from "./reading";
import { types } from "../types";
import { isUnknown, present, textOf } from "../../base/values";

/** `(none)` is how AWS writes the empty base path. */
function basePathOf(entry: Entry): string {
  const written = textOf(entry.inputs["basePath"]) ?? "";
  return written === "(none)" ? "" : written.replace(/^\/+|(?<!\/)\/+$/g, "");
}

function mappingOf(entry: Entry, reading: Reading): DomainDefinition["mappings"][number][] {
  const api = apiOf(reading.index, entry);
  if (
    api === undefined ||
    isUnknown(entry.inputs["basePath"]) ||
    isUnknown(entry.inputs["stageName"])
  ) {
    reading.warn(
      `${nameOf(entry)}: its API, base path or stage is not known here, so it maps nothing.`,
    );
    return [];
  }
  return [
    present({
      basePath: basePathOf(entry),
      apiId: api.id,
      stage: textOf(entry.inputs["stageName"]) || undefined,
    }),
  ];
}

/** Custom domains and what they map; mappings of a domain that another program owns included. */
export function readDomains(reading: Reading): readonly DomainDefinition[] {
  const mappings = new Map<string, DomainDefinition["mappings"][number][]>();
  for (const entry of reading.index.all(types.domainName)) {
    const name = identityOf(entry, "domainName");
    if (name !== undefined) mappings.set(name.toLowerCase(), []);
  }
  for (const entry of reading.index.all(types.basePathMapping)) {
    const written = entry.inputs["domainName"];
    const domain = reading.index.find(types.domainName, written);
    const name = (domain && identityOf(domain, "domainName")) ?? textOf(written);
    if (name === undefined) continue;
    const own = mappings.get(name.toLowerCase()) ?? [];
    mappings.set(name.toLowerCase(), [...own, ...mappingOf(entry, reading)]);
  }
  return [...mappings].map(([domainName, own]) => ({ domainName, mappings: own }));
}
