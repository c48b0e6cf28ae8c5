import { getRestaurants } from "../api-spec";
import { implement } from "../src/client";
import restaurants from "./data/restaurants.json";

export const handler = implement(getRestaurants, async () => restaurants);
