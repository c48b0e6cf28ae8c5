import { getDeals } from "../api-spec";
import { implement } from "../src/client";
import deals from "./data/deals.json";

export const handler = implement(getDeals, async ({ caller }) => {
  const tiers =
    caller.context.tier === "gold" ? (["silver", "gold"] as const) : (["silver"] as const);
  return deals.flatMap(({ tier, ...deal }) =>
    tiers.filter((t) => t === tier).map((t) => ({ ...deal, tier: t })),
  );
});
