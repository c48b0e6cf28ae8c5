import type { MeasuredRow } from "./graph";
import type { LoadGenerator } from "./load";
import { requestsFor } from "./requests";
import type { Server } from "./servers";

/** How long and how often is measured. */
export interface Pace {
  rounds: number;
  burstMilliseconds: number;
  warmUpMilliseconds: number;
  /** Requests before the peak of memory is read. */
  memoryRequests: number;
  /** Starts of each program. */
  starts: number;
}

/** One side of a comparison. */
export interface Side {
  server: Server;
  row: MeasuredRow;
}

/** What a side came to in one round. */
export interface Sample {
  /** Microseconds of the server's CPU time for each request. */
  cpu: number;
  /** Requests per second. */
  throughput: number;
  /** Milliseconds. */
  p99: number;
}

/** The middle value; of an even number the upper of both. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/**
 * Sends bursts to all sides by turns, A B C A B C …: what else the machine does strikes all of them alike,
 * and a ratio is taken within a round.
 */
export async function runRounds<const Sides extends readonly Side[]>(
  sides: Sides,
  { load, pace, connections }: { load: LoadGenerator; pace: Pace; connections: number },
): Promise<{ [Side in keyof Sides]: Sample[] }> {
  const requests = await Promise.all(sides.map(({ server, row }) => requestsFor(server, row)));
  const burst = async (at: number, milliseconds: number): Promise<Sample> => {
    const { port, pid } = sides[at]!.server;
    const result = await load.send({
      ...{ port, pid, connections, milliseconds, requests: requests[at]!, status: 200 },
    });
    return {
      cpu: (result.cpuMilliseconds * 1000) / result.count,
      throughput: result.count / result.seconds,
      p99: result.p99,
    };
  };
  const samples: Sample[][] = sides.map(() => []);
  for (let at = 0; at < sides.length; at++) await burst(at, pace.warmUpMilliseconds);
  for (let round = 0; round < pace.rounds; round++) {
    for (let at = 0; at < sides.length; at++) {
      samples[at]!.push(await burst(at, pace.burstMilliseconds));
    }
  }
  return samples as { [Side in keyof Sides]: Sample[] };
}

/** The median over the rounds of the ratio of two sides. */
export function medianRatio(
  ours: readonly Sample[],
  peers: readonly Sample[],
  of: (sample: Sample) => number,
): number {
  return median(ours.map((sample, round) => of(sample) / of(peers[round]!)));
}
