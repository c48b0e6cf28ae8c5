import type { Statement } from "../language/policy";

/**
 * The statement that lets a function invoke others directly, through their alias `direct` and nothing else.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
 */
export function invokeStatement(functionArns: readonly string[]): Statement {
  const aliases = functionArns.map((arn) => (arn.endsWith(":direct") ? arn : `${arn}:direct`));
  return {
    Sid: "DirectInvokes",
    Effect: "Allow",
    Action: "lambda:InvokeFunction",
    Resource: [...new Set(aliases)].sort(),
  };
}

/**
 * The statement that lets a user pool send messages by SMS; a phone number is no resource that it could name.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
 */
export function sendTextsStatement(): Statement {
  return { Sid: "Texts", Effect: "Allow", Action: "sns:Publish", Resource: "*" };
}

/**
 * The statement that lets people keep datasets in Cognito Sync, each their own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export function ownDatasetsStatement(parts: Omit<ParameterParts, "paths">): Statement {
  const { partition, region, accountId } = parts;
  const own =
    "identitypool/${cognito-identity.amazonaws.com:aud}/identity/${cognito-identity.amazonaws.com:sub}";
  const arn = `arn:${partition}:cognito-sync:${region}:${accountId}:${own}`;
  return {
    Sid: "OwnDatasets",
    Effect: "Allow",
    Action: [
      "cognito-sync:DeleteDataset",
      "cognito-sync:DescribeDataset",
      "cognito-sync:ListDatasets",
      "cognito-sync:ListRecords",
      "cognito-sync:UpdateRecords",
    ],
    Resource: [arn, `${arn}/*`],
  };
}

/** Where an API's parameters are. */
export interface ParameterParts {
  partition: string;
  region: string;
  accountId: string;
  /** Paths of trees of parameters: `/gatehouse/shop-prod/api-keys/free`. */
  paths: readonly string[];
}

/** The statement that lets a function look up keys which trees of parameters list. */
export function listedKeysStatement(parts: ParameterParts): Statement {
  const { partition, region, accountId, paths } = parts;
  return {
    Sid: "ListedKeys",
    Effect: "Allow",
    Action: "ssm:GetParameter",
    Resource: paths.map((path) => `arn:${partition}:ssm:${region}:${accountId}:parameter${path}/*`),
  };
}

/** Where a function's log group is. */
export interface LogGroupParts {
  partition: string;
  region: string;
  accountId: string;
  functionName: string;
}

/**
 * The statement that lets a function write to its own log group.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function logStatement(parts: LogGroupParts): Statement {
  const { partition, region, accountId, functionName } = parts;
  return {
    Sid: "OwnLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/lambda/${functionName}:*`,
  };
}

/**
 * The statement that lets a function send traces; X-Ray knows no narrower resource.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export function tracingStatement(): Statement {
  return {
    Sid: "Traces",
    Effect: "Allow",
    Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    Resource: "*",
  };
}

/**
 * The statement that lets Lambda put a function into a VPC; these actions know no narrower resource.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkStatement(): Statement {
  return {
    Sid: "NetworkInterfaces",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };
}
