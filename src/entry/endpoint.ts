import type { Access, Cors } from "../spec";
import { callerOf, directCaller } from "../client/caller";
import { chooseHandler } from "./choose-handler";
import { withCors } from "./cors";
import { directEvent, directInput, isDirect, rawDirect } from "./direct";
import type { LambdaContext, LambdaHandler, ProxyEvent, ProxyResult } from "../client/event";
import type { Implementation } from "../client/implement";
import { badRequest, forbidden } from "./own-answers";
import { parsedEvent } from "./parsed-event";
import { parseRequest, type ParsedRequest, type RefusedRequest } from "./parse-request";
import type { KeyLookup } from "./listed-keys";
import { planCheck, type PlanCheck } from "./plan-check";
import { rawRequest } from "./raw-request";
import { toProxyResult } from "../client/reply";
import type { Surroundings } from "../client/row";
import type { RequestSchemas, RunningSchema } from "./schemas";
import { withoutKey } from "./without-key";

type Create = (surroundings: Surroundings) => unknown;

/** What the generated entry says about an endpoint's function. */
export interface EndpointEntry {
  name: string;
  route: string;
  access: Access;
  /** The handler's file, for messages. */
  file: string;
  /** What the handler's file exports as `handler` and under the row's name. */
  exported: readonly unknown[];
  /** The row's schemas. */
  schemas?: RequestSchemas;
  /** The schemas of the context of the row's authorizer. */
  context?: Readonly<Record<string, RunningSchema>> | undefined;
  /** Where `plans.json` lies, for a row that not every plan may call. */
  plansIn?: string;
  cors?: Cors;
  /** Looks up keys that a tree of parameters lists, where the row's plans have such keys. */
  createKeyLookup?: () => KeyLookup;
  createCall?: Create;
  createInvoke?: Create;
}

/** The Lambda handler of an endpoint: everything that stands between API Gateway and the author's code. */
export function serveEndpoint(entry: EndpointEntry): LambdaHandler {
  const handler = chooseHandler(entry.name, entry.file, entry.exported);
  const allowed =
    entry.plansIn === undefined
      ? undefined
      : planCheck(entry.plansIn, entry.name, entry.createKeyLookup?.());
  return async (received, context) => {
    if (isDirect(context)) {
      const input = directInput(received);
      const event = directEvent(entry.route, input, context);
      const parsed = await parseRequest(entry.schemas ?? {}, rawDirect(input));
      if ("message" in parsed) return refuse(entry, parsed);
      return run(entry, handler, { event, context, parsed, direct: true });
    }
    const event = withoutKey(eventOf(entry, received));
    const result = await serve(entry, handler, { event, context, allowed });
    return entry.cors === undefined ? result : withCors(entry.cors, event, result as ProxyResult);
  };
}

function eventOf({ name }: EndpointEntry, received: unknown): ProxyEvent {
  if ((received as Partial<ProxyEvent> | null)?.requestContext !== undefined)
    return received as ProxyEvent;
  throw new Error(
    `${name}: the event has no requestContext, expected one of API Gateway. Functions of the API call this one by invoke, through the alias direct.`,
  );
}

type Handler = ReturnType<typeof chooseHandler>;

interface Request {
  event: ProxyEvent;
  context: LambdaContext;
}

async function serve(
  entry: EndpointEntry,
  handler: Handler,
  { event, context, allowed }: Request & { allowed: PlanCheck | undefined },
): Promise<unknown> {
  if (allowed !== undefined && !(await allowed(event, surroundingsOf(entry, context)))) {
    return forbidden();
  }
  const parsed = await parseRequest(entry.schemas ?? {}, rawRequest(event));
  if ("message" in parsed) return refuse(entry, parsed);
  return run(entry, handler, { event, context, parsed, direct: false });
}

function refuse(entry: EndpointEntry, { message, issues }: RefusedRequest): ProxyResult {
  const details = issues.map(({ path, code, message: text }) => ({ path, code, message: text }));
  console.warn(JSON.stringify({ row: entry.name, status: 400, message, issues: details }));
  return badRequest(message);
}

async function run(
  entry: EndpointEntry,
  handler: Handler,
  { event, context, parsed, direct }: Request & { parsed: ParsedRequest; direct: boolean },
): Promise<unknown> {
  if (typeof handler === "function") {
    return handler(parsedEvent(event, entry.schemas ?? {}, parsed), context);
  }
  const caller = direct
    ? directCaller(entry.access, entry.name)
    : callerOf(entry.access, event, await contextOf(entry, event));
  const surroundings = surroundingsOf(entry, context);
  const implementation = (handler as Implementation<(...args: unknown[]) => unknown>).run;
  const result = await implementation(
    { ...parsed, caller, event, context },
    entry.createCall?.(surroundings),
    entry.createInvoke?.(surroundings),
  );
  return toProxyResult(entry.name, result);
}

function surroundingsOf({ name }: EndpointEntry, context: LambdaContext): Surroundings {
  return { row: name, timeoutMilliseconds: () => remaining(context) };
}

// API Gateway waits 29 seconds; a function that ends sooner should say which call it waited for.
function remaining(context: LambdaContext): number {
  return Math.max(1, Math.min(30_000, context.getRemainingTimeInMillis() - 200));
}

async function contextOf(
  entry: EndpointEntry,
  event: ProxyEvent,
): Promise<Record<string, unknown>> {
  const given = event.requestContext.authorizer ?? {};
  const parsed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(entry.context ?? {})) {
    const value = Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined;
    const result = await schema.safeParseAsync(value);
    if (!result.success) {
      throw new Error(
        `${entry.name}: the authorizer's context value ${name} is ${value === undefined ? "missing" : "refused by its schema"}: ${result.error.issues[0]?.message ?? ""}. What the authorizer hands on must fit the context of its row.`,
      );
    }
    parsed[name] = result.data;
  }
  return parsed;
}
