import type { CallStatements, EndpointRef } from "../../src/iam/write/statements";
import { callStatements } from "../../src/iam/write/statements";
import { arn, isAllowed, pathsOf, route, verbs, withoutNeedlessEncoding } from "./exhaustive-paths";

/** Everything that is not as declared, over every row and path of a table; `asked` counts the questions. */
export function faultsOf(
  calls: readonly EndpointRef[],
  rows: readonly EndpointRef[],
): { made: CallStatements; faults: string[]; asked: number } {
  const made = callStatements(calls, rows, arn);
  const faults = new Set<string>();
  let asked = 0;
  const isDeclared = (row: EndpointRef): boolean => calls.some(({ name }) => name === row.name);
  for (const row of rows) {
    for (const verb of row.verb === "ANY" ? verbs : [row.verb]) {
      for (const { path, plain } of pathsOf(row, rows)) {
        const clean = withoutNeedlessEncoding(path);
        const decoded = decodeURIComponent(path);
        // Nothing says whether routing decodes: a path may be a call of either row.
        const targets = [route(rows, verb, path), route(rows, verb, clean)].filter((t) => !!t);
        asked += 2;
        if (targets.some((target) => !isDeclared(target))) {
          if (isAllowed(made.statements, verb, path)) faults.add(`opens ${verb} ${path}`);
          if (!isAllowed(made.statements, verb, decoded)) continue;
          const said = made.notes.some(
            (note) =>
              note.includes("%2F") && targets.some(({ name }) => note.includes(`(${name})`)),
          );
          // `%61/7` beside `a/{p}` and `{q}/{p}`: a path of the declared row where routing decodes.
          const alike = targets[1] && isDeclared(targets[1]);
          if (!said && !alike) faults.add(`opens ${verb} ${path}, decoded`);
        } else if (plain && targets[0] && !isAllowed(made.statements, verb, path)) {
          const parts = path.split("/");
          const listed = made.notes.some(
            (note) =>
              parts.some((part) => note.includes(`"${part}"`)) || note.includes(`"${path}"`),
          );
          if (!listed) faults.add(`refuses ${verb} ${path}`);
        }
      }
    }
  }
  return { made, faults: [...faults], asked };
}
