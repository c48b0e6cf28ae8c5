import type { Deployed } from "../../../graph/deployed";
import { AwsError } from "../service/aws-error";

/** What a caller of Lambda named. */
export interface LambdaTarget {
  /** With the qualifier, as policies see it. */
  arn: string;
  /** Without it. */
  functionArn: string;
  qualifier?: string;
}

/** Function names may be a name, `name:alias`, `account:function:name`, or an ARN. */
const names =
  /^(?:arn:[^:]+:lambda:(?<region>[^:]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[A-Za-z0-9_-]+)(?::(?<alias>[A-Za-z0-9$_-]+))?$/;

/** The function that a path names; throws where name and `Qualifier` disagree. */
export function readTarget(text: string, qualifier: string | null, graph: Deployed): LambdaTarget {
  const groups = names.exec(text)?.groups;
  if (!groups?.["name"]) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${text.slice(0, 140)}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`,
    );
  }
  const { region, account, name, alias } = groups;
  if (qualifier && alias && qualifier !== alias) {
    throw new AwsError(
      "InvalidParameterValueException",
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  const known = graph.functions.find(
    (fn) =>
      fn.functionName === name &&
      (region === undefined || fn.arn.split(":")[3] === region) &&
      (account === undefined || fn.arn.split(":")[4] === account),
  );
  const functionArn =
    known?.arn ??
    `arn:${graph.partition}:lambda:${region ?? graph.region}:${account ?? graph.accountId}:function:${name}`;
  const found = qualifier || alias;
  return found
    ? { functionArn, qualifier: found, arn: `${functionArn}:${found}` }
    : { functionArn, arn: functionArn };
}
