import { randomUUID } from "node:crypto";
import { getStock, putOrders, reserveStock } from "../api-spec";
import { ApiError, implement, json } from "../src/client";
import { keepOrder } from "./data/orders";

export const handler = implement(putOrders, async ({ body }, call, invoke) => {
  const params = { restaurant: body.restaurant };
  const stock = await call(getStock, { params }).catch(noSuchRestaurant);
  if (!stock) return json({ message: `No restaurant ${body.restaurant}` }, { status: 404 });
  if (stock.portions < body.portions)
    return json({ message: "Too few portions left" }, { status: 409 });

  const { portions: left } = await invoke(reserveStock, {
    params,
    body: { portions: body.portions },
  });
  const order = { ...body, id: randomUUID(), left };
  await keepOrder(order);
  return order;
});

function noSuchRestaurant(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
