import { searchRestaurants } from "../api-spec";
import { implement } from "../src/client";
import restaurants from "./data/restaurants.json";

export const handler = implement(searchRestaurants, async ({ body }) => {
  const theme = body.theme.toLowerCase();
  return restaurants
    .filter(({ themes }) => themes.some((t) => t.includes(theme)))
    .slice(0, body.limit);
});
