import type { Covers, FactValue, PropertyName } from "../../graph/inputs/properties";

/** One value of one property of one thing in a graph. Facts of two graphs are compared where both have one. */
export interface Fact {
  property: PropertyName;
  /** The thing, the same in both graphs: `plan free`. */
  where: string;
  /** Tells things of one name apart. @default `where` */
  id?: string;
  /** Who a change of it counts for. */
  who: string;
  value: FactValue;
  /** The value, as people read it. @default from the value */
  text?: string;
  /** A member, as people read it. @default as it is */
  show?: (member: string) => string;
  /** How a member can be covered by others. @default only by itself */
  covers?: Covers;
}

/** A value as people read it. */
export function valueText({
  value,
  text,
  show = String,
}: Pick<Fact, "value" | "text" | "show">): string {
  if (text !== undefined) return text;
  if (typeof value === "string") return value;
  const parts = value instanceof Set ? [...value].sort().map(show) : (value as readonly number[]);
  const shown = parts.map((one) => (one === Infinity ? "not limited" : String(one)));
  return shown.join(", ") || "none";
}
