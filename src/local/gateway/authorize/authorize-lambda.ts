import { BoundedMap } from "../../../base/memo";
import {
  authorizerInvocation,
  invocationFault,
  invocationText,
} from "../../../access/judge/invocation";
import type { Functions } from "../../start/services";
import { authorizerEvent, identityValues } from "./authorizer-event";
import { readAuthorizerAnswer, type AuthorizerAnswer } from "./authorizer-answer";
import { methodArn, type Routed } from "../call";
import type { CompiledAuthorizer, CompiledStage } from "../compiled";
import { refuseByResourceDeny, requireAuthorizerPolicy } from "./decide-access";
import { authorizerBroken, refuse, unauthorized, type Refusal } from "../answer/refusal";

type Outcome = { answer: AuthorizerAnswer; milliseconds: number } | { refusal: Refusal };

interface Kept {
  answer: AuthorizerAnswer;
  expiresAt: number;
}

/** Policies by authorizer, stage and identity. */
export interface AuthorizerCache {
  kept: WeakMap<CompiledAuthorizer, WeakMap<CompiledStage, Map<string, Kept>>>;
  /** Calls under way, so that requests with the same new identity share one. */
  asked: WeakMap<CompiledAuthorizer, WeakMap<CompiledStage, Map<string, Promise<Outcome>>>>;
}

/** Makes an empty cache; a new graph begins with one. */
export function createAuthorizerCache(): AuthorizerCache {
  return { kept: new WeakMap(), asked: new WeakMap() };
}

function tableOf<Value>(
  tables: WeakMap<CompiledAuthorizer, WeakMap<CompiledStage, Map<string, Value>>>,
  authorizer: CompiledAuthorizer,
  stage: CompiledStage,
): Map<string, Value> {
  let stages = tables.get(authorizer);
  if (!stages) tables.set(authorizer, (stages = new WeakMap()));
  let table = stages.get(stage);
  if (!table) stages.set(stage, (table = new BoundedMap(10_000)));
  return table;
}

/** CUSTOM: explicit Deny of the resource policy, identity sources, cache or function, then both policies. */
export async function authorizeLambda(
  call: Routed,
  authorizer: CompiledAuthorizer,
  parts: { functions: Functions; cache: AuthorizerCache },
): Promise<Refusal | undefined> {
  const denied = refuseByResourceDeny(call);
  if (denied) return denied;
  const { definition } = authorizer;
  const identity = identityValues(call, definition);
  if ("missing" in identity) {
    return unauthorized(
      `the identity source ${identity.missing} is missing or empty, so the authorizer ${definition.name} is not called`,
    );
  }
  const token = identity.values[0];
  if (
    definition.type === "TOKEN" &&
    authorizer.expression &&
    !authorizer.expression.test(token ?? "")
  ) {
    return unauthorized(
      `the token does not match ${definition.identityValidationExpression}, so the authorizer ${definition.name} is not called`,
    );
  }
  if (Buffer.byteLength(methodArn(call)) > 1600) {
    return {
      ...refuse("DEFAULT_4XX", "Request URI too long", "the ARN of the method is over 1600 bytes"),
      status: 414,
      errorType: "RequestUriTooLongException",
    };
  }
  const outcome = await ask(call, { authorizer, values: identity.values, ...parts });
  if ("refusal" in outcome) return outcome.refusal;
  return accept(call, authorizer, outcome);
}

function accept(
  call: Routed,
  authorizer: CompiledAuthorizer,
  { answer, milliseconds }: Extract<Outcome, { answer: AuthorizerAnswer }>,
): Refusal | undefined {
  // Gateway responses of a refusal read the context, too (so#47921803, aws-cdk#10624).
  call.authorizer = {
    ...answer.context,
    principalId: answer.principalId,
    integrationLatency: milliseconds,
  };
  const refusal = requireAuthorizerPolicy(call, authorizer.definition.name, answer.policy);
  if (refusal) return refusal;
  call.principal = answer.principalId;
  if (answer.usageIdentifierKey !== undefined) call.usageIdentifierKey = answer.usageIdentifierKey;
  return undefined;
}

/** What is asked, of who. */
interface Question {
  authorizer: CompiledAuthorizer;
  /** Of the identity sources, in order; the first is the token. */
  values: readonly string[];
  functions: Functions;
  cache: AuthorizerCache;
}

async function ask(call: Routed, question: Question): Promise<Outcome> {
  const { authorizer, values, cache } = question;
  const { ttlSeconds } = authorizer.definition;
  // Without identity sources every caller would share one policy.
  if (ttlSeconds <= 0 || values.length === 0) return invoke(call, question);
  const key = values.length === 1 ? values[0]! : JSON.stringify(values);
  const kept = tableOf(cache.kept, authorizer, call.stage);
  const known = kept.get(key);
  if (known && known.expiresAt > call.receivedAt) {
    call.because.push({
      check: "authorizer",
      text: `the authorizer ${authorizer.definition.name} answered this identity before`,
    });
    return { answer: known.answer, milliseconds: 0 };
  }
  const asked = tableOf(cache.asked, authorizer, call.stage);
  const underWay = asked.get(key);
  if (underWay) return underWay;
  const asking = invoke(call, question).finally(() => asked.delete(key));
  asked.set(key, asking);
  const outcome = await asking;
  if ("answer" in outcome) {
    kept.set(key, { answer: outcome.answer, expiresAt: Date.now() + ttlSeconds * 1000 });
  }
  return outcome;
}

async function invoke(call: Routed, { authorizer, values, functions }: Question): Promise<Outcome> {
  const { definition } = authorizer;
  const broken = (text: string): Outcome => ({
    refusal: authorizerBroken(`the authorizer ${definition.name}: ${text}`),
  });
  const at = { api: call.api.definition, stage: call.stage.definition };
  const invocation = authorizerInvocation(at, definition);
  if (invocation === undefined) return broken("its function is not known");
  const fault = invocationFault(call.graph, invocation);
  if (fault) return broken(invocationText(fault));
  const before = Date.now();
  const result = await functions.invoke({
    functionArn: invocation.functionArn,
    payload: JSON.stringify(authorizerEvent(call, definition, values[0])),
    definition: call.graph.definition,
    traceId: call.trace.full,
    timeoutMilliseconds: 29_000,
  });
  const milliseconds = Math.max(0, Date.now() - before);
  if (result.outcome === "functionError") {
    return errorText(result.payload) === "Unauthorized"
      ? { refusal: unauthorized(`the authorizer ${definition.name} said "Unauthorized"`) }
      : broken(`its function failed: ${result.payload.slice(0, 500)}`);
  }
  if (result.outcome !== "returned") {
    return {
      refusal: authorizerBroken(
        `the authorizer ${definition.name}: its function was not answered by (${result.outcome})`,
        "AUTHORIZER_FAILURE",
      ),
    };
  }
  const answer = readAuthorizerAnswer(result.payload);
  return typeof answer === "string" ? broken(answer) : { answer, milliseconds };
}

function errorText(payload: string): string | undefined {
  try {
    return (JSON.parse(payload) as { errorMessage?: string }).errorMessage;
  } catch {
    return undefined;
  }
}
