import type { Fault, Problem } from "../problem";
import type { Entry, Table } from "../table";

/** Finds one kind of mistake in a whole table. */
export type Rule = (table: Table) => Problem[];

/** The faults of one entry as problems. */
export function at(entry: Entry, faults: readonly Fault[]): Problem[] {
  return faults.map((fault) => ({ ...fault, where: entry.where }));
}
