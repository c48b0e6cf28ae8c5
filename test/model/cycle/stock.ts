import { endpoint, type Endpoint } from "../../../src/spec";
import { getOrders } from "./orders";

/** Stock, which is in orders' hands too. */
export const getStock: Endpoint = endpoint("GET /stock", {
  access: "public",
  calls: [getOrders],
});
