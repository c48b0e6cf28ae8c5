import * as http from "node:http";
import * as https from "node:https";
import type { EndpointAnswer } from "./mapped/parameter-mapping";
import {
  badGateway,
  configurationError,
  integrationFailure,
  timedOut,
  type Refusal,
} from "../answer/refusal";

/** A request to the endpoint of an HTTP integration. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string | string[]>;
  body: Buffer;
  timeoutMilliseconds: number;
}

/** API Gateway's own limit for a payload. */
const answerLimit = 10 * 1024 * 1024;

function readUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Asks an endpoint; redirects are handed to the caller as they are. */
export function sendHttp(request: HttpRequest): Promise<EndpointAnswer | Refusal> {
  const url = readUrl(request.url);
  if (!url) {
    return Promise.resolve(
      configurationError(`the address ${request.url} of the integration is no http(s) address`),
    );
  }
  // Node throws where a header cannot be written.
  return exchange(request, url).catch((error: Error) =>
    configurationError(`the request for ${url.origin} cannot be written: ${error.message}`),
  );
}

function exchange(request: HttpRequest, url: URL): Promise<EndpointAnswer | Refusal> {
  return new Promise((resolve) => {
    const transport = url.protocol === "https:" ? https : http;
    const outgoing = transport.request(
      url,
      {
        method: request.method,
        headers: {
          ...request.headers,
          ...(request.body.length > 0 ? { "Content-Length": request.body.length } : {}),
        },
        signal: AbortSignal.timeout(request.timeoutMilliseconds),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > answerLimit) {
            outgoing.destroy();
            resolve(badGateway(`the answer of ${url.origin} is over 10 MB`));
          } else {
            chunks.push(chunk);
          }
        });
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 502,
            headers: incoming.rawHeaders,
            body: Buffer.concat(chunks),
          }),
        );
        incoming.on("error", fail);
      },
    );
    outgoing.on("error", fail);
    outgoing.end(request.body);

    function fail(error: NodeJS.ErrnoException): void {
      if (error.name === "TimeoutError" || error.name === "AbortError") {
        resolve(timedOut(`${url.origin} did not answer within ${request.timeoutMilliseconds} ms`));
      } else if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED)$/.test(error.code ?? "")) {
        resolve(configurationError(`${url!.origin} cannot be reached: ${error.message}`));
      } else {
        resolve(integrationFailure(`speaking with ${url!.origin} failed: ${error.message}`));
      }
    }
  });
}
