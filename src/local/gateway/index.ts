export { createGateway, type Gateway, type GatewayOptions, type Judged } from "./gateway";
export { listen, type GatewayServer, type ListenOptions } from "./server";
export type { GatewayRequest, GatewayResponse } from "./request";
export { limitOf, periodOf, quotaTable, type QuotaRecord } from "./quota";
