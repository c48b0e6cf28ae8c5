const listNames = ["PolicyArns", "ProvidedContexts", "Tags", "TransitiveTagKeys"];

/** Names of lists; a name that no operation has must not make a structure out of anything. */
const path =
  /^(PolicyArns|ProvidedContexts|Tags|TransitiveTagKeys)\.member\.([1-9]\d{0,2})(?:\.(\w{1,20}))?$/;

/**
 * The parameters of the Query protocol with their lists: `Tags.member.1.Key` → `Tags: [{ Key }]`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#collections
 */
export function withLists(parameters: Readonly<Record<string, string>>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const lists = new Map<string, Map<number, string | Record<string, string>>>();
  for (const [name, value] of Object.entries(parameters)) {
    const [, list, place, member] = path.exec(name) ?? [];
    if (list === undefined) {
      // A list without entries is sent as its name alone.
      plain[name] = value === "" && listNames.includes(name) ? [] : value;
      continue;
    }
    const items = lists.get(list) ?? new Map<number, string | Record<string, string>>();
    lists.set(list, items);
    const known = items.get(Number(place));
    const structure = typeof known === "object" ? known : {};
    items.set(Number(place), member === undefined ? value : { ...structure, [member]: value });
  }
  for (const [list, items] of lists) {
    plain[list] = [...items].sort(([one], [other]) => one - other).map(([, item]) => item);
  }
  return plain;
}
