import type { Resource, ResourceGraph } from "../../../src/graph/resource";
import { secretMark } from "../../../src/base/marks";

/** One change of one place of a graph. */
export interface LeafEdit {
  /** `UserPoolClient enableTokenRevocation: another value` */
  name: string;
  type: string;
  /** Whether it is of a function that decides about callers. */
  isDeciding: boolean;
  /** Names without the indices of lists. */
  place: readonly string[];
  edit(graph: Draft): void;
}

type Draft = { inputs: any }[];
type Steps = readonly (string | number)[];

const isJsonText = (value: unknown): value is string =>
  typeof value === "string" && /^[[{]/.test(value);

interface Leaf {
  steps: Steps;
  value: unknown;
}

/** Every leaf, and every list and object that is empty; JSON in a text is opened: its steps go through `json`. */
function leavesOf(value: unknown, steps: Steps = []): readonly Leaf[] {
  if (isJsonText(value)) return leavesOf(JSON.parse(value), [...steps, "json"]);
  if (typeof value !== "object" || value === null) return [{ steps, value }];
  const entries = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : Object.entries(value);
  if (entries.length === 0) return [{ steps, value }];
  return entries.flatMap(([name, item]) => leavesOf(item, [...steps, name]));
}

/** Changes what stands at these steps, through texts of JSON. */
function change(holder: any, [step, ...rest]: Steps, act: (holder: any, last: any) => void): void {
  if (step === undefined) return;
  if (rest[0] === "json") {
    const inside = { json: JSON.parse(holder[step]) };
    change(inside, rest, act);
    holder[step] = JSON.stringify(inside.json);
  } else if (rest.length === 0) act(holder, step);
  else change(holder[step], rest, act);
}

function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}-other`;
  return "other";
}

const places = (steps: Steps): readonly string[] =>
  steps.filter((step) => typeof step === "string" && step !== "json").map(String);

/** Names in a document that a program makes up; a place of each kind is enough. */
function general(names: readonly string[]): string {
  const [, first] = names;
  const shown = names.map((name, at) => {
    if (names[0] !== "body") return name;
    if (first === "paths" && (at === 2 || (at === 3 && name !== "options"))) return "*";
    if (first === "components" && at === 3) return "*";
    return at > 5 && first !== "paths" ? "*" : name;
  });
  return shown.join(".");
}

/** Three changes of each place of each type that was not seen: another value, none, and something beside it. */
export function leafEdits(
  graph: ResourceGraph,
  deciding: readonly string[],
  seen: Set<string>,
): readonly LeafEdit[] {
  return graph.flatMap((resource: Resource, index) =>
    leavesOf(resource.inputs).flatMap(({ steps, value }): LeafEdit[] => {
      if (steps.length === 0 || steps.at(-1) === secretMark) return [];
      const names = places(steps);
      const path = general(names);
      const isDeciding = deciding.includes(resource.name);
      const key = `${resource.type} ${isDeciding} ${path}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const type = resource.type.split(":").at(-1) ?? "";
      const beside =
        typeof steps.at(-1) === "string" ? [...names.slice(0, -1), "unheardOf"] : names;
      const one = (
        how: string,
        act: (holder: any, last: any) => void,
        place = names,
      ): LeafEdit => ({
        name: `${type} ${resource.name} ${names.join(".")}: ${how}`,
        ...{ type: resource.type, isDeciding, place },
        edit: (draft) => change(draft[index], ["inputs", ...steps], act),
      });
      return [
        one("another value", (holder, last) => (holder[last] = another(value))),
        one("taken out", (holder, last) =>
          Array.isArray(holder) ? holder.splice(last, 1) : delete holder[last],
        ),
        one(
          "something beside it",
          (holder) => {
            if (Array.isArray(holder)) holder.push(another(value));
            // What marks a secret is the engine's, and no input.
            else if (!(secretMark in holder)) holder["unheardOf"] = "new";
          },
          beside,
        ),
      ];
    }),
  );
}
