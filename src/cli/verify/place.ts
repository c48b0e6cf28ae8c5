import type { Deployed } from "../../graph/deployed";
import type { Endpoint } from "../../access/who/endpoints";
import { dnsSuffix } from "../../base/partition";
import type { LocalJson } from "../../local/start/local-json";
import { unavailable, type Unavailable } from "./proofs";

/** Where an endpoint's stage is reached. */
export interface Place {
  /** What is connected to. */
  origin: string;
  host: string;
  /** In front of the endpoint's path: the stage, or the base path of a domain. */
  prefix: string;
  /** That a signature is made for. */
  region: string;
}

/** Where endpoints are reached. */
export type PlaceOf = (endpoint: Endpoint) => Place | Unavailable;

/** On this machine: the host names the API, as it does on AWS. */
export function localPlaces({ apis, domains }: Deployed, local: LocalJson): PlaceOf {
  const { origin, host } = new URL(local.gatewayUrl);
  return ({ api, stage }) => {
    const { region } = api;
    if (api.disableExecuteApiEndpoint) {
      for (const { domainName, mappings } of domains) {
        const mapping = mappings.find(
          (one) => one.apiId === api.apiId && (one.stage ?? stage.stageName) === stage.stageName,
        );
        if (!mapping) continue;
        const named = mapping.stage === undefined ? `/${stage.stageName}` : "";
        const base = mapping.basePath === "" ? "" : `/${mapping.basePath}`;
        return { origin, region, host: domainName, prefix: `${base}${named}` };
      }
    }
    const own = `${api.apiId}.execute-api.${region}.${dnsSuffix(api.partition)}`;
    const isFirst = api.apiId === apis[0]?.apiId;
    return { origin, region, host: isFirst ? host : own, prefix: `/${stage.stageName}` };
  };
}

/** Of a deployed stack: a URL without a name is that of the first API and its first stage. */
export function stackPlaces(
  { apis }: Deployed,
  urls: readonly { api?: string; url: string }[],
): PlaceOf {
  return ({ api, stage }) => {
    const isFirst = api === apis[0] && stage === api.stages[0];
    const isOnly = stage === api.stages[0];
    const found = urls.find(({ api: name }) =>
      name === undefined
        ? isFirst
        : name === `${api.name}/${stage.stageName}` || (name === api.name && isOnly),
    );
    if (!found)
      return unavailable(
        `its address is not given: --url ${api.name}/${stage.stageName}=https://…`,
      );
    const { origin, host, pathname } = new URL(found.url);
    const [, named] = /\.execute-api\.([a-z0-9-]+)\.amazonaws\./.exec(host) ?? [];
    return {
      origin,
      host,
      prefix: pathname.replace(/(?<!\/)\/+$/, ""),
      region: named ?? api.region,
    };
  };
}
