import type { Store } from "../start/services";

/** The secret that the state folder keeps under a name, made at the first call and never changed. */
export function stableSecret(store: Store, name: string, make: () => string): string {
  const table = store.table<string>("secrets");
  const known = table.get(name);
  if (known !== undefined) return known;
  const made = make();
  table.putNow(name, made);
  return made;
}
