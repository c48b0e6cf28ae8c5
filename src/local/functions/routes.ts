import type { Deployed } from "../../graph/deployed";
import { dnsSuffix } from "../../base/partition";
import type { RequestRoutes } from "./sandbox";

/** Which hosts a handler reaches on this machine: the graph's APIs, their domains, its user pools. */
export function requestRoutes(
  definition: Deployed,
  ports: { gateway: number; aws: number },
): RequestRoutes {
  const pools = definition.userPools.map(({ id, domain }) => ({
    id,
    region: id.split("_")[0] ?? definition.region,
    domain,
  }));
  const suffix = dnsSuffix(definition.partition);
  return {
    gatewayPort: ports.gateway,
    awsPort: ports.aws,
    gatewayHosts: [
      ...definition.apis.map(
        (api) => `${api.apiId}.execute-api.${api.region}.${dnsSuffix(api.partition)}`,
      ),
      ...definition.domains.map(({ domainName }) => domainName),
    ].map((host) => host.toLowerCase()),
    awsHosts: pools.flatMap(({ domain, region }) =>
      domain ? [domain.includes(".") ? domain : `${domain}.auth.${region}.amazoncognito.com`] : [],
    ),
    issuerHosts: [...new Set(pools.map(({ region }) => `cognito-idp.${region}.${suffix}`))],
    poolIds: pools.map(({ id }) => id),
  };
}
