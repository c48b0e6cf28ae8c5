import { isRecord } from "../table";
import { check, listOfOnce, object, oneOf, text, whole, type Check } from "./check";

const zero =
  "Write a number above 0: the AWS provider leaves a 0 out of its request, so that no limit would exist.";

/** How fast calls may come. */
export const throttle: Check = object(
  {
    rateLimit: check({
      code: "throttle",
      expected: "a number above 0, of calls per second",
      mend: zero,
      ok: (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
    }),
    burstLimit: whole({ min: 1, max: 2_147_483_647 }, { code: "throttle", mend: zero }),
  },
  ["rateLimit", "burstLimit"],
);

/** How many calls a period may hold. The bounds of the offset depend on the period and are a separate rule. */
export const quota: Check = object(
  {
    limit: whole({ min: 1, max: 2_147_483_647 }, { code: "quota", mend: zero }),
    period: oneOf(["DAY", "WEEK", "MONTH"], "quota"),
    offset: whole({ min: 0 }, { code: "quota-offset", mend: "Leave it out for 0." }),
  },
  ["limit", "period"],
);

const stageOfStack = object({
  stack: text({
    code: "covered-stage",
    expected: '"organization/project/stack"',
    mend: "Write the stack's full name, as `pulumi stack ls` shows it.",
    pattern: /^[\w.-]+\/[\w.-]+\/[\w.-]+$/,
  }),
});

const coveredStage = object(
  {
    apiId: text({
      code: "covered-stage",
      expected: "the id of an API: ten small letters and digits",
      mend: "Take it from the API's address: https://<id>.execute-api.<region>.amazonaws.com.",
      pattern: /^[a-z0-9]{10}$/,
    }),
    stage: text({
      code: "covered-stage",
      expected: "the name of a stage: letters, digits, hyphens and underscores",
      mend: "Take it from the API's address: https://<id>.execute-api.<region>.amazonaws.com/<stage>.",
      pattern: /^[A-Za-z0-9_-]{1,128}$/,
    }),
  },
  ["apiId", "stage"],
);

/** Stages of APIs that another program made. */
export const coveredStages: Check = listOfOnce(
  (value, at) =>
    isRecord(value) && "stack" in value ? stageOfStack(value, at) : coveredStage(value, at),
  {
    code: "covered-stage",
    what: "stages: { apiId, stage } or { stack }",
    same: (value) => JSON.stringify(value),
  },
);

/** How long an endpoint's function may take. */
export const timeout: Check = whole(
  { min: 1, max: 29 },
  {
    code: "timeout",
    mend: "API Gateway answers 504 after 29 seconds; let longer work go on behind a quick answer.",
  },
);

/** Memory of a function: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const memory: Check = whole(
  { min: 128, max: 10_240 },
  { code: "memory", mend: "Write a number of MB that Lambda has." },
);
