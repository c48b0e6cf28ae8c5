import { parseArn } from "../arn";
import { types } from "../types";
import { holdsUnknown, numberOf } from "../values";
import { nameOf, type Reading } from "../reading";
import type { FunctionDefinition } from "../definition";
import type { Rule } from "./judged";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ranges = {
  timeout: { least: 1, most: 900, unit: "seconds" },
  memorySize: { least: 128, most: 10_240, unit: "MB" },
} as const;

function rangeProblems(reading: Reading): readonly string[] {
  return reading.index.all(types.function).flatMap((entry) =>
    Object.entries(ranges).flatMap(([input, { least, most, unit }]) => {
      const value = numberOf(entry.inputs[input]);
      if (value === undefined || (value >= least && value <= most && Number.isInteger(value)))
        return [];
      return [
        `${nameOf(entry)}: ${input} lies between ${least} and ${most} ${unit}, found ${value}.`,
      ];
    }),
  );
}

function nameProblem({ name, functionName, arn }: FunctionDefinition): string | undefined {
  const fits = /^[a-zA-Z0-9_-]{1,64}$/.test(functionName);
  return fits || holdsUnknown(arn) || parseArn(arn) === undefined
    ? undefined
    : `Function "${name}": a function's name has 1 to 64 letters, digits, "-" and "_", found "${functionName}".`;
}

/** Functions that Lambda does not take. */
export const functionProblems: Rule = ({ definition, reading }) => [
  ...rangeProblems(reading),
  ...definition.functions.flatMap((fn) => nameProblem(fn) ?? []),
];
