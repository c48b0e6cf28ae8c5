import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deployed, ThrottleDefinition } from "../../graph/deployed";
import type { Credentials, Functions, Log, Part, Store, Tokens } from "../start/services";
import { assembleAnswer, assembleRefusal } from "./answer/assemble";
import { authorize, type AuthorizeParts } from "./authorize/authorize";
import { createAuthorizerCache } from "./authorize/authorize-lambda";
import { refuseUnrouted } from "./authorize/authorize-iam";
import { startCall, type Call } from "./call";
import { compileGraph } from "./compile";
import type { Compiled, CompiledMethod, CompiledResource, NetworkPasses } from "./compiled";
import { decompressBody } from "./port/decompress";
import { edgeBadRequest } from "./port/edge";
import { firstValue } from "./port/headers";
import { integrate } from "./integrate/integrate";
import type { IntegrationAnswer } from "./integrate/integration-answer";
import { locate } from "./locate";
import { recordDecision } from "./answer/log-decision";
import { meter, type Meter } from "./meter/meter";
import { refuseOutside } from "./authorize/private-network";
import { createQuotaCounters, quotaCountersOf, quotaTable, type QuotaRecord } from "./meter/quota";
import {
  forbidden,
  payloadTooLarge,
  serverError,
  unavailable,
  type Refusal,
} from "./answer/refusal";
import { bodyLimit, refuseUntakeable } from "./port/request-limits";
import type { GatewayRequest, GatewayResponse } from "./port/request";
import { findRoute } from "./routes";
import { serve } from "./port/serve";
import { createBuckets } from "./meter/throttle";
import { traceIdOf } from "./port/trace-id";

/** What a gateway needs of the other parts. */
export interface GatewayOptions {
  credentials: Credentials;
  tokens: Tokens;
  functions: Functions;
  store: Store;
  log: Log;
  /**
   * The account's limit per region.
   * @default AWS's own: 10,000 requests a second, burst 5,000
   */
  accountThrottle?: ThrottleDefinition;
  /**
   * Whether the header x-gatehouse-source-vpce is believed.
   * @default false
   */
  allowSourceVpce?: boolean;
  /** Passes of functions that run in a VPC. */
  passes?: NetworkPasses;
}

/** The local stand-in for execute-api. */
export interface Gateway extends Part {
  /** Swaps the graph; requests under way are judged by the one they began with. */
  load(definition: Deployed): void;
  /** For `http.createServer`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Answers a request without a port. */
  answer(request: GatewayRequest): Promise<GatewayResponse>;
  /** Judges a request as `answer` does, with something else in place of its integration; logs and counts nothing. */
  judge(request: GatewayRequest, ask: typeof integrate): Promise<Judged>;
}

/** What became of a request. */
export interface Judged {
  call: Call;
  result: IntegrationAnswer | Refusal;
  response: GatewayResponse;
}

/** One graph and what is remembered with it; a new graph begins with empty caches. */
interface Loaded {
  graph: Compiled;
  parts: AuthorizeParts;
}

/** Makes a gateway. It answers 503 to everything until a graph is loaded. */
export function createGateway(options: GatewayOptions): Gateway {
  const { credentials, tokens, functions, log } = options;
  const metered: Meter = {
    buckets: createBuckets(),
    quotas: quotaCountersOf(options.store),
    account: options.accountThrottle ?? { rateLimit: 10_000, burstLimit: 5_000 },
  };
  /** Full buckets, and quotas as far as they are used; what is counted here counts nowhere else. */
  const uncounted = (): Meter => {
    const table = options.store.table<QuotaRecord>(quotaTable);
    const forgetful = { ...table, put: async () => {} };
    return { ...metered, buckets: createBuckets(), quotas: createQuotaCounters(forgetful) };
  };
  let loaded: Loaded | undefined;

  async function answer(request: GatewayRequest): Promise<GatewayResponse> {
    const judged = loaded;
    const call = startCall(request, judged?.graph ?? nothing, Date.now());
    let result: IntegrationAnswer | Refusal;
    try {
      result = judged
        ? await judge(call, judged.parts, metered)
        : unavailable("the first graph is still being made");
      if (call.pending) await call.pending;
    } catch (error) {
      log.problem(
        `The gateway failed at ${request.method} ${call.routePath}: ${(error as Error).stack}`,
      );
      result = serverError(`an error of the gateway itself: ${(error as Error).message}`);
    }
    const response = responseFor(result, call);
    recordDecision(log, call, { result, status: response.status });
    return response;
  }

  return {
    load(definition) {
      const graph = compileGraph(definition, {
        allowSourceVpce: options.allowSourceVpce ?? false,
        passes: options.passes,
      });
      const cache = createAuthorizerCache();
      loaded = {
        graph,
        parts: { credentials, tokens, functions, cache, known: new WeakMap() },
      };
    },
    handle: (request, response) => serve(request, response, { answer, log, limit: bodyLimit }),
    answer,
    async judge(request, ask) {
      if (!loaded) throw new Error("No graph is loaded.");
      const call = startCall(request, loaded.graph, Date.now());
      const result = await judge(call, { ...loaded.parts, integrate: ask }, uncounted());
      return { call, result, response: responseFor(result, call) };
    },
    close: () => Promise.resolve(),
  };
}

function responseFor(result: IntegrationAnswer | Refusal, call: Call): GatewayResponse {
  return "allow" in result ? assembleRefusal(result, call) : assembleAnswer(result, call);
}

const nothing = compileGraph(
  {
    graph: [],
    accountId: "",
    region: "",
    partition: "aws",
    apis: [],
    usagePlans: [],
    apiKeys: [],
    functions: [],
    roles: [],
    users: [],
    userPools: [],
    identityPools: [],
    domains: [],
    unread: [],
    warnings: [],
    problems: [],
  },
  { allowSourceVpce: false },
);

interface JudgingParts extends AuthorizeParts {
  /** Asked instead of the integration of the method. */
  integrate?: typeof integrate;
}

/** The checks in AWS's order, docs/aws-facts.md 8. */
async function judge(
  arrived: Call,
  parts: JudgingParts,
  metered: Meter,
): Promise<IntegrationAnswer | Refusal> {
  const { request } = arrived;
  if (request.oversized || request.body.length > bodyLimit) {
    return payloadTooLarge(request.body.length);
  }
  const located = locate(arrived);
  if ("allow" in located) return located;
  const untakeable = refuseUntakeable(located);
  if (untakeable) return untakeable;
  if (located.api.isEdge && located.verb === "GET" && request.body.length > 0) return edgeRefusal();
  const unreadable = decompressBody(located);
  if (unreadable) return unreadable;
  const route = findRoute<CompiledMethod, CompiledResource>(
    located.api.routes,
    located.verb,
    located.routePath,
  );
  if (!route) return refuseUnrouted(located, parts.credentials);
  const call = Object.assign(located, route);
  call.because.push({ check: "route", text: `routed to ${route.method.route}` });
  if (call.stage.definition.tracing) {
    call.trace = traceIdOf(firstValue(call.headers, "x-amzn-trace-id"), call.receivedAt, true);
  }
  const denied = authorize(call, parts);
  const unauthorized = denied instanceof Promise ? await denied : denied;
  if (unauthorized) return unauthorized;
  const outside = refuseOutside(call);
  if (outside) return outside;
  const limited = meter(call, metered);
  if (limited) return limited;
  const invalid = call.method.validation?.(call);
  if (invalid) return invalid;
  return (parts.integrate ?? integrate)(call, parts.functions);
}

function edgeRefusal(): Refusal {
  return {
    ...forbidden("CloudFront refuses a GET with a body"),
    plain: edgeBadRequest(403),
  };
}
