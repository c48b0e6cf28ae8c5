import { randomUUID } from "node:crypto";
import type { Step } from "../../access/explain/checks";
import type { Identity } from "../start/services";
import type {
  Compiled,
  CompiledApi,
  CompiledMethod,
  CompiledResource,
  CompiledStage,
} from "./compiled";
import { firstValue, readHeaders, type HeaderList } from "./port/headers";
import { parseQuery, type Query } from "./port/query";
import type { GatewayRequest } from "./port/request";
import { extendedRequestId, traceIdOf, type TraceId } from "./port/trace-id";

/** What `$context.requestOverride` and `$context.responseOverride` were set to. */
export interface Overrides {
  requestOverride: {
    header: Record<string, unknown>;
    path: Record<string, unknown>;
    querystring: Record<string, unknown>;
  };
  responseOverride: { header: Record<string, unknown>; status?: unknown };
}

/** One request on its way through the checks, and what they found out. */
export interface Call {
  request: GatewayRequest;
  /** The body as it was sent, where it came compressed; the signature holds for this one. */
  packedBody?: Buffer;
  /** The one graph that this request is judged by. */
  graph: Compiled;
  /** Milliseconds since 1970. */
  receivedAt: number;
  requestId: string;
  extendedRequestId: string;
  headers: HeaderList;
  /** The verb that routing looks at. */
  verb: string;
  trace: TraceId;
  /** Checks that were passed, for the log. */
  because: Step[];
  queryText: string;
  query: Query;
  api?: CompiledApi;
  stage?: CompiledStage;
  resource?: CompiledResource;
  method?: CompiledMethod;
  /** What routing looked at: without stage or base path. */
  routePath: string;
  /** `path` of an event. */
  eventPath: string;
  /** `requestContext.path` */
  contextPath: string;
  domainName: string;
  basePathMatched?: string;
  pathParameters: Record<string, string> | null;
  identity?: Identity;
  accessKeyId?: string;
  /** `requestContext.authorizer` */
  authorizer?: Record<string, unknown>;
  /** Who was allowed, for the log. */
  principal?: string;
  /** What may surprise about letting it in. */
  note?: string;
  /** What a Lambda authorizer named as `usageIdentifierKey`. */
  usageIdentifierKey?: string;
  apiKey?: { id: string; value: string };
  usagePlan?: string;
  /** Set once the integration's endpoint was asked; the answer then carries the trace id. */
  traced: boolean;
  /** What must be on disk before the answer goes out. */
  pending?: Promise<void>;
  /** `$context` changes made by a request template, seen by the response template. */
  overrides?: Overrides;
}

/** A call whose API and stage are found. */
export type Located = Call & { api: CompiledApi; stage: CompiledStage };

/** A located call whose resource and method are found. */
export type Routed = Located & { resource: CompiledResource; method: CompiledMethod };

/** A call whose signature holds. */
export type Signed<At extends Call = Routed> = At & { identity: Identity };

/** Whether a call found its API and stage. */
export function isLocated(call: Call): call is Located {
  return call.api !== undefined && call.stage !== undefined;
}

/** Whether a call found its resource and method as well. */
export function isRouted(call: Call): call is Routed {
  return isLocated(call) && call.resource !== undefined && call.method !== undefined;
}

/** Starts a call. */
export function startCall(request: GatewayRequest, graph: Compiled, now: number): Call {
  const headers = readHeaders(request.rawHeaders);
  return {
    request,
    graph,
    receivedAt: now,
    requestId: randomUUID(),
    extendedRequestId: extendedRequestId(),
    headers,
    verb: (firstValue(headers, "x-http-method-override") ?? request.method).toUpperCase(),
    trace: traceIdOf(firstValue(headers, "x-amzn-trace-id"), now, false),
    because: [],
    queryText: "",
    query: parseQuery(""),
    routePath: "/",
    eventPath: "/",
    contextPath: "/",
    domainName: "",
    pathParameters: null,
    traced: false,
  };
}

/** The ARN of the called method, path as it was sent. */
export function methodArn(call: Located): string {
  return arnOf(call, call.routePath);
}

/** The ARN of the called method with another spelling of its path. */
export function arnOf(call: Located, path: string): string {
  return `${call.stage.arnPrefix}/${call.verb}${path}`;
}
