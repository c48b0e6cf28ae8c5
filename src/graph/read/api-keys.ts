import type { ApiKeyDefinition } from "../deployed";
import { valueOf, type Entry } from "./graph-index";
import type { Reading } from "./reading";
import { apiKeyComponent, types } from "../types";
import { booleanOf, isUnknown, present, textOf } from "../../base/values";

/** The component around a key's versions, and the version at the end of the key's name. */
function groupOf(
  entry: Entry,
  reading: Reading,
): { group?: string; version?: number; customer?: string } {
  const parent = reading.index.byUrn(entry.parent);
  const isOurs =
    parent?.type === apiKeyComponent || entry.parent?.split("::").at(-2)?.endsWith(apiKeyComponent);
  const group = parent?.name ?? entry.parent?.split("::").at(-1);
  if (!isOurs || group === undefined) return {};
  const version = /-(\d+)$/.exec(entry.name)?.[1];
  const [from, to] = [group.length + 1, -1 - (version?.length ?? 0)];
  return present({
    group,
    version: version === undefined ? undefined : Number(version),
    customer: entry.name.slice(from, to) || undefined,
  });
}

/** All API keys of a graph. A value that is withheld or made by AWS is absent. */
export function readApiKeys(reading: Reading): readonly ApiKeyDefinition[] {
  return reading.index.all(types.apiKey).map((entry) => {
    const enabled = entry.inputs["enabled"] ?? entry.outputs["enabled"];
    return present({
      name: entry.name,
      ...groupOf(entry, reading),
      id: entry.id,
      value: textOf(valueOf(entry, "value")) || undefined,
      enabled: isUnknown(enabled) ? false : (booleanOf(enabled) ?? true),
    });
  });
}
