import { peakMegabytes } from "./process-stat";
import { requestsFor } from "./requests";
import type { Field, Setting } from "./measures";
import type { Server } from "./servers";
import type { Row } from "./table";

/** What each server held at most after the same number of requests, from a fresh start. */
export async function compareMemory(
  field: Omit<Field, "raw" | "rawJson">,
  { load, pace, connections, endpoints }: Setting,
): Promise<Row[]> {
  const peak = async (server: Server): Promise<number> => {
    const count = pace.memoryRequests;
    const requests = await requestsFor(server, "public");
    const { port, pid } = server;
    const milliseconds = 600_000;
    await load.send({ port, pid, connections, milliseconds, count, requests, status: 200 });
    return peakMegabytes(pid);
  };
  const row = (mode: string, ours: number, peer: number): Row => ({
    measure: `peak memory, ${mode}`,
    setting: `${pace.memoryRequests} requests, ${endpoints} endpoints`,
    target: { atMost: 0.35 },
    ours: `${Math.round(ours)} MB`,
    peer: `${Math.round(peer)} MB`,
    ratio: ours / peer,
  });
  return [
    row("processes", await peak(field.processes), await peak(field.peerWorker)),
    row("in-process", await peak(field.inProcess), await peak(field.peerInProcess)),
  ];
}
