import http from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "aws4";
import { answerFile } from "../../../src/cli/drift/live-source";
import type { Answers } from "./answers";

/** Credentials that the stand-in takes. */
export const keys = { accessKeyId: "AKIAEXAMPLE000000000", secretAccessKey: "only-for-tests" };

/** A server that answers as AWS's control plane does, each service at its own signature. */
export interface StandIn {
  url: string;
  /** `apigateway GET /restapis/x` */
  asked: string[];
  /** How many calls are told to slow down first. */
  busy: number;
  close(): void;
}

type Asked = { operation: string; about: string[] } | undefined;

const gatewayPaths: [RegExp, string][] = [
  [/^\/restapis$/, "get-rest-apis"],
  [/^\/restapis\/([^/]+)$/, "get-rest-api"],
  [/^\/restapis\/([^/]+)\/stages$/, "get-stages"],
  [/^\/restapis\/([^/]+)\/stages\/([^/]+)\/exports\/oas30$/, "get-export"],
  [/^\/restapis\/([^/]+)\/authorizers$/, "get-authorizers"],
  [/^\/usageplans$/, "get-usage-plans"],
  [/^\/usageplans\/([^/]+)\/keys$/, "get-usage-plan-keys"],
  [/^\/apikeys$/, "get-api-keys"],
];

const kebab = (name: string) =>
  name.replace(/([a-z0-9])([A-Z])/g, (_all, a: string, b: string) => `${a}-${b}`).toLowerCase();

function operationOf(
  service: string,
  url: URL,
  headers: http.IncomingHttpHeaders,
  body: string,
): Asked {
  if (service === "apigateway") {
    for (const [pattern, operation] of gatewayPaths) {
      const [whole, ...about] = pattern.exec(url.pathname) ?? [];
      if (whole) return { operation: `apigateway/${operation}`, about };
    }
    return undefined;
  }
  if (service === "lambda") {
    const [, name = "", what] = /^\/[\d-]+\/functions\/([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    const operation = { policy: "get-policy", configuration: "get-function-configuration" }[
      what ?? ""
    ];
    const qualifier = url.searchParams.get("Qualifier");
    const about = qualifier === null ? [name] : [name, qualifier];
    return { operation: `lambda/${operation ?? "get-function-concurrency"}`, about };
  }
  if (service === "iam") {
    const {
      Action = "",
      Version: _version,
      Marker: _marker,
      ...about
    } = Object.fromEntries(new URLSearchParams(body));
    return { operation: `iam/${kebab(Action)}`, about: Object.values(about) };
  }
  const target = String(headers["x-amz-target"]).split(".").at(-1)!;
  const { MaxResults: _most, NextToken: _next, ...about } = JSON.parse(body);
  return { operation: `${service}/${kebab(target)}`, about: Object.values(about).map(String) };
}

function xml(value: unknown, name: string): string {
  if (Array.isArray(value))
    return `<${name}>${value.map((one) => xml(one, "member")).join("")}</${name}>`;
  if (typeof value === "object" && value !== null) {
    // IAM percent-encodes policies.
    if (/Document$/.test(name))
      return `<${name}>${encodeURIComponent(JSON.stringify(value))}</${name}>`;
    const inside = Object.entries(value).map(([key, item]) => xml(item, key));
    return `<${name}>${inside.join("")}</${name}>`;
  }
  return `<${name}>${String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`;
}

function isSigned(request: http.IncomingMessage, service: string, body: string): boolean {
  const { authorization = "", ...all } = request.headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(";") ?? [];
  const headers = Object.fromEntries(names.map((name) => [name, String(all[name])]));
  const region = /Credential=[^/]+\/\d+\/([^/]+)/.exec(authorization)?.[1] ?? "";
  const again = sign(
    {
      ...{ service, region, method: request.method!, path: request.url!, headers },
      ...{ host: String(all["host"]), ...(body === "" ? {} : { body }) },
    },
    keys,
  );
  return again.headers!["Authorization"] === authorization;
}

/** On the wire a time is in seconds, but in XML and in a document. */
const seconds = (name: string, value: unknown) =>
  /Date$/.test(name) ? Date.parse(String(value)) / 1000 : value;

/** Lists come in pages of one, so that a caller has to ask for the next. */
function page(operation: string, answer: any, url: URL): any {
  if (!/get-usage-plans$/.test(operation)) return answer;
  const at = Number(url.searchParams.get("position") ?? 0);
  const next = at + 1 < answer.items.length ? { position: String(at + 1) } : {};
  return { items: answer.items.slice(at, at + 1), ...next };
}

/** Starts one on loopback. */
export async function standIn(answers: Answers): Promise<StandIn> {
  const made: StandIn = { url: "", asked: [], busy: 0, close: () => void server.close() };
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const url = new URL(request.url!, "http://localhost");
      const service = /Credential=[^,]*\/([\w-]+)\/aws4_request/.exec(
        request.headers.authorization ?? "",
      )?.[1];
      const end = (status: number, text: string, error?: string) => {
        response.statusCode = status;
        if (error !== undefined) response.setHeader("x-amzn-errortype", error);
        response.end(text);
      };
      if (!service || !isSigned(request, service, body))
        return end(
          403,
          JSON.stringify({
            message: `The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'x-amz-security-token:${request.headers["x-amz-security-token"]}'`,
          }),
          "InvalidSignatureException",
        );
      made.asked.push(`${service} ${request.method} ${request.url}`);
      if (made.busy > 0) {
        made.busy -= 1;
        return end(429, '{"message":"Too Many Requests"}', "TooManyRequestsException");
      }
      const asked = operationOf(service, url, request.headers, body);
      const answer = asked && answers[answerFile(asked.operation, asked.about)];
      const action = new URLSearchParams(body).get("Action") ?? "";
      if (answer === undefined || !asked)
        return service === "iam"
          ? end(404, xml({ Error: { Code: "NoSuchEntity", Message: "none" } }, "ErrorResponse"))
          : end(
              404,
              '{"message":"none"}',
              service === "apigateway" ? "NotFoundException" : "ResourceNotFoundException",
            );
      if (service === "iam")
        return end(200, xml({ [`${action}Result`]: answer }, `${action}Response`));
      if (asked.operation.endsWith("/get-export")) return end(200, JSON.stringify(answer));
      const { items, ...others } = page(asked.operation, answer, url);
      end(200, JSON.stringify(items === undefined ? answer : { ...others, item: items }, seconds));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return made;
}
