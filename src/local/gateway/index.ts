export { createGateway, type Gateway, type GatewayOptions, type Judged } from "./gateway";
export { networkHeader } from "./headers";
export { createNetworkPasses } from "./private-network";
export type { NetworkPasses } from "./compiled";
export { listen, type GatewayServer, type ListenOptions } from "./server";
export type { GatewayRequest, GatewayResponse } from "./request";
export { dayOf, limitOf, periodOf, quotaCountersOf, quotaTable, type QuotaRecord } from "./quota";
