import * as pulumi from "@pulumi/pulumi";
import {
  Account,
  Deployment,
  MethodSettings,
  Stage,
  type MethodSettingsArgs,
  type StageArgs,
} from "@pulumi/aws/apigateway";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation";
import type { Throttle } from "../../spec";
import { accessLogFormat } from "./access-log";
import { sha256 } from "../canonical";
import { argumentsFor, tagsOf, type ApiContext } from "../context";
import type { RegisteredApi } from "./rest-api";
import { registerRole } from "./role";
import { runError } from "../run-error";
import { trustService } from "./trust";

/** What a stage is made of. */
export interface StageParts {
  api: RegisteredApi;
  /** What must be there before calls come: the functions' permissions. */
  permissions: readonly pulumi.Resource[];
  parent: pulumi.Resource;
}

/** Registers the deployment, which is made anew whenever any argument of the API changes, and its stage. */
export function registerStage(context: ApiContext, parts: StageParts): Stage {
  const { model, config } = context;
  const { parent, permissions, api } = parts;
  const name = model.api;
  const deployment = new Deployment(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/deployment:Deployment", name },
      {
        restApi: api.restApi.id,
        triggers: { api: pulumi.output(api.args).apply(sha256) },
      },
    ),
    { parent, dependsOn: [...permissions], retainOnDelete: config.keepDeployments },
  );
  const account = config.cloudWatchRole ? [registerAccount(context, parent)] : [];
  const stage = new Stage(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/stage:Stage", name },
      {
        restApi: api.restApi.id,
        deployment: config.canary?.stableDeploymentId ?? deployment.id,
        stageName: model.stack,
        ...canaryOf(context, deployment),
        ...(Object.keys(config.stageVariables).length === 0
          ? {}
          : { variables: { ...config.stageVariables } }),
        ...(config.accessLogs ? { accessLogSettings: accessLogs(context, parent) } : {}),
        xrayTracingEnabled: config.tracing,
        tags: tagsOf(context),
      },
    ),
    { parent, dependsOn: account },
  );
  const { throttle } = model.settings;
  new MethodSettings(name, methodSettings(context, { name, stage, methodPath: "*/*", throttle }), {
    parent,
  });
  if (config.webAclArn !== undefined) registerWebAcl(context, { stage, parent });
  return stage;
}

function canaryOf(
  { config }: ApiContext,
  deployment: Deployment,
): Pick<StageArgs, "canarySettings"> {
  if (config.canary === undefined) return {};
  const { percentTraffic, stageVariables } = config.canary;
  return {
    canarySettings: {
      deploymentId: deployment.id,
      percentTraffic,
      ...(stageVariables === undefined ? {} : { stageVariableOverrides: stageVariables }),
    },
  };
}

function registerWebAcl(
  context: ApiContext,
  { stage, parent }: { stage: Stage; parent: pulumi.Resource },
): void {
  const name = context.model.api;
  const type = "aws:wafv2/webAclAssociation:WebAclAssociation";
  const args = { resourceArn: stage.arn, webAclArn: context.config.webAclArn ?? "" };
  new WebAclAssociation(name, argumentsFor(context, { type, name }, args), { parent });
}

function accessLogs(context: ApiContext, parent: pulumi.Resource) {
  const { api, stack } = context.model;
  const name = `${api}-access`;
  const logGroup = new LogGroup(
    name,
    argumentsFor(
      context,
      { type: "aws:cloudwatch/logGroup:LogGroup", name },
      {
        name: `/aws/apigateway/${api}-${stack}`,
        retentionInDays: context.config.logRetentionDays,
        tags: tagsOf(context),
      },
    ),
    { parent, deleteBeforeReplace: true },
  );
  return { destinationArn: logGroup.arn, format: accessLogFormat };
}

/**
 * How a stage's settings name a method: `~1stock~1{restaurant}/GET`, with each slash of the path, the first
 * included, as a JSON pointer has it. Unescaped, a path of several segments may reach no method.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
 */
export function methodPathOf(path: string, verb: string): string {
  return `${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${verb}`;
}

/** The settings of one method, or with the path `*` + `/*` of all. */
export function methodSettings(
  context: ApiContext,
  parts: { name: string; stage: Stage; methodPath: string; throttle: Throttle },
): MethodSettingsArgs {
  const { name, stage, methodPath, throttle } = parts;
  const args = argumentsFor(
    context,
    { type: "aws:apigateway/methodSettings:MethodSettings", name },
    {
      restApi: stage.restApi,
      stageName: stage.stageName,
      methodPath,
      settings: {
        metricsEnabled: true,
        loggingLevel: "OFF",
        dataTraceEnabled: false,
        cachingEnabled: false,
        cacheTtlInSeconds: 300,
        cacheDataEncrypted: false,
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
        throttlingRateLimit: throttle.rateLimit,
        throttlingBurstLimit: throttle.burstLimit,
      },
    },
  );
  return { ...args, settings: pulumi.output(args.settings).apply(refuseDataTrace) };
}

/** Full request logging writes keys, tokens and bodies into CloudWatch. */
function refuseDataTrace<Settings extends { dataTraceEnabled?: boolean | undefined }>(
  settings: Settings,
): Settings {
  if (settings.dataTraceEnabled) {
    throw runError(
      "MethodSettings: dataTraceEnabled writes keys, tokens and bodies into the log. Expected false, found true. " +
        "Take it out of the transform.",
    );
  }
  return settings;
}

/** The role with which API Gateway writes logs: one for the account and region, so only on request. */
function registerAccount(context: ApiContext, parent: pulumi.Resource): Account {
  const name = `${context.model.api}-logs`;
  const { role, policies } = registerRole(context, {
    name,
    description: "API Gateway writes its logs",
    trust: () => trustService("apigateway.amazonaws.com"),
    statements: [
      {
        Sid: "GatewayLogs",
        Effect: "Allow",
        // As in AWS's managed policy AmazonAPIGatewayPushToCloudWatchLogs.
        Action: [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
          "logs:GetLogEvents",
          "logs:FilterLogEvents",
        ],
        Resource: "*",
      },
    ],
    parent,
  });
  return new Account(
    name,
    argumentsFor(
      context,
      { type: "aws:apigateway/account:Account", name },
      {
        cloudwatchRoleArn: role.arn,
      },
    ),
    // API Gateway refuses a role that may not write logs yet.
    { parent, dependsOn: policies },
  );
}
