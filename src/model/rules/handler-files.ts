import { handlerName } from "../names";
import type { Problem } from "../problem";
import { listing, nearest } from "../show";
import type { Entry, Table } from "../table";
import { groups } from "./names";
import type { Rule } from "./rule";

/** The file of a row, an authorizer or a trigger, without folder and ending. */
export function handlerOf({ name, fields }: Entry): string {
  const given = fields["handler"];
  return typeof given === "string" ? given : handlerName(name);
}

/** One file for one name, unless a row says that it shares a file. */
export const handlersShared: Rule = (table) =>
  groups(withHandlers(table), handlerOf).flatMap((same): Problem[] => {
    const implied = same.filter(({ fields }) => fields["handler"] === undefined);
    const onlyRows = same.every(({ kind }) => kind === "endpoint");
    const [first, second] = same;
    if (!first || !second || (onlyRows && implied.length < 2)) return [];
    return [
      {
        code: "handler-shared",
        where: first.where,
        what: `its file would be that of ${listing(same.slice(1).map(({ where }) => where))}`,
        expected: "a file for each name",
        found: `handlers/${handlerOf(first)}.ts for ${listing(same.map(({ name }) => name))}`,
        mend: onlyRows
          ? `Rename one, or let them share the file: handler: "${handlerOf(first)}" on ${second.name}.`
          : "Rename one: authorizers and triggers get other events than rows.",
      },
    ];
  });

/** Each name has its file. */
export const handlersThere: Rule = (table) => {
  const files = table.options.handlers;
  if (!files) return [];
  const spare = spareFiles(table);
  return withHandlers(table)
    .filter((entry) => !files.includes(handlerOf(entry)))
    .map((entry) => {
      const file = handlerOf(entry);
      const near = nearest(file, spare);
      const below = nestedOf(table, file);
      if (below !== undefined) {
        return {
          code: "handler-missing",
          where: entry.where,
          what: "its handler lies in a folder below",
          expected: `handlers/${file}.ts`,
          found: `handlers/${below}.ts`,
          mend: `Move handlers/${below}.ts to handlers/${file}.ts, or export its handler from there.`,
        };
      }
      return {
        code: "handler-missing",
        where: entry.where,
        what: "it has no handler",
        expected: `handlers/${file}.ts`,
        found: near ? `handlers/${near}.ts` : "no such file",
        mend: near ? `Rename handlers/${near}.ts, or the export.` : `Write handlers/${file}.ts.`,
      };
    });
};

/** The file of a folder below that has a handler's name. */
function nestedOf({ options }: Table, file: string): string | undefined {
  return (options.nestedHandlers ?? []).find((nested) => nested.split("/").at(-1) === file);
}

/** Each file has its name. */
export const handlersUsed: Rule = (table) =>
  spareFiles(table).map((file) => ({
    code: "handler-without-row",
    where: `handlers/${file}.ts`,
    what: "no row, authorizer or trigger has this handler",
    expected: exportFor(file),
    found: "no such export",
    mend: "Export its row, or move what others import into a separate folder.",
  }));

/** The export that a file waits for; a row with `handler` where no name leads to the file. */
function exportFor(file: string): string {
  const name = file.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]\w*$/.test(name) && handlerName(name) === file
    ? `\`export const ${name} = endpoint(…)\` in api-spec`
    : `a row with \`handler: ${JSON.stringify(file)}\` in api-spec`;
}

/** The files that no name leads to. */
function spareFiles(table: Table): string[] {
  const used = new Set(withHandlers(table).map(handlerOf));
  return (table.options.handlers ?? []).filter((file) => !used.has(file));
}

function withHandlers({ entries }: Table): Entry[] {
  return [...entries.endpoint, ...entries.lambdaAuthorizer, ...entries.trigger];
}
