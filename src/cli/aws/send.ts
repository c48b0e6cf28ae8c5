import http from "node:http";
import https from "node:https";

/** A request as it goes over the wire. */
export interface Outgoing {
  method: string;
  /** Where it connects to: `https://host:port`. */
  origin: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** What came back. */
export interface Incoming {
  status: number;
  /** By small name; of several the first. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

const longestWait = 35_000;

/**
 * Sends one request, follows no redirect, and reads at most so many bytes of the answer. Rejects where nobody
 * answers within 35 s, longer than API Gateway waits for an integration.
 */
export function send(
  { method, origin, path, headers, body }: Outgoing,
  mostBytes = 32 * 1024 * 1024,
): Promise<Incoming> {
  const { protocol, hostname, port } = new URL(origin);
  const { request } = protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        // An IPv6 address stands in brackets in a URL only.
        ...{ method, hostname: hostname.replace(/^\[|\]$/g, ""), port, path, headers },
        timeout: longestWait,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > mostBytes) answer.destroy(new Error(`an answer over ${mostBytes} bytes`));
          else chunks.push(chunk);
        });
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()[0]]),
            ),
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("timeout", () =>
      outgoing.destroy(new Error(`no answer in ${longestWait / 1000} s`)),
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
