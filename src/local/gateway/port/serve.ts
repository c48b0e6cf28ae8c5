import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../../start/services";
import type { GatewayRequest, GatewayResponse } from "./request";
import { sendTogether } from "./send-together";

interface ServeParts {
  answer(request: GatewayRequest): Promise<GatewayResponse>;
  log: Log;
  /** Bytes of the longest body. */
  limit: number;
}

const nothing = Buffer.alloc(0);

/** Reads a request of the port, answers it and writes the answer; a caller that goes away harms nothing. */
export function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, log, limit }: ServeParts,
): void {
  let gone = false;
  const leave = (): void => {
    if (gone || response.writableEnded) return;
    gone = true;
    log.notice(`The caller of ${request.method} ${pathOf(request)} left before the answer.`);
  };
  response.on("close", leave);
  response.on("error", () => undefined);
  const fail = (error: Error): void => {
    log.problem(
      `The gateway could not answer ${request.method} ${pathOf(request)}: ${error.message}`,
    );
    response.destroy();
  };
  readBody(request, limit, (body, oversized) => {
    answer({
      method: request.method ?? "GET",
      target: request.url ?? "/",
      rawHeaders: request.rawHeaders,
      body,
      sourceIp: plainAddress(request.socket.remoteAddress),
      protocol: `HTTP/${request.httpVersion}`,
      oversized,
    }).then(
      (result) =>
        sendTogether(() => {
          try {
            if (!gone) write(response, result, { head: request.method === "HEAD", oversized });
          } catch (error) {
            fail(error as Error);
          }
        }),
      fail,
    );
  });
}

/** The path alone: a query may hold tokens. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?")[0]!;
}

function plainAddress(address: string | undefined): string {
  if (!address) return "127.0.0.1";
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Buffer, oversized: boolean) => void,
): void {
  request.on("error", () => undefined);
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === "0")) {
    request.resume();
    return done(nothing, false);
  }
  if (Number(length) > limit) return done(nothing, true);
  const chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  request.on("data", (chunk: Buffer) => {
    if (over) return;
    size += chunk.length;
    if (size > limit) {
      over = true;
      chunks.length = 0;
      done(nothing, true);
    } else {
      chunks.push(chunk);
    }
  });
  request.on("end", () => {
    if (!over) done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size), false);
  });
}

function write(
  response: ServerResponse,
  result: GatewayResponse,
  { head, oversized }: { head: boolean; oversized: boolean },
): void {
  const empty = result.status === 204 || result.status === 304;
  const length =
    typeof result.body === "string" ? Buffer.byteLength(result.body) : result.body.length;
  const headers = [...result.headers];
  // An error to HEAD has `Content-Length: 0`, docs/aws-facts.md 0.
  if (!empty) headers.push("Content-Length", String(head && result.status >= 400 ? 0 : length));
  // The rest of an oversized body is thrown away, so the connection cannot be used again. Said here in
  // any case, or Node adds a Keep-Alive header, which AWS does not send.
  headers.push("Connection", oversized || !response.shouldKeepAlive ? "close" : "keep-alive");
  response.writeHead(result.status, headers);
  if (oversized) lingerAfter(response);
  response.end(head || empty ? undefined : result.body);
  if (oversized) response.req.resume();
}

const lingerMilliseconds = 5_000;
const mostThrownAway = 100 * 1_048_576;

/**
 * Ends only the gateway's side of the connection. Closed whole while the caller still sends, it would be reset,
 * and many clients then report that instead of the answer.
 */
function lingerAfter({ req: request }: ServerResponse): void {
  const { socket } = request;
  socket.destroySoon = () => socket.end();
  socket.setTimeout(lingerMilliseconds, () => socket.destroy());
  let thrownAway = 0;
  request.on("data", (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > mostThrownAway) socket.destroy();
  });
}
