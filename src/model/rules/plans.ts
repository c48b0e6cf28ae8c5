import { isRecord } from "../table";
import { at, type Rule } from "./rule";

const lastOffset: Readonly<Record<string, number>> = { DAY: 0, WEEK: 6, MONTH: 27 };

/** API Gateway bounds the offset of a quota by its period: CreateUsagePlan refuses others. */
export const quotaOffsets: Rule = ({ entries }) =>
  entries.usagePlan.flatMap((entry) => {
    const quota = entry.fields["quota"];
    if (!isRecord(quota)) return [];
    const { period, offset = 0 } = quota;
    const last = lastOffset[String(period)];
    if (last === undefined || typeof offset !== "number" || offset <= last) return [];
    return at(entry, [
      {
        code: "quota-offset",
        what: `\`quota.offset\` is too great for a ${String(period)}`,
        expected: last === 0 ? "0 for a DAY" : `0 to ${last} for a ${String(period)}`,
        found: String(offset),
        mend: last === 0 ? "Take `offset` out." : "Write a smaller number, or take `offset` out.",
      },
    ]);
  });
