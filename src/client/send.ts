import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";

/** A request, as it goes over the wire. */
export interface HttpRequest {
  /** Scheme and host; the path is taken from `path`, byte for byte. */
  origin: URL;
  method: string;
  /** Path and query, already encoded. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  timeoutMilliseconds: number;
  /** Who is called, for messages. */
  label: string;
}

/** An answer. */
export interface HttpAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

// API Gateway's own limit of an answer: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
const largestAnswer = 10 * 1024 * 1024;

// Sent twice they do what they do once, so a connection that died while the function was frozen may be replaced.
const repeatable = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** Sends one request. Follows no redirects; throws when there is no whole answer in time. */
export function send(request: HttpRequest): Promise<HttpAnswer> {
  return attempt(request, repeatable.has(request.method));
}

function attempt(request: HttpRequest, reuse: boolean): Promise<HttpAnswer> {
  const { origin, method, path, headers, body, timeoutMilliseconds, label } = request;
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${label}: ${what}.`));
    const outgoing = (origin.protocol === "http:" ? plainRequest : secureRequest)(
      {
        hostname: origin.hostname.replace(/^\[|\]$/g, ""),
        port: origin.port,
        method,
        path,
        headers:
          body === undefined ? headers : { ...headers, "content-length": Buffer.byteLength(body) },
        // A body that must not be sent twice goes over a fresh connection.
        ...(reuse ? {} : { agent: false as const }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on("data", (chunk: Buffer) => {
          length += chunk.length;
          chunks.push(chunk);
          if (length > largestAnswer) outgoing.destroy(new Error("the answer is over 10 MB"));
        });
        answer.on("error", (error) => fail(reasonOf(error)));
        answer.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      },
    );
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${timeoutMilliseconds} ms`)),
      timeoutMilliseconds,
    );
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const stale = reuse && outgoing.reusedSocket && error.code === "ECONNRESET";
      if (stale) resolve(attempt(request, false));
      else fail(reasonOf(error));
    });
    outgoing.end(body);
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === undefined
    ? error.message
    : `the connection failed with ${error.code} (${error.message})`;
}
