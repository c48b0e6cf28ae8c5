import stock from "./stock.json";

/** Portions that a restaurant has left, or undefined where there is no such restaurant. */
export function portionsOf(restaurant: string): number | undefined {
  return Object.hasOwn(stock, restaurant) ? stock[restaurant as keyof typeof stock] : undefined;
}
