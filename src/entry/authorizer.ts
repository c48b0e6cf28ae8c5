import type { ArnParts } from "../iam/write/statements";
import type { Authorization } from "../client/authorize";
import { authorizerPolicy, type AuthorizerRow, type Policy } from "./authorizer-policy";
import { checkContext } from "./authorizer-context";
import { identityOf } from "./authorizer-identity";
import { chooseHandler } from "./choose-handler";
import type { AuthorizerEvent, LambdaContext, LambdaHandler } from "../client/event";
import type { RunningSchema } from "./schemas";

/** What the generated entry says about an authorizer's function. */
export interface AuthorizerEntry {
  name: string;
  file: string;
  exported: readonly unknown[];
  type: "token" | "request";
  /** `"header:Authorization"` … */
  identitySource: readonly string[];
  cacheSeconds: number;
  /** The rows behind the authorizer. */
  rows: readonly AuthorizerRow[];
  /** The schemas of its context. */
  context?: Readonly<Record<string, RunningSchema>> | undefined;
}

/** What API Gateway takes from an authorizer. */
export interface AuthorizerResult {
  principalId: string;
  policyDocument: Policy;
  context?: Record<string, string | number | boolean>;
  usageIdentifierKey?: string;
}

interface Decision {
  kind?: "deny";
  principal: string;
  context?: Record<string, unknown>;
  allow?: readonly { name: string }[];
  usageIdentifierKey?: string;
}

/** The Lambda handler of an authorizer: writes the policy for what the author's code decides. */
export function serveAuthorizer(entry: AuthorizerEntry): LambdaHandler {
  const handler = chooseHandler(entry.name, entry.file, entry.exported);
  if (typeof handler === "function") return handler;
  const { run } = handler as Authorization<
    (identity: unknown, context: LambdaContext) => Promise<Decision>
  >;
  return async (received, context) => {
    const event = received as AuthorizerEvent;
    const decision = await run(identityOf(entry, event), context);
    return resultOf(entry, event, decision);
  };
}

async function resultOf(
  entry: AuthorizerEntry,
  event: AuthorizerEvent,
  decision: Decision,
): Promise<AuthorizerResult> {
  const arn = arnParts(entry.name, event.methodArn);
  if (decision?.kind === "deny") {
    return {
      principalId: "denied",
      policyDocument: authorizerPolicy({ entry, event, arn, allow: [] }),
    };
  }
  if (typeof decision?.principal !== "string") {
    throw new Error(
      `${entry.name}: the authorizer returned no { principal }, expected its text, or deny.`,
    );
  }
  const context = await checkContext(entry, decision.context ?? {});
  const allow = decision.allow?.map(({ name }) => name);
  return {
    principalId: decision.principal,
    policyDocument: authorizerPolicy({ entry, event, arn, allow }),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(decision.usageIdentifierKey === undefined
      ? {}
      : { usageIdentifierKey: decision.usageIdentifierKey }),
  };
}

// arn:aws:execute-api:eu-central-1:111122223333:abcdef1234/dev/GET/deals
function arnParts(name: string, methodArn: string): ArnParts {
  const match = /^arn:([^:]+):execute-api:([^:]*):([^:]*):([^/]+)\/([^/]+)\//.exec(methodArn);
  if (match === null) throw new Error(`${name}: the event's methodArn is no ARN of a method.`);
  const [, partition = "", region = "", accountId = "", apiId = "", stage = ""] = match;
  return { partition, region, accountId, apiId, stage };
}
