import http from "node:http";
import fs from "node:fs";
import path from "node:path";
import aws4 from "aws4";
import type { Resource } from "../../../src/graph/resource";
import type { LocalCredentials, LocalJson } from "../../../src/local/start/local-json";

/** A graph of `test/cases/graphs`, `upstream` in the place of its HTTP endpoints. */
export function foreignGraph(name: string, upstream = "http://127.0.0.1:9"): Resource[] {
  const file = path.join(__dirname, `../../cases/graphs/${name}.json`);
  const text = fs.readFileSync(file, "utf8").replaceAll("http://upstream.example", upstream);
  return JSON.parse(text) as Resource[];
}

/** A call of the gateway's port; `host` is what the Host header says. */
export interface ForeignCall {
  method?: string;
  path: string;
  host?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Signs for `execute-api`. */
  as?: LocalCredentials;
}

export interface ForeignAnswer {
  status: number;
  text: string;
  bytes: Buffer;
  headers: http.IncomingHttpHeaders;
}

/** Sends a call over loopback, whatever its Host header says. */
export function call(local: LocalJson, wanted: ForeignCall): Promise<ForeignAnswer> {
  const { port } = new URL(local.gatewayUrl);
  const { method = "GET", path: target, body, as } = wanted;
  const host = wanted.host ?? `127.0.0.1:${port}`;
  const bare = {
    ...{ method, host, path: target, service: "execute-api", region: local.region },
    headers: { ...wanted.headers },
    ...(body === undefined ? {} : { body }),
  };
  const signed = as ? (aws4.sign(bare, as).headers as Record<string, string>) : wanted.headers;
  const headers = { ...signed, Host: host };
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", method, path: target, headers };
    const request = http.request(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const bytes = Buffer.concat(parts);
        const { statusCode: status = 0, headers } = response;
        resolve({ status, bytes, headers, text: bytes.toString() });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** What a function that answers with its event was given. */
export function eventOf({ text }: ForeignAnswer): Record<string, any> {
  return (JSON.parse(text) as { event: Record<string, any> }).event;
}
