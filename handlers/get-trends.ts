import { getTrends } from "../api-spec";
import { implement } from "../src/client";
import restaurants from "./data/restaurants.json";

export const handler = implement(getTrends, async () => {
  const counts = new Map<string, number>();
  for (const theme of restaurants.flatMap(({ themes }) => themes)) {
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  return [...counts].map(([theme, count]) => ({ theme, restaurants: count }));
});
