import { reserveStock } from "../api-spec";
import { implement, json } from "../src/client";
import { portionsOf } from "./data/portions";

export const handler = implement(reserveStock, async ({ params: { restaurant }, body }) => {
  const left = (portionsOf(restaurant) ?? 0) - body.portions;
  if (left < 0) return json({ message: `${restaurant} has too few portions` }, { status: 409 });
  return { restaurant, portions: left };
});
