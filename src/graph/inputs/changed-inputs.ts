import { secretKind, secretMark } from "../../base/marks";
import { dataOf, isRecord, reveal } from "../../base/values";
import { below, saysMore, type InputMeaning, type InputNode } from "./input-tree";

/** One input, or something in one, that is another in the other graph. */
export interface ChangedInput {
  /** Names from the resource on, without the indices of lists. */
  path: readonly string[];
  /** Absent: unknown. */
  meaning?: InputMeaning;
  from: unknown;
  to: unknown;
  /** Whether a secret stands there: its value must not be shown. */
  secret: boolean;
}

/** Two values of one place in two graphs. */
interface Place {
  from: unknown;
  to: unknown;
  node: InputNode | undefined;
  meaning: InputMeaning | undefined;
  path: readonly string[];
  secret: boolean;
}

/** Whether two texts say the same but for what each graph calls its own resources. */
export type SameText = (from: string, to: string) => boolean;

const isSecret = (value: unknown): boolean => isRecord(value) && value[secretMark] === secretKind;
const keyOf = (value: unknown): string => JSON.stringify(reveal(value)) ?? "undefined";

/** Items that the other list does not have, each as often as it has them too many. */
function leftOver(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const counts = new Map<string, number>();
  for (const item of other) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return list.filter((item) => {
    const count = counts.get(keyOf(item)) ?? 0;
    counts.set(keyOf(item), count - 1);
    return count <= 0;
  });
}

/** A list that is written as its one item, as policies and the provider do. */
const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Text that is JSON as data, where the tree says more of what is in it. */
function opened(value: unknown, node: InputNode | undefined): unknown {
  if (typeof value !== "string" || !saysMore(node)) return value;
  const data = dataOf(value);
  return isRecord(data) ? data : value;
}

function changed(place: Place, same: SameText): readonly ChangedInput[] {
  const { node, path } = place;
  const meaning = node?.meaning ?? place.meaning;
  if (meaning?.noAccess !== undefined && !saysMore(node)) return [];
  const secret = place.secret || isSecret(place.from) || isSecret(place.to);
  const [from, to] = [place.from, place.to].map((value) =>
    opened(isRecord(value) && secretMark in value ? reveal(value) : value, node),
  );
  if (keyOf(from) === keyOf(to)) return [];
  const found = { path, from, to, secret, ...(meaning && { meaning }) };
  if (typeof from === "string" && typeof to === "string" && same(from, to)) return [];
  if (isRecord(from) && isRecord(to))
    return ofRecords({ ...place, from, to, meaning, secret }, same);
  if (Array.isArray(from) || Array.isArray(to)) {
    const [before, after] = [asList(from), asList(to)];
    const [gone, come] = [leftOver(before, after), leftOver(after, before)];
    // An empty list is not the same as none.
    if (before.length + after.length === 0) return meaning?.noAccess === undefined ? [found] : [];
    return Array.from({ length: Math.max(gone.length, come.length) }).flatMap((_, at) =>
      changed({ ...place, from: gone[at], to: come[at], meaning, secret }, same),
    );
  }
  // Something that is there as a whole on one side: all that is in it has come or gone.
  if (isRecord(from) && to === undefined)
    return ofWhole(ofRecords({ ...place, from, to: {}, meaning, secret }, same), found);
  if (isRecord(to) && from === undefined)
    return ofWhole(ofRecords({ ...place, from: {}, to, meaning, secret }, same), found);
  return meaning?.noAccess === undefined ? [found] : [];
}

/** What is in something that has come or gone is told as one thing, where all of it is compared. */
function ofWhole(inside: readonly ChangedInput[], whole: ChangedInput): readonly ChangedInput[] {
  if (whole.meaning?.noAccess !== undefined) return inside;
  const isOne = whole.meaning !== undefined && inside.every(({ meaning }) => meaning?.compared);
  return isOne || inside.length === 0 ? [whole] : inside;
}

function ofRecords(
  place: Place & { from: Readonly<Record<string, unknown>>; to: Readonly<Record<string, unknown>> },
  same: SameText,
): readonly ChangedInput[] {
  const { from, to, node, path, meaning, secret } = place;
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => {
    const next = below(node, name);
    // What a listed input holds is listed with it; where its parts are listed, another part is unknown.
    const isUnlisted = next === undefined && saysMore(node) && meaning?.noAccess === undefined;
    return changed(
      {
        ...{ from: from[name], to: to[name], node: next, path: [...path, name], secret },
        meaning: isUnlisted ? undefined : meaning,
      },
      same,
    );
  });
}

/** Every input of a resource that differs and is not known to concern no access. */
export function changedInputs(
  tree: InputNode | undefined,
  { from, to }: { from: unknown; to: unknown },
  same: SameText,
): readonly ChangedInput[] {
  return changed({ from, to, node: tree, meaning: undefined, path: [], secret: false }, same);
}
