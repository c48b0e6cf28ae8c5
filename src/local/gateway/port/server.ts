import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../../start/services";
import type { Gateway } from "../gateway";
import { bodyLimit } from "./request-limits";

/** An open gateway port. */
export interface GatewayServer {
  port: number;
  /** Takes no more connections, waits for answers under way and then ends the rest. */
  close(): Promise<void>;
}

/** How the port is opened. */
export interface ListenOptions {
  /** 0: any free port. */
  port: number;
  log: Log;
  /**
   * How long answers under way are waited for.
   * @default 2,500
   */
  graceMilliseconds?: number;
}

/** What is no request that could be judged. */
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Opens the gateway's port on loopback. Throws where it is in use or not allowed. */
export async function listen(gateway: Gateway, options: ListenOptions): Promise<GatewayServer> {
  const server = http.createServer(
    // The gateway refuses long addresses and headers itself, so Node's own limit stays above its limits.
    {
      keepAliveTimeout: 60_000,
      requestTimeout: 60_000,
      insecureHTTPParser: false,
      maxHeaderSize: 65_536,
    },
    (request, response) => gateway.handle(request, response),
  );
  // Nobody is asked for a body that is refused by its length.
  server.on("checkContinue", (request: http.IncomingMessage, response: http.ServerResponse) => {
    if (Number(request.headers["content-length"] ?? 0) <= bodyLimit) response.writeContinue();
    gateway.handle(request, response);
  });
  // Node would answer 417 to any other expectation; API Gateway drops the header, docs/aws-facts.md 6.1.
  server.on("checkExpectation", (request, response) => gateway.handle(request, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const status = statuses[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, options.port)));
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  server.removeAllListeners("error");
  server.on("error", (error) => options.log.problem(`The gateway's port failed: ${error.message}`));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closeServer(server, options.graceMilliseconds ?? 2_500) };
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new Error(
      `Port ${port} on 127.0.0.1 is in use by another program. End it, or choose another port with --port.`,
    );
  }
  if (error.code === "EACCES") {
    return new Error(
      `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`,
    );
  }
  return error;
}

function closeServer(server: http.Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    // A kept-alive connection that ends its answer after `close` would otherwise be waited for.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
