import type { Constraint } from "./constraint";
import { documented } from "./documented";
import model from "./members.json";

/** What AWS's own models say, by type, then by input; a `kind` of the data is one of those of `Constraint`. */
const members = model.members as Readonly<Record<string, Readonly<Record<string, Constraint>>>>;

/** What the inputs of resources may hold, by type: AWS's models, and what its documentation adds. */
export const constraints: ReadonlyMap<string, ReadonlyMap<string, Constraint>> = new Map(
  [...new Set([...Object.keys(members), ...Object.keys(documented)])].map((type) => {
    const model = members[type] ?? {};
    const added = documented[type] ?? {};
    const inputs = new Set([...Object.keys(model), ...Object.keys(added)]);
    return [
      type,
      new Map(
        [...inputs].map((input) => [
          input,
          { of: type, ...model[input], ...added[input] } satisfies Constraint,
        ]),
      ),
    ];
  }),
);
