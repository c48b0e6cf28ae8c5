import { types } from "../types";
import { recordOf, textOf } from "../../base/values";
import { nameOf } from "../read/reading";
import { inAwsWords, quoted, repeated, type Judged, type Rule } from "./judged";

/** All environment variables of a function together (Lambda's quota of 4 KB). */
const largestEnvironment = 4_096;

/** Names that Lambda keeps for itself and refuses in an environment. */
const reserved = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

function twice<Item extends { name: string; arn: string }>(
  kind: string,
  items: readonly Item[],
): readonly string[] {
  return repeated(items, ({ arn }) => arn).map(
    ({ key, items: same }) =>
      `The ${kind}s ${quoted(same.map(({ name }) => name))} are one in AWS (${key}). Give each a unique name.`,
  );
}

function environmentProblems({ reading }: Judged): readonly string[] {
  return reading.index.all(types.function).flatMap((entry) => {
    const block = entry.inputs["environment"];
    const variables = recordOf(recordOf(Array.isArray(block) ? block[0] : block)["variables"]);
    const bytes = new TextEncoder().encode(JSON.stringify(variables)).length;
    const names = Object.keys(variables);
    const taken = names.filter((name) => reserved.includes(name));
    return [
      ...(bytes > largestEnvironment
        ? [
            `${nameOf(entry)}: its environment has ${bytes} bytes, at most ${largestEnvironment} are allowed.`,
          ]
        : []),
      ...(taken.length > 0
        ? [
            `${nameOf(entry)}: Lambda keeps these names of its environment for itself: ${taken.join(", ")}. ${inAwsWords(
              `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`,
            )}. Leave them out.`,
          ]
        : []),
    ];
  });
}

function domainProblems({ reading }: Judged): readonly string[] {
  const domains = reading.index.all(types.userPoolDomain);
  return repeated(domains, (entry) => textOf(entry.inputs["domain"])).map(
    ({ key, items }) =>
      `The user pool domains ${quoted(items.map(({ name }) => name))} have one name, ${key}.`,
  );
}

/** Names that are taken twice, and environments that Lambda does not take. */
export const nameProblems: Rule = (judged) => [
  ...twice("function", judged.definition.functions),
  ...twice("role", judged.definition.roles),
  ...twice("user", judged.definition.users),
  ...environmentProblems(judged),
  ...domainProblems(judged),
];
