import type { ApiDefinition, Deployed } from "../../graph/deployed";
import { dnsSuffix } from "../../base/partition";
import type { ExplainArguments } from "./arguments";

/** The request that is asked about, before anybody proves who they are. */
export interface AskedRequest {
  method: string;
  /** Path and query as they go over the wire, the stage included. */
  target: string;
  host: string;
  /** Of the API that the Host picks: signatures are made for it. */
  region: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Absent: none was given. */
  body?: string;
  sourceIp: string;
}

/** Puts the request together; a text says what is wrong with what was given. */
export function askedRequest(args: ExplainArguments, definition: Deployed): AskedRequest | string {
  const [, verb = "GET", where] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(args.request.trim()) ?? [];
  if (where === undefined) {
    return `"${args.request}": expected a verb and a path without spaces, such as "GET /stock/7".`;
  }
  const rest = {
    method: verb.toUpperCase(),
    headers: args.headers.filter(([name]) => name.toLowerCase() !== "host"),
    sourceIp: args.sourceIp,
    ...(args.body === undefined ? {} : { body: args.body }),
  };
  const url = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(where);
  if (url) {
    const path = url[2] === "" ? "/" : sendable(url[2]!);
    const target = path.startsWith("/") ? path : `/${path}`;
    return { ...rest, host: url[1]!, region: regionOf(url[1]!, definition), target };
  }
  if (!where.startsWith("/")) return `"${where}": expected a path that begins with /, or a URL.`;
  const place = placeOf(args, definition);
  if (typeof place === "string") return place;
  const target = `${place.prefix}${sendable(where.split("#", 1)[0]!)}`;
  return { ...rest, host: place.host, region: regionOf(place.host, definition), target };
}

/** A path as a client sends it. The route of a row stands for a request of it: `{name}` is read as a value, `name`. */
function sendable(path: string): string {
  return path
    .replace(/\{([^{}/+]+)\+?\}/g, "$1")
    .replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
}

function regionOf(host: string, { apis, domains, region }: Deployed): string {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const mapped = domains.find(({ domainName }) => domainName.toLowerCase() === name)?.mappings[0];
  const api = apis.find(({ apiId }) => apiId === (mapped?.apiId ?? name.split(".")[0]));
  return (api ?? apis[0])?.region ?? region;
}

/** Host and stage that the path is read with. */
function placeOf(
  args: ExplainArguments,
  { apis, domains, partition }: Deployed,
): { host: string; prefix: string } | string {
  const first = apis[0];
  if (!first) return "The graph has no API.";
  const host = args.headers.find(([name]) => name.toLowerCase() === "host")?.[1];
  // A domain's mapping names the stage.
  if (host !== undefined && domains.some(({ domainName }) => domainName === host.toLowerCase())) {
    return { host, prefix: "" };
  }
  const named = host?.split(".")[0];
  const wanted = args.api ?? apis.find(({ apiId }) => apiId === named)?.apiId;
  const api =
    wanted === undefined ? first : apis.find((one) => [one.name, one.apiId].includes(wanted));
  if (!api) {
    return `--api ${wanted}: the graph has no such API; it has ${apis.map(({ name }) => name).join(", ")}.`;
  }
  const stage = stageOf(args.stage, api);
  if ("problem" in stage) return stage.problem;
  const own = `${api.apiId}.execute-api.${api.region}.${dnsSuffix(partition)}`;
  return { host: host ?? (api === first ? "127.0.0.1" : own), prefix: `/${stage.name}` };
}

function stageOf(
  wanted: string | undefined,
  { name, stages }: ApiDefinition,
): { name: string } | { problem: string } {
  const names = stages.map(({ stageName }) => stageName);
  const found = wanted === undefined ? names[0] : names.find((one) => one === wanted);
  if (found !== undefined) return { name: found };
  return {
    problem:
      names.length === 0
        ? `The API ${name} has no stage, so nobody can call it.`
        : `--stage ${wanted}: the API ${name} has no such stage; it has ${names.join(", ")}.`,
  };
}
