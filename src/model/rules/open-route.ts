import type { Verb } from "../../spec";
import { segmentText, verbs } from "../route";
import { listing } from "../show";
import { accessOf } from "./row-access";
import { routedRows, type RoutedRow } from "./routes";
import type { Rule } from "./rule";

/** What ANY stands for. */
const anyVerbs = verbs.filter((verb) => verb !== "ANY");

/**
 * Routing precedes authorization: where the most specific path lacks a verb, API Gateway goes on to a
 * greedy path that has it. Recorded: an unsigned GET on a path whose only method is a signed POST reaches
 * an open `{proxy+}` at the root and answers 200. A refused path would look protected and not be.
 */
export const openRoutes: Rule = (table) => {
  const rows = routedRows(table);
  const open = rows.filter(
    (row) => accessOf(row.entry) === "public" && row.segments.at(-1)?.kind === "greedy",
  );
  const protectedRows = rows.filter(({ entry }) => {
    const access = accessOf(entry);
    return access !== undefined && access !== "public";
  });
  return open.flatMap((greedy) => {
    const caught = protectedRows
      .filter((row) => row !== greedy && covers(greedy, row))
      .map((row) => ({ row, verbs: uncovered(greedy, row, rows) }))
      .filter(({ verbs }) => verbs.length > 0);
    const [first] = caught;
    if (!first) return [];
    const wheres = [...new Set(caught.map(({ row }) => row.entry.where))];
    const example = `${first.verbs[0]} ${first.row.path}`;
    return [
      {
        code: "open-route-catches",
        where: greedy.entry.where,
        what: `it is public and answers what ${listing(wheres)} would refuse: routing comes before authorization, so that ${example} is answered by ${greedy.entry.name}`,
        expected: "no greedy public route over the path of a protected row",
        found: `${greedy.verb} ${greedy.path} over ${listing([...new Set(caught.map(({ row }) => row.path))])}`,
        mend: `Put ${greedy.entry.name} below its own segment (/site${greedy.path.slice(greedy.path.lastIndexOf("/"))}), protect it, or declare a row for each verb that it would catch (${listing(first.verbs.map((verb) => `${verb} ${first.row.path}`))}).`,
      },
    ];
  });
};

/** Whether what a row's path matches lies below the fixed part of a greedy path. */
function covers(greedy: RoutedRow, row: RoutedRow): boolean {
  const prefix = greedy.segments.slice(0, -1);
  return (
    row.segments.length > prefix.length &&
    row.path !== greedy.path &&
    prefix.every((segment, i) => {
      const other = row.segments[i];
      if (other === undefined) return false;
      // A parameter takes any text, also one that a row has for itself.
      return segment.kind === "parameter" || segmentText(segment) === segmentText(other);
    })
  );
}

/** The verbs of the greedy row that no row of the path takes. */
function uncovered(greedy: RoutedRow, row: RoutedRow, rows: readonly RoutedRow[]): Verb[] {
  const taken = rows.filter(({ path }) => path === row.path).map(({ verb }) => verb);
  if (taken.includes("ANY")) return [];
  const own = greedy.verb === "ANY" ? anyVerbs : [greedy.verb];
  return own.filter((verb) => !taken.includes(verb));
}
