import type { Usage, UsageRow } from "./read-usage";

const periods: Readonly<Record<UsageRow["period"], string>> = {
  DAY: "today",
  WEEK: "this week",
  MONTH: "this month",
};

/** The table that people read. */
export function usageLines({ rows, uncounted }: Usage): string[] {
  const notes = uncounted.map(
    (name) => `The plan ${name} has no quota, so its calls are not counted.`,
  );
  if (rows.length === 0) return ["No key is in a plan with a quota.", ...notes];
  const head = ["key", "plan", "used today", "used in the period", "left"];
  const cells = rows.map((row) => [
    row.key,
    row.plan,
    String(row.usedToday),
    `${row.usedInPeriod} (${periods[row.period]})`,
    String(row.left),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(head), ...cells.map(line), ...notes];
}
