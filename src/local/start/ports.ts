import http from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "./start-error";

/** How long requests that run may go on when the gateway ends. */
const graceMilliseconds = 1_000;

/** A port on loopback. */
export interface OpenPort {
  port: number;
  close(): Promise<void>;
}

/** Opens a port for this machine only; a `StartError` says which flag changes it where it is taken. */
export async function openPort(
  listener: http.RequestListener,
  { flag, port }: { flag: string; port: number },
): Promise<OpenPort> {
  const server = http.createServer({ keepAliveTimeout: 60_000 }, listener);
  server.on("checkExpectation", listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(refused(error, flag, port)));
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        // Requests that run may end; whoever is not done by then is cut off.
        const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
        // A connection that is kept alive becomes idle only when its answer is through.
        const idle = setInterval(() => server.closeIdleConnections(), 20);
        server.close(() => {
          clearTimeout(timer);
          clearInterval(idle);
          resolve();
        });
      }),
  };
}

function refused(error: NodeJS.ErrnoException, flag: string, port: number): Error {
  const why: Record<string, string> = {
    EADDRINUSE: "is in use by another program. End it, or choose another port",
    EACCES: "may not be opened by this user. Choose one above 1023",
  };
  const reason = why[error.code ?? ""] ?? `cannot be opened: ${error.message}. Choose another port`;
  return new StartError([`Port ${port} on 127.0.0.1 ${reason} with ${flag}.`]);
}
