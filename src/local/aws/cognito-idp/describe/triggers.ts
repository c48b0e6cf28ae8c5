import type { FunctionDefinition, UserPoolDefinition } from "../../../../graph/deployed";
import { mayInvoke } from "../../../../iam/decide";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { poolRegion } from "./find-pool";
import { poolSettings } from "./pool-settings";
import { recordOf } from "./read-input";
import type { User } from "../store/users";

/** Triggers that are called here, as Pulumi's `lambdaConfig` names them. */
export type TriggerName =
  | "preSignUp"
  | "postConfirmation"
  | "preAuthentication"
  | "postAuthentication"
  | "preTokenGeneration"
  | "defineAuthChallenge"
  | "createAuthChallenge"
  | "verifyAuthChallengeResponse"
  | "userMigration";

/** Triggers of a pool that run on AWS and not here: they write or send messages, and nothing is sent here. */
export function uncalledTriggers({ inputs }: UserPoolDefinition): string[] {
  const senders = ["customMessage", "customEmailSender", "customSmsSender"];
  const config = recordOf(inputs["lambdaConfig"]);
  return senders.filter((name) => config[name] !== undefined && config[name] !== null);
}

/** Whether a pool remembers devices on AWS. */
export function tracksDevices({ inputs }: UserPoolDefinition): boolean {
  return Object.keys(recordOf(inputs["deviceConfiguration"])).length > 0;
}

export interface TriggerCall {
  pool: UserPoolDefinition;
  clientId: string;
  /** `PreSignUp_SignUp` … */
  source: string;
  username: string;
  request: Readonly<Record<string, unknown>>;
  response?: Readonly<Record<string, unknown>>;
  /** Event version; only the trigger before tokens has others. */
  version?: string;
}

/**
 * Calls a pool's trigger and gives its `response`; undefined where the pool has none.
 * Event and refusals: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 */
export async function callTrigger(
  context: AwsContext,
  trigger: TriggerName,
  call: TriggerCall,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const arn = poolSettings(call.pool).triggers[trigger];
  if (arn === undefined) return undefined;
  const name = trigger.charAt(0).toUpperCase() + trigger.slice(1);
  if (!permitted(context, arn, call.pool)) {
    context.log.problem(
      `User pool ${call.pool.name}: function ${arn} has no Lambda permission for cognito-idp.amazonaws.com with this pool as source; the trigger ${name} is refused, as on AWS.`,
    );
    throw new AwsError(
      "UnexpectedLambdaException",
      `${name} invocation failed due to error AccessDeniedException.`,
    );
  }
  const payload = JSON.stringify(eventOf(call));
  const result = await context.functions.invoke({
    functionArn: arn,
    payload,
    // Cognito waits five seconds.
    timeoutMilliseconds: 5_000,
  });
  if (result.outcome === "returned") return responseOf(result.payload, name);
  if (result.outcome === "functionError") {
    throw new AwsError(
      "UserLambdaValidationException",
      `${name} failed with error ${errorText(result.payload)}.`,
    );
  }
  throw new AwsError(
    "UnexpectedLambdaException",
    `${name} invocation failed due to error ${result.outcome}.`,
  );
}

function eventOf(call: TriggerCall): Record<string, unknown> {
  const { pool, clientId, source, username, request, response = {}, version = "1" } = call;
  return {
    version,
    region: poolRegion(pool),
    userPoolId: pool.id,
    userName: username,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId },
    triggerSource: source,
    request,
    response,
  };
}

function responseOf(payload: string, name: string): Readonly<Record<string, unknown>> {
  let event: unknown;
  try {
    event = JSON.parse(payload);
  } catch {
    event = undefined;
  }
  if (event === null || typeof event !== "object" || Array.isArray(event)) {
    throw new AwsError("InvalidLambdaResponseException", "Unrecognizable lambda output");
  }
  const response = (event as Record<string, unknown>)["response"];
  if (response !== undefined && (response === null || typeof response !== "object")) {
    throw new AwsError(
      "InvalidLambdaResponseException",
      `Invalid lambda function output : ${name}`,
    );
  }
  return recordOf(response);
}

function errorText(payload: string): string {
  try {
    return String(recordOf(JSON.parse(payload))["errorMessage"] ?? "Error");
  } catch {
    return "Error";
  }
}

function permitted(context: AwsContext, arn: string, pool: UserPoolDefinition): boolean {
  const owner = findFunction(context, arn);
  // A function that the graph does not hold is answered by `invoke`.
  if (!owner) return true;
  return mayInvoke(owner, {
    service: "cognito-idp.amazonaws.com",
    functionArn: arn,
    sourceArn: pool.arn,
    sourceAccount: pool.arn.split(":")[4] ?? "",
  });
}

function findFunction(context: AwsContext, arn: string): FunctionDefinition | undefined {
  return context
    .definition()
    .functions.find((one) => arn === one.arn || arn.startsWith(`${one.arn}:`));
}

/** What somebody asks to be registered with: nothing that the pool adds itself. */
export function askedAttributes({ attributes }: User): Record<string, string> {
  const own = ["sub", "email_verified", "phone_number_verified"];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.includes(name)));
}

/** The attributes of a user as triggers see them. */
export function triggerAttributes(user: User): Record<string, string> {
  return { ...user.attributes, "cognito:user_status": user.status };
}
