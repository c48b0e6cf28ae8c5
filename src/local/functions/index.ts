import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { Functions, Invocation, InvocationResult } from "../start/services";
import { codeIdentity } from "./code";
import type { FunctionsOptions } from "./options";
import { createProcesses } from "./process/function-process";
import { createSandboxes, type Sandboxes } from "./sandboxes";
import { createPool, type Pool } from "./pool";
import { describeFault } from "./fault";
import { closeSuperfluous } from "./idle";
import { requestRoutes } from "./routes";
import { vpcEndpointOf } from "./vpc-endpoint";
import { findTarget, type InvocationTarget } from "./target";

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const largestEvent = 6 * 1024 * 1024;
/** Sandboxes of one function at once, where it sets no limit itself. */
const sandboxesPerFunction = 10;
/** How long more idle sandboxes may stand than are kept. */
const tidyMilliseconds = 50;

interface Generation {
  definition: Deployed;
  pools: ReadonlyMap<string, { identity: string; pool: Pool }>;
  /** By the ARN without a qualifier, as almost every integration names its function. */
  targets: ReadonlyMap<string, InvocationTarget>;
}

/** The functions of the graph, run from the code that would be deployed. */
export function createFunctions(options: FunctionsOptions): Functions {
  let current: Generation | undefined;
  const generations = new WeakMap<Deployed, Generation>();
  const everyPool = new Set<Pool>();
  const processes = createProcesses();
  const makeSandboxes = createSandboxes(options, processes);
  const tidy = () => closeSuperfluous([...everyPool]);
  let tidying: NodeJS.Timeout | undefined;
  // Looks at every pool, so not once for each event.
  const tidySoon = () => {
    tidying ??= setTimeout(() => {
      tidying = undefined;
      tidy();
    }, tidyMilliseconds).unref();
  };
  const timer = setInterval(tidy, 30_000).unref();

  const makePool = (fn: FunctionDefinition, sandboxes: Sandboxes): Pool => {
    const limit = Math.min(fn.reservedConcurrency ?? Infinity, sandboxesPerFunction);
    const pool: Pool = createPool({
      limit: options.inProcess ? 1 : Math.max(1, limit),
      start: () => sandboxes.start(fn),
      failed: (error) =>
        options.log.problem(describeFault(fn.name, error, options.projectDirectory)),
      idle: tidySoon,
      ended: () => everyPool.delete(pool),
    });
    everyPool.add(pool);
    return pool;
  };

  return {
    load(definition) {
      const ports = options.ports();
      const routes = requestRoutes(definition, ports);
      const sandboxes = makeSandboxes(definition, routes, ports.aws);
      const pools = new Map<string, { identity: string; pool: Pool }>();
      for (const fn of definition.functions) {
        const { code, permissions: _permissions, ...settings } = fn;
        const identity = JSON.stringify([
          settings,
          codeIdentity(code, options),
          options.dotenv?.(fn.name),
          routes,
          vpcEndpointOf(fn, definition),
          definition.region,
        ]);
        const known = current?.pools.get(fn.arn);
        const kept = known?.identity === identity ? known.pool : undefined;
        pools.set(fn.arn, { identity, pool: kept ?? makePool(fn, sandboxes) });
      }
      for (const [arn, { pool }] of current?.pools ?? []) {
        if (pools.get(arn)?.pool !== pool) pool.retire();
      }
      const targets = new Map(
        definition.functions.map((fn) => [fn.arn, { fn, invokedFunctionArn: fn.arn }]),
      );
      current = { definition, pools, targets };
      generations.set(definition, current);
    },

    invoke(invocation) {
      const generation =
        (invocation.definition && generations.get(invocation.definition)) ?? current;
      return generation ? invoke(generation, invocation) : Promise.resolve({ outcome: "notFound" });
    },

    async close() {
      clearInterval(timer);
      clearTimeout(tidying);
      await Promise.all([...everyPool].map((pool) => pool.close()));
      processes.close();
    },
  };
}

async function invoke(
  { definition, pools, targets }: Generation,
  invocation: Invocation,
): Promise<InvocationResult> {
  const { functionArn } = invocation;
  const target = targets.get(functionArn) ?? findTarget(definition.functions, functionArn);
  const pool = target && pools.get(target.fn.arn)?.pool;
  if (!target || !pool) return { outcome: "notFound" };
  if (isTooLarge(invocation.payload)) return { outcome: "tooLarge", what: "request" };
  const reserved = target.fn.reservedConcurrency;
  if (reserved !== undefined && pool.busy() >= reserved) return { outcome: "throttled" };
  const result = pool.run({
    payload: invocation.payload,
    invokedFunctionArn: target.invokedFunctionArn,
    clientContext: clientContextOf(invocation.clientContext),
    ...(invocation.traceId ? { traceId: invocation.traceId } : {}),
    ...(invocation.tail ? { tail: true } : {}),
  });
  return withDeadline(result, invocation.timeoutMilliseconds);
}

function isTooLarge(payload: string): boolean {
  return payload.length * 3 > largestEvent && Buffer.byteLength(payload) > largestEvent;
}

function clientContextOf(text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}

function withDeadline(
  result: Promise<InvocationResult>,
  milliseconds: number | undefined,
): Promise<InvocationResult> {
  if (milliseconds === undefined) return result;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ outcome: "callerTimeout" }), milliseconds);
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
