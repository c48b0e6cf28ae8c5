import type { ApiModel } from "./model";
import { compare } from "./names";
import { parseRoute } from "./route";
import { allEntries, type Entry, type Table } from "./table";

/** What an acceptance is about, as notes call it. */
function ofEntry({ kind, name, fields }: Entry): string {
  if (kind === "apiSettings") return "apiSettings";
  const route = kind === "endpoint" ? parseRoute(fields["route"]) : name;
  return typeof route === "string" ? route : `${route.verb} ${route.path}`;
}

/** The acceptances of a table, as part of its model; nothing where it has none. */
export function acceptedModel(table: Table): Pick<ApiModel, "accepted"> {
  const entries = allEntries(table)
    .flatMap((entry) => {
      const given = entry.fields["accept"];
      const texts = Array.isArray(given) ? given.map(String) : [];
      return texts.length === 0 ? [] : [{ entry, of: ofEntry(entry), texts }];
    })
    .sort((a, b) => compare(a.of, b.of));
  if (entries.length === 0) return {};
  const rows = entries.filter(({ entry }) => entry.kind === "endpoint");
  return {
    accepted: {
      accepted: Object.fromEntries(entries.map(({ of, texts }) => [of, texts])),
      names: Object.fromEntries(rows.map(({ of, entry }) => [of, entry.name])),
    },
  };
}
