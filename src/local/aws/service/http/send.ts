import type { ServerResponse } from "node:http";
import type { AwsResponse } from "./exchange";

/** Writes an answer; nothing of the port may be kept by a cache or shown in a foreign frame. */
export function send(response: ServerResponse, { status, headers, body }: AwsResponse): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    ...headers,
    ...(status === 204 ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  });
  response.end(status === 204 ? undefined : body);
}
