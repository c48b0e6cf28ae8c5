export { createGateway, type Gateway, type GatewayOptions, type Judged } from "./gateway";
export { networkHeader } from "./headers";
export { createNetworkPasses, type NetworkPasses } from "./private-network";
export { listen, type GatewayServer, type ListenOptions } from "./server";
export type { GatewayRequest, GatewayResponse } from "./request";
export { dayOf, limitOf, periodOf, quotaCountersOf, quotaTable, type QuotaRecord } from "./quota";
