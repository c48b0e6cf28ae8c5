import { getCosts } from "../api-spec";
import { implement, json } from "../src/client";
import { portionsOf } from "./data/portions";

export const handler = implement(getCosts, async ({ params: { restaurant } }) => {
  const portions = portionsOf(restaurant);
  if (portions === undefined)
    return json({ message: `No restaurant ${restaurant}` }, { status: 404 });
  return { restaurant, euros: portions * 4 };
});
