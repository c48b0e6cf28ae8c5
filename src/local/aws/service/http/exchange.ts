import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SignedRequest } from "../../../sigv4";

/** A request to the AWS port, read whole. */
export interface AwsRequest extends SignedRequest {
  /** Path without query, still encoded. */
  path: string;
  /** Query string without `?`. */
  query: string;
  body: Buffer;
  requestId: string;
  /** `Host`, lower case, with the port if it has one. */
  host: string;
  sourceIp: string;
  /** The service that the request was dispatched to, as signatures name it; empty before. */
  service: string;
  /** The operation of that service, as its model names it; absent where none is known. */
  operation?: string;
}

/** An answer of the AWS port. */
export interface AwsResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
}

/** The largest request that is read: Lambda's 6 MB and its envelope. */
export const largestBody = 6 * 1024 * 1024 + 1024;

/** The request with its body; `"tooLarge"` where the body is over the limit, undefined where the peer hung up. */
export async function readRequest(
  message: IncomingMessage,
): Promise<AwsRequest | "tooLarge" | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > largestBody) return "tooLarge";
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  return toRequest(message, Buffer.concat(parts));
}

function toRequest(message: IncomingMessage, body: Buffer): AwsRequest {
  const target = message.url ?? "/";
  const cut = target.indexOf("?");
  const headers = message.headersDistinct;
  return {
    method: message.method ?? "GET",
    target,
    path: cut < 0 ? target : target.slice(0, cut),
    query: cut < 0 ? "" : target.slice(cut + 1),
    header: (name) => headers[name]?.[0],
    headerValues: (name) => headers[name] ?? [],
    body,
    requestId: randomUUID(),
    host: (message.headers.host ?? "").toLowerCase(),
    sourceIp: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    service: "",
  };
}
