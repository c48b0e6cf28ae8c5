import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import type { PolicyStatement } from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import { logStatement, networkStatement, tracingStatement } from "../../iam/write/grants";
import type { Statement } from "../../iam/language/policy";
import type { FunctionModel } from "../../model";
import { aliasesByName } from "../stack/aliases";
import { argumentsFor, nameInAws, tagsOf, withTransforms, type ApiContext } from "../context";
import type { Environment, mergeOptions } from "./function-options";
import { placeholders } from "../stack/placeholders";
import { registerRole, type RegisteredRole } from "./role";
import { trustService } from "./trust";
import { runError } from "../run-error";

/** The version of Node that functions run. */
const functionRuntime = "nodejs24.x";

/** What a function of an API is made of. */
export interface FunctionParts {
  /** The export that it belongs to; also the last part of the name in AWS. */
  name: string;
  description: string;
  code: pulumi.Input<pulumi.asset.Archive>;
  /** The code again, refused where its handler does not start on a runtime. */
  startable: (
    code: pulumi.Input<pulumi.asset.Archive>,
    runtime: pulumi.Input<string | undefined>,
  ) => pulumi.Input<pulumi.asset.Archive>;
  /** Hears the names of the function's variables. */
  holds: (variables: readonly string[]) => void;
  /** What the component itself puts into the environment. */
  environment: Environment;
  /** Whether the environment holds a secret. */
  secret: boolean;
  /** Statements of its calls and invokes, with placeholders. */
  statements: readonly Statement[];
  /** Taken where a statement names the API. */
  apiId?: pulumi.Input<string>;
  /** Its numbers. */
  settings: FunctionModel;
  options: ReturnType<typeof mergeOptions>;
  parent: pulumi.Resource;
}

/** What the options of an API say about one function. */
export type FunctionSettings = Pick<FunctionParts, "code" | "startable" | "holds" | "options">;

/** A function and what belongs to it. */
export interface RegisteredFunction {
  function: lambda.Function;
  role: RegisteredRole["role"];
  logGroup: LogGroup;
}

/** Registers a function with its role, log group and policies. */
export function registerFunction(outer: ApiContext, parts: FunctionParts): RegisteredFunction {
  const context = withTransforms(outer, ...parts.options.transforms);
  const { name, parent, options, settings } = parts;
  const functionName = nameInAws(context, name);
  const { tracing } = settings;

  const logType = "aws:cloudwatch/logGroup:LogGroup";
  const logs = argumentsFor(
    context,
    { type: logType, name },
    {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: settings.logRetentionDays,
      tags: tagsOf(context),
    },
  );
  const logGroup = new LogGroup(name, logs, {
    parent,
    deleteBeforeReplace: true,
    aliases: aliasesByName(parent, { type: logType, name, nameInAws: logs.name }),
  });
  const { role, policies } = registerRole(context, {
    name,
    description: parts.description,
    // The same in every partition: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    trust: () => trustService("lambda.amazonaws.com"),
    statements: [
      logStatement({ ...placeholders, functionName }),
      ...(tracing ? [tracingStatement()] : []),
      ...(options.vpc ? [networkStatement()] : []),
      ...parts.statements,
    ],
    own: [...(options.statements ?? []), ...deadLetterStatements(options.deadLetterTarget)],
    ...(parts.apiId === undefined ? {} : { apiId: parts.apiId }),
    parent,
  });
  const type = "aws:lambda/function:Function";
  const args = argumentsFor(
    context,
    { type, name },
    {
      name: functionName,
      description: parts.description.slice(0, 256),
      code: parts.code,
      handler: "index.handler",
      runtime: functionRuntime,
      architectures: [settings.architecture],
      role: role.arn,
      timeout: settings.timeoutSeconds,
      memorySize: settings.memoryMegabytes,
      ...environmentOf(parts),
      ...placeOf(parts),
      tracingConfig: { mode: tracing ? "Active" : "PassThrough" },
      tags: tagsOf(context),
    },
  );
  if (args.name !== functionName) {
    throw runError(
      `${name}: a transform names its function otherwise. Expected ${functionName}, by which the document, statements and ` +
        `the log group find it, found ${typeof args.name === "string" ? args.name : "another value"}. Take \`name\` out of the transform.`,
    );
  }
  parts.holds(Object.keys({ ...parts.environment, ...options.environment }));
  // A transform may have given it another runtime, or other code.
  const code = args.code === parts.code ? parts.startable(parts.code, args.runtime) : args.code;
  const made = new lambda.Function(
    name,
    { ...args, ...(code === undefined ? {} : { code }) },
    // A fixed name is taken until the old function is gone. Without its policies the first calls would fail.
    {
      parent,
      deleteBeforeReplace: true,
      dependsOn: [...policies, logGroup],
      aliases: aliasesByName(parent, { type, name, nameInAws: args.name }),
    },
  );
  return { function: made, role, logGroup };
}

/** An environment that holds a secret is a secret as a whole: its parts would stand in the state in clear text. */
function environmentOf({ environment, options, secret }: FunctionParts) {
  const variables = { ...environment, ...options.environment };
  if (Object.keys(variables).length === 0) return {};
  return { environment: secret ? pulumi.secret({ variables }) : { variables } };
}

function placeOf({ options, settings }: FunctionParts): Partial<lambda.FunctionArgs> {
  const { layers, vpc, deadLetterTarget } = options;
  const { ephemeralStorageMegabytes: size, reservedConcurrency } = settings;
  return {
    ...(layers === undefined ? {} : { layers }),
    ...(vpc === undefined ? {} : { vpcConfig: vpc }),
    ephemeralStorage: { size },
    ...(deadLetterTarget === undefined
      ? {}
      : { deadLetterConfig: { targetArn: deadLetterTarget } }),
    ...(reservedConcurrency === undefined
      ? {}
      : { reservedConcurrentExecutions: reservedConcurrency }),
  };
}

function deadLetterStatements(
  target: pulumi.Input<string> | undefined,
): pulumi.Input<PolicyStatement>[] {
  if (target === undefined) return [];
  return [
    {
      Sid: "DeadLetters",
      Effect: "Allow",
      Action: ["sqs:SendMessage", "sns:Publish"],
      Resource: target,
    },
  ];
}
