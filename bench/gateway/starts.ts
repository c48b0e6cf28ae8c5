import * as path from "node:path";
import { median, type Pace } from "./rounds";
import { startExample, startServerlessOffline, temporaryFolder } from "./servers";
import type { Row } from "./table";

/** The example program has as many endpoints. */
const endpoints = 10;

/** From the command until the port answers: `npm start` cold and again unchanged, serverless-offline. */
export async function compareStarts(pace: Pace): Promise<Row[]> {
  const times = { cold: [] as number[], unchanged: [] as number[], peer: [] as number[] };
  for (let turn = 0; turn < pace.starts; turn++) {
    const state = path.join(temporaryFolder(), "state");
    times.cold.push(await timeOf(() => startExample(state)));
    times.unchanged.push(await timeOf(() => startExample(state)));
    times.peer.push(
      await timeOf(() =>
        startServerlessOffline({ name: "serverless-offline", endpoints, inProcess: false }),
      ),
    );
  }
  const row = (measure: string, ours: number[], atMost: number): Row => ({
    ...{ measure, setting: `${pace.starts} starts`, target: { atMost } },
    ours: `${Math.round(median(ours))} ms`,
    peer: `${Math.round(median(times.peer))} ms`,
    ratio: median(ours.map((time, turn) => time / times.peer[turn]!)),
  });
  return [
    row("ready, unchanged start, against its start", times.unchanged, 0.4),
    row("ready, cold start, against its start", times.cold, 1),
  ];
}

async function timeOf(start: () => ReturnType<typeof startExample>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.readyMilliseconds;
}
