import * as net from "node:net";
import { cpuMilliseconds } from "./process-stat";

/** One burst: so many connections, each with one request under way, until the time or the count is over. */
export interface Burst {
  port: number;
  /** Of the server, whose CPU time is read before and after. */
  pid: number;
  connections: number;
  milliseconds: number;
  /** Ends the burst earlier. */
  count?: number;
  /** Whole requests as they go over the wire, sent by turns. */
  requests: readonly string[];
  status: number;
}

/** What a burst came to. */
export interface BurstResult {
  count: number;
  seconds: number;
  cpuMilliseconds: number;
  p50: number;
  p99: number;
}

const headEnd = Buffer.from("\r\n\r\n");

/** Sends a burst over raw sockets: the client must not be what is measured. */
async function run(burst: Burst): Promise<BurstResult> {
  const requests = burst.requests.map((text) => Buffer.from(text, "latin1"));
  const latencies: number[] = [];
  const begin = process.hrtime.bigint();
  const end = Date.now() + burst.milliseconds;
  const limit = burst.count ?? Infinity;
  const before = cpuMilliseconds(burst.pid);
  let sent = 0;
  const next = (): Buffer | undefined =>
    sent >= limit || Date.now() >= end ? undefined : requests[sent++ % requests.length];
  await Promise.all(
    Array.from({ length: burst.connections }, () => connection(burst, next, latencies)),
  );
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
  return {
    count: latencies.length,
    seconds,
    cpuMilliseconds: cpuMilliseconds(burst.pid) - before,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function connection(
  { port, status }: Burst,
  next: () => Buffer | undefined,
  latencies: number[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
    const expected = `HTTP/1.1 ${status}`;
    let sentAt = 0;
    let kept: Buffer | undefined;
    const send = () => {
      const request = next();
      if (!request) {
        socket.end();
        return resolve();
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`port ${port} closed a connection`)));
    socket.on("data", (chunk) => {
      const whole = kept ? Buffer.concat([kept, chunk]) : chunk;
      const length = lengthOf(whole);
      if (length === undefined || whole.length < length) {
        kept = whole;
        return;
      }
      kept = undefined;
      latencies.push(performance.now() - sentAt);
      const found = whole.toString("latin1", 0, expected.length);
      if (found !== expected) {
        socket.destroy();
        return reject(new Error(`port ${port}: expected ${expected}, found:\n${whole.toString()}`));
      }
      send();
    });
  });
}

/** Bytes of the whole answer, or undefined while its head is not there yet. */
function lengthOf(answer: Buffer): number | undefined {
  const head = answer.indexOf(headEnd);
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString("latin1", 0, head + 2))?.[1];
  if (length === undefined) throw new Error(`no Content-Length in:\n${answer.toString()}`);
  return head + headEnd.length + Number(length);
}

// As a child process: bursts come as messages, one at a time.
if (process.send) {
  process.on("message", (burst: Burst) => {
    run(burst).then(
      (result) => process.send!({ result }),
      (error: Error) => process.send!({ error: error.message }),
    );
  });
  process.on("disconnect", () => process.exit());
}
