import type { ToldBy, TypeInputs } from "./type-inputs";

/** What a change of an input means: compared, and by what it is told, or of no access, and why. */
export type InputMeaning =
  { compared: ToldBy; noAccess?: undefined } | { compared?: undefined; noAccess: string };

/** The inputs of a type as a tree, for walking beside a value. */
export interface InputNode {
  /** Absent where only something below it is known. */
  meaning?: InputMeaning;
  children: ReadonlyMap<string, InputNode>;
  /** By the beginning of a name: `AWS_*`. */
  starts: readonly (readonly [start: string, node: InputNode])[];
}

interface Draft {
  meaning?: InputMeaning;
  children: Map<string, Draft>;
  starts: (readonly [start: string, node: Draft])[];
}

const empty = (): Draft => ({ children: new Map(), starts: [] });

/** A dot of a name is written `\.`. */
const namesOf = (path: string): readonly string[] =>
  path.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", "."));

function at(root: Draft, path: string): Draft {
  let node = root;
  for (const name of namesOf(path)) {
    const next = node.children.get(name) ?? empty();
    if (!node.children.has(name)) {
      node.children.set(name, next);
      if (name.length > 1 && name.endsWith("*")) node.starts.push([name.slice(0, -1), next]);
    }
    node = next;
  }
  return node;
}

/** The tree of a type's inputs. */
export function inputTree({ compared, noAccess }: TypeInputs): InputNode {
  const root = empty();
  for (const [path, reason] of Object.entries(noAccess))
    at(root, path).meaning = { noAccess: reason };
  for (const [path, told] of Object.entries(compared)) at(root, path).meaning = { compared: told };
  return root;
}

/** The node of an input, or of something in it; undefined where the tree says no more. */
export function below(node: InputNode | undefined, name: string): InputNode | undefined {
  if (node === undefined) return undefined;
  return (
    node.children.get(name) ??
    node.starts.find(([start]) => name.startsWith(start))?.[1] ??
    node.children.get("*")
  );
}

/** Whether the tree says more of what is in an input. */
export const saysMore = (node: InputNode | undefined): boolean => (node?.children.size ?? 0) > 0;
