import type { Constraint } from "./constraint";

const tag = {
  tags: {
    max: 50,
    of: "a resource has 50 tags at most: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  },
  "tags{key}": {
    min: 1,
    max: 128,
    pattern: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$",
    says: "letters, digits, spaces and _.:/=+-@, which every service takes",
    not: {
      pattern: "^aws:",
      says: "a name that does not begin with aws:, which AWS keeps for itself",
    },
  },
  "tags{value}": {
    max: 256,
    pattern: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$",
    says: "letters, digits, spaces and _.:/=+-@, which every service takes",
  },
} as const;

const stageVariables = (path: string) => ({
  [`${path}{key}`]: {
    pattern: "^[A-Za-z0-9_]+$",
    says: "letters, digits and underscores",
    of: "https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html",
  },
  [`${path}{value}`]: {
    pattern: "^[A-Za-z0-9\\-._~:/?#&=,]+$",
    says: "letters, digits and -._~:/?#&=,",
    of: "https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html",
  },
});

const elsewhere = { elsewhere: true };

const groupText = {
  max: 255,
  pattern: "^[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*$",
  says: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
  of: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
};

/**
 * What AWS says in its documentation and not in its models: merged over those. Every name that is made has
 * its pattern and length here or there.
 */
export const documented: Readonly<Record<string, Readonly<Record<string, Partial<Constraint>>>>> = {
  "aws:apigateway/apiKey:ApiKey": {
    ...tag,
    name: { min: 1, max: 1_024, pattern: "^[^\\p{Cc}]+$", says: "text in one line" },
    value: {
      ...elsewhere,
      min: 20,
      max: 128,
      of: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    },
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    basePath: {
      pattern: "^[A-Za-z0-9$\\-_.+!*'()]*$",
      says: "one segment of letters, digits and $-_.+!*'()",
      of: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html",
    },
  },
  "aws:apigateway/domainName:DomainName": {
    ...tag,
    domainName: {
      max: 253,
      pattern:
        "^(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$",
      says: "a host name in small letters",
    },
    "mutualTlsAuthentication.truststoreUri": {
      pattern: "^s3://[^/]+/.+$",
      says: "s3://<bucket>/<key>",
    },
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    "settings.loggingLevel": {
      oneOf: ["OFF", "ERROR", "INFO"],
      of: "https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html",
    },
    "settings.unauthorizedCacheControlHeaderStrategy": {
      oneOf: ["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"],
      of: "https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html",
    },
    "settings.cacheTtlInSeconds": { kind: "whole", min: 0, max: 3_600 },
  },
  "aws:apigateway/restApi:RestApi": {
    ...tag,
    name: { min: 1, max: 1_024, pattern: "^[^\\p{Cc}]+$", says: "text in one line" },
    "endpointConfiguration.types[]": elsewhere,
    apiKeySource: elsewhere,
    minimumCompressionSize: elsewhere,
  },
  "aws:apigateway/stage:Stage": {
    ...tag,
    ...stageVariables("variables"),
    ...stageVariables("canarySettings.stageVariableOverrides"),
    stageName: {
      ...elsewhere,
      min: 1,
      max: 128,
      pattern: "^[A-Za-z0-9_$-]+$",
      says: "letters, digits, hyphens and underscores",
      of: "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html",
    },
    "canarySettings.percentTraffic": { min: 0, max: 100 },
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    ...tag,
    "quotaSettings.limit": elsewhere,
    "quotaSettings.offset": elsewhere,
    "quotaSettings.period": elsewhere,
    "throttleSettings.burstLimit": elsewhere,
    "throttleSettings.rateLimit": elsewhere,
    name: { min: 1, max: 1_024, pattern: "^[^\\p{Cc}]+$", says: "text in one line" },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    ...tag,
    name: { not: { pattern: "^aws/", says: "a name that does not begin with aws/" } },
    retentionInDays: {
      oneOf: [
        0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
        2922, 3288, 3653,
      ],
      of: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    },
  },
  "aws:cognito/identityPool:IdentityPool": tag,
  "aws:cognito/userPool:UserPool": tag,
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    domain: {
      says: "small letters, digits and hyphens, which neither begins nor ends with a hyphen",
      not: {
        pattern: "aws|amazon|cognito",
        says: "a prefix without aws, amazon and cognito, which Cognito keeps for itself",
      },
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    ...tag,
    name: {
      ...groupText,
      min: 1,
      not: { pattern: "^sg-", says: "a name that does not begin with sg-, as ids do" },
    },
    description: groupText,
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": tag,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    ...tag,
    url: {
      // One on the laptop is taken there, and refused while a stack is previewed.
      pattern:
        "^(?:https://[^\\s?#]+|http://(?:127\\.0\\.0\\.1|localhost)(?::\\d+)?(?:/[^\\s?#]*)?)$",
      says: "an issuer with https:// and without query",
      of: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
    },
    clientIdLists: { max: 100 },
  },
  "aws:iam/policy:Policy": tag,
  "aws:iam/role:Role": { ...tag, name: { says: "letters, digits and +=,.@-_" } },
  "aws:iam/samlProvider:SamlProvider": {
    ...tag,
    name: { says: "letters, digits, dots, hyphens and underscores" },
  },
  "aws:lambda/function:Function": {
    ...tag,
    name: {
      max: 64,
      pattern: "^[a-zA-Z0-9_-]+$",
      says: "1 to 64 letters, digits, - and _",
      of: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    },
    timeout: {
      max: 900,
      of: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    },
    // The model takes more, for accounts that may have more.
    memorySize: {
      max: 10_240,
      of: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    },
    "environment.variables{key}": {
      // Two names that Lambda keeps for itself have a separate rule.
      pattern: "^(?:_HANDLER|_X_AMZN_TRACE_ID|[a-zA-Z][a-zA-Z0-9_]+)$",
      says: "a letter, then letters, digits and underscores, two characters at least",
    },
    reservedConcurrentExecutions: { min: -1 },
    layers: {
      max: 5,
      of: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    },
  },
  "aws:secretsmanager/secret:Secret": {
    ...tag,
    name: {
      pattern: "^[A-Za-z0-9/_+=.@-]+$",
      says: "letters, digits and /_+=.@-",
      of: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
    },
  },
  "aws:ssm/parameter:Parameter": {
    ...tag,
    name: {
      max: 1_011,
      pattern: "^/?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+){0,14}$",
      says: "letters, digits and ._-, in 15 levels at most",
      not: { pattern: "^/?(?:aws|ssm)(?:/|$)", says: "a name that does not begin with aws or ssm" },
      of: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
    },
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    webAclArn: {
      pattern: "^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\\d{12}:regional/webacl/.+$",
      says: "the ARN of a regional web ACL",
    },
  },
};
