import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../services";
import type { Gateway } from "./gateway";

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
   * @default 5,000
   */
  graceMilliseconds?: number;
}

/** Opens the gateway's port on loopback. Throws where it is in use or not allowed. */
export async function listen(gateway: Gateway, options: ListenOptions): Promise<GatewayServer> {
  const server = http.createServer(
    // API Gateway takes header lines of 10,240 bytes in all; Node's own limit stays above that.
    { keepAliveTimeout: 60_000, requestTimeout: 60_000, insecureHTTPParser: false },
    (request, response) => gateway.handle(request, response),
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, options.port)));
    server.listen(options.port, "127.0.0.1", () => resolve());
  });
  server.removeAllListeners("error");
  server.on("error", (error) => options.log.problem(`The gateway's port failed: ${error.message}`));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closeServer(server, options.graceMilliseconds ?? 5_000) };
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
