import { randomBytes } from "node:crypto";
import path from "node:path";
import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { TemporaryCredentials } from "../start/services";
import { isReservedByGateway, isReservedByLambda } from "./reserved-names";

/** The services that the AWS port has, as the SDKs name them in `AWS_ENDPOINT_URL_<SERVICE>`. */
export const localServices = [
  "COGNITO_IDENTITY_PROVIDER",
  "COGNITO_IDENTITY",
  "COGNITO_SYNC",
  "STS",
  "LAMBDA",
  "API_GATEWAY",
] as const;

/** What a function's environment is made of. */
export interface EnvironmentParts {
  definition: Deployed;
  fn: FunctionDefinition;
  /** Of `.env`, for this function. */
  dotenv: Readonly<Record<string, string>>;
  awsPort: number;
  /** Undefined where the graph does not have the function's role. */
  credentials: TemporaryCredentials | undefined;
  folder: string;
  stateDirectory: string;
  /** Its own /tmp; undefined: the machine's. */
  temporaryFolder: string | undefined;
  /** The gateway's own environment. */
  parent: NodeJS.ProcessEnv;
}

/** `process.env` of a function, as on Lambda; nothing of the gateway's own. */
export function functionEnvironment(parts: EnvironmentParts): Record<string, string> {
  const { fn, definition, dotenv, credentials } = parts;
  const ownProfile = dotenv.AWS_PROFILE !== undefined;
  const environment: Record<string, string> = {
    ...(ownProfile ? profileFiles(parts.parent) : {}),
    ...lambdaVariables(fn, definition.region, parts),
    ...withoutReserved(fn.environment),
    // So that a handler can tell the laptop, and has a place for what it keeps there.
    GATEHOUSE_LOCAL: parts.stateDirectory,
    ...(credentials && !ownProfile ? keys("AWS", credentials) : {}),
    ...(credentials ? keys("GATEHOUSE", credentials) : {}),
  };
  // For the entry alone: a handler's own parameters are in the real store.
  environment.GATEHOUSE_SSM_URL = `http://127.0.0.1:${parts.awsPort}`;
  for (const service of localServices) {
    environment[`AWS_ENDPOINT_URL_${service}`] = `http://127.0.0.1:${parts.awsPort}`;
  }
  return { ...environment, ...dotenv };
}

/** Lambda would not deploy these; here they must not stand for the role's own keys or the runtime's word. */
function withoutReserved(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !isReservedByLambda(name) && !isReservedByGateway(name),
    ),
  );
}

/** Where a function is to use a person's own profile, the SDK must find the files with it. */
function profileFiles(parent: NodeJS.ProcessEnv): Record<string, string> {
  const names = ["HOME", "USERPROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"];
  return Object.fromEntries(
    names.flatMap((name) => (parent[name] === undefined ? [] : [[name, parent[name]]])),
  );
}

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
function lambdaVariables(
  fn: FunctionDefinition,
  region: string,
  { folder, temporaryFolder }: EnvironmentParts,
): Record<string, string> {
  return {
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    // Of this machine, where Lambda's own is not; the tools of a shell's PATH are not there either.
    PATH: [path.dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(
      path.delimiter,
    ),
    ...(temporaryFolder === undefined ? {} : { TMPDIR: temporaryFolder }),
    PWD: folder,
    LAMBDA_TASK_ROOT: folder,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    _HANDLER: fn.handler,
    AWS_REGION: fn.arn.split(":")[3] || region,
    AWS_DEFAULT_REGION: fn.arn.split(":")[3] || region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime ?? "nodejs24.x"}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream(),
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
  };
}

/** Each environment writes its own stream. */
function logStream(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
}

function keys(prefix: string, credentials: TemporaryCredentials): Record<string, string> {
  return {
    [`${prefix}_ACCESS_KEY_ID`]: credentials.accessKeyId,
    [`${prefix}_SECRET_ACCESS_KEY`]: credentials.secretAccessKey,
    [`${prefix}_SESSION_TOKEN`]: credentials.sessionToken,
  };
}
