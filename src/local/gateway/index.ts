export { createGateway, type Gateway, type GatewayOptions, type Judged } from "./gateway";
export { networkHeader } from "./port/headers";
export { createNetworkPasses } from "./authorize/private-network";
export type { NetworkPasses } from "./compiled";
export { listen, type GatewayServer, type ListenOptions } from "./port/server";
export type { GatewayRequest, GatewayResponse } from "./port/request";
export {
  dayOf,
  limitOf,
  periodOf,
  quotaCountersOf,
  quotaTable,
  type QuotaRecord,
} from "./meter/quota";
