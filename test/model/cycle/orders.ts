import { endpoint, type Endpoint } from "../../../src/spec";
import { getStock } from "./stock";

/** Orders, which need stock. */
export const getOrders: Endpoint = endpoint("GET /orders", {
  access: "public",
  calls: [getStock],
});
