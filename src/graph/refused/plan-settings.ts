import { nameOf } from "../read/reading";
import { types } from "../types";
import { holdsUnknown, isRecord, numberOf, textOf, type Values } from "../../base/values";
import type { Judged, Rule } from "./judged";

/** Quotas that are not read because they have no limit or another period. */
function settingProblems({ reading }: Judged): readonly string[] {
  return reading.index.all(types.usagePlan).flatMap((entry) => {
    const { quotaSettings, throttleSettings } = entry.inputs;
    return [...quotaShape(quotaSettings), ...throttleShape(throttleSettings)].map(
      (problem) => `${nameOf(entry)}: ${problem}.`,
    );
  });
}

function blockOf(value: unknown): Values | undefined {
  const block = Array.isArray(value) ? value[0] : value;
  return isRecord(block) && !holdsUnknown(block) ? block : undefined;
}

function quotaShape(value: unknown): readonly string[] {
  const block = blockOf(value);
  if (block === undefined) return [];
  const { limit, period } = block;
  return [
    ...(numberOf(limit) === undefined ? ["a quota needs a limit"] : []),
    ...(["DAY", "WEEK", "MONTH"].includes(textOf(period)?.toUpperCase() ?? "")
      ? []
      : [`a quota's period must be DAY, WEEK or MONTH, found ${JSON.stringify(period)}`]),
  ];
}

function throttleShape(value: unknown): readonly string[] {
  const { rateLimit, burstLimit } = blockOf(value) ?? {};
  const rate = numberOf(rateLimit);
  const burst = numberOf(burstLimit);
  return [
    ...(rateLimit !== undefined && (rate === undefined || rate < 0)
      ? [`its throttle's rateLimit is a number from 0 on, found ${JSON.stringify(rateLimit)}`]
      : []),
    ...(burstLimit !== undefined && (burst === undefined || burst < 0 || !Number.isInteger(burst))
      ? [
          `its throttle's burstLimit is a whole number from 0 on, found ${JSON.stringify(burstLimit)}`,
        ]
      : []),
  ];
}

function memberProblems({ reading }: Judged): readonly string[] {
  return reading.index.all(types.usagePlanKey).flatMap((entry) => {
    const { keyType } = entry.inputs;
    return keyType === undefined || keyType === "API_KEY" || holdsUnknown(keyType)
      ? []
      : [`${nameOf(entry)}: keyType is API_KEY, found ${JSON.stringify(keyType)}.`];
  });
}

/** Quotas, throttles and members of plans that API Gateway does not take. */
export const planSettingProblems: Rule = (judged) => [
  ...settingProblems(judged),
  ...memberProblems(judged),
];
