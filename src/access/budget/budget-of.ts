import type { Deployed } from "../../graph/deployed";
import type { Unread } from "../../graph/unread";
import { callsOf, type Calls } from "./calls-of";
import { secondsOfOperation, secondsOfService, type Service } from "./rates";
import { usesOf, type Use } from "./uses-of";

/** What a deploy asks of AWS's control plane. */
export interface Budget {
  /** What may be a part of a deploy, and is not read. */
  unread: readonly Unread[];
  /** By operation, most first. */
  calls: readonly (Calls & { seconds: number; updateSeconds: number })[];
  /** Calls of a first deploy, each followed by a read, as the provider does it. */
  total: number;
  /** Seconds that the rates of AWS alone make a first deploy take, at least. */
  seconds: number;
  /** Likewise for a deploy that changes every resource. */
  updateSeconds: number;
  /** The limits that it takes something of, the nearest first. */
  uses: readonly Use[];
}

const round = (seconds: number): number => Math.ceil(seconds * 10) / 10;

/** Operations run side by side; each waits for its own rate, and all of a service for the service's. */
function atLeast(calls: readonly Calls[], field: "count" | "updates"): number {
  const byService = new Map<Service, number>();
  for (const one of calls)
    byService.set(one.service, (byService.get(one.service) ?? 0) + 2 * one[field]);
  return round(
    Math.max(
      0,
      ...calls.map((one) => one[field] * (secondsOfOperation[one.operation] ?? 0)),
      ...[...byService].map(([service, count]) => count * secondsOfService[service]),
    ),
  );
}

/** What the deploy of a graph asks of AWS: calls, the seconds that their rates take, and how near limits are. */
export function budgetOf(definition: Deployed): Budget {
  const calls = callsOf(definition);
  const rateOf = ({ operation, service }: Calls) =>
    secondsOfOperation[operation] ?? secondsOfService[service];
  return {
    unread: definition.unread,
    calls: calls.map((one) => ({
      ...one,
      seconds: round(one.count * rateOf(one)),
      updateSeconds: round(one.updates * rateOf(one)),
    })),
    total: 2 * calls.reduce((sum, { count }) => sum + count, 0),
    seconds: atLeast(calls, "count"),
    updateSeconds: atLeast(calls, "updates"),
    uses: usesOf(definition),
  };
}
