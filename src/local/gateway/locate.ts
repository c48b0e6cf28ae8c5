import type { DomainDefinition } from "../../graph/deployed";
import { splitTarget } from "../sigv4";
import type { Call, Located } from "./call";
import type { CompiledApi } from "./compiled";
import { firstValue } from "./port/headers";
import { parseQuery } from "./port/query";
import { forbidden, type Refusal } from "./answer/refusal";

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The name in a Host header, without its port, in lower case. */
export function hostName(header: string): string {
  const lower = header.trim().toLowerCase();
  if (lower.startsWith("[")) {
    const end = lower.indexOf("]");
    return end < 0 ? "" : /^(:\d+)?$/.test(lower.slice(end + 1)) ? lower.slice(0, end + 1) : "";
  }
  const colon = lower.indexOf(":");
  if (colon < 0) return lower;
  return /^\d+$/.test(lower.slice(colon + 1)) ? lower.slice(0, colon) : "";
}

/** Finds API, stage and path of a call by its Host and target; fills them in, or says why there are none. */
export function locate(call: Call): Located | Refusal {
  const { path, query } = splitTarget(readTarget(call.request.target));
  call.queryText = query;
  call.query = parseQuery(query);
  const hosts = call.headers.names.filter((name) => name === "host").length;
  const header = firstValue(call.headers, "host") ?? "";
  const host = hostName(header);
  if (hosts !== 1 || host === "") {
    return forbidden(`the Host header is ${JSON.stringify(header)}; expected one name of an API`);
  }
  const named = call.graph.hosts.get(host);
  if (named) return inApi(call, named, { domainName: host, path });
  if (loopback.has(host)) {
    const first = call.graph.apis[0];
    if (!first) return forbidden("the graph holds no API");
    return inApi(call, first, { domainName: first.domainName, path });
  }
  const domain = call.graph.domains.get(host);
  if (domain) return inDomain(call, domain, path);
  return forbidden(
    `the Host ${host} is not served; expected 127.0.0.1, localhost, [::1], <apiId>.execute-api.<region>.amazonaws.com of an API in the graph, or one of its domains`,
  );
}

/** A request line may carry a whole address. */
function readTarget(target: string): string {
  if (target.startsWith("/")) return target;
  const match = /^https?:\/\/[^/?#]*((?:[/?#].*)?)$/i.exec(target);
  const rest = match ? match[1]! : target;
  return rest.startsWith("/") ? rest : `/${rest}`;
}

function inApi(
  call: Call,
  api: CompiledApi,
  { domainName, path }: { domainName: string; path: string },
): Located | Refusal {
  call.domainName = domainName;
  if (api.definition.disableExecuteApiEndpoint) {
    return forbidden(
      `the execute-api endpoint of ${api.definition.apiId} is disabled; call it by the Host of its domain`,
    );
  }
  // `//stage/x` works, docs/aws-facts.md 1.1.
  const whole = path.replace(/^\/+/, "");
  const slash = whole.indexOf("/");
  const stageName = slash < 0 ? whole : whole.slice(0, slash);
  const rest = slash < 0 ? "" : whole.slice(slash);
  const entered = enter(call, api, stageName);
  if ("allow" in entered) return entered;
  call.routePath = collapse(rest);
  call.eventPath = call.routePath;
  call.contextPath = `/${stageName}${rest}`;
  return entered;
}

function inDomain(call: Call, domain: DomainDefinition, path: string): Located | Refusal {
  call.domainName = domain.domainName;
  const whole = collapse(path);
  const mapping = domain.mappings.find(
    ({ basePath }) => basePath === "" || isBelow(whole, `/${basePath}`),
  );
  const api = mapping && call.graph.apis.find((one) => one.definition.apiId === mapping.apiId);
  if (!mapping || !api) {
    return forbidden(`no base path mapping of ${domain.domainName} covers ${whole}`);
  }
  let rest = mapping.basePath === "" ? whole : whole.slice(mapping.basePath.length + 1);
  let stageName = mapping.stage;
  if (stageName === undefined) {
    const [, first = ""] = rest.split("/");
    stageName = first;
    rest = rest.slice(first.length + 1);
  }
  const entered = enter(call, api, stageName);
  if ("allow" in entered) return entered;
  call.routePath = collapse(rest);
  // With a base path, `path` and `requestContext.path` carry it and no stage, docs/aws-facts.md 4.
  call.eventPath = whole;
  call.contextPath = whole;
  if (mapping.basePath !== "") call.basePathMatched = mapping.basePath;
  return entered;
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

/** Leading slashes become one. */
function collapse(path: string): string {
  return `/${path.replace(/^\/+/, "")}`;
}

function enter(call: Call, api: CompiledApi, stageName: string): Located | Refusal {
  const stage = api.stages.get(stageName);
  if (stage) return Object.assign(call, { api, stage });
  call.api = api;
  const known =
    [...api.stages.keys()].join(", ") || "none, since the graph has no Stage of this API";
  return forbidden(
    stageName === ""
      ? `the path names no stage; it begins with /<stage>, here one of: ${known}`
      : `the API ${api.definition.apiId} has no stage ${JSON.stringify(stageName)}; it has: ${known}`,
  );
}
