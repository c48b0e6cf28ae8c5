import assert from "node:assert/strict";
import fc from "fast-check";
import { hitsAtLarge } from "../../src/iam/write/hits";
import { covers, patternOf, star } from "../../src/iam/write/pattern";
import { segmentsOf, type EndpointRef } from "../../src/iam/write/segments";
import { faultsOf } from "./exhaustive-check";
import { route, table } from "./exhaustive-paths";

const part = fc.constantFrom("a", "ab", "x,y", "{p}", "{p}");
const routeOf = fc
  .tuple(
    fc.constantFrom("GET", "GET", "GET", "POST", "ANY"),
    fc.array(part, { maxLength: 3 }),
    fc.boolean().chain((greedy) => (greedy ? fc.constantFrom("", "", "{p+}") : fc.constant(""))),
  )
  .map(([verb, parts, end]) => `${verb} /${[...parts, ...(end ? [end] : [])].join("/")}`);
const tables = fc
  .uniqueArray(routeOf, { minLength: 1, maxLength: 7 })
  .chain((routes) =>
    fc.tuple(
      fc.constant(routes),
      fc.subarray(routes, { minLength: 1, maxLength: Math.min(3, routes.length) }),
    ),
  );

/**
 * Whether no set of Denies of whole segments could do it: with all that spare the declared calls (but for
 * single values), some path of an undeclared row stays open.
 */
function isImpossible(calls: EndpointRef[], rows: EndpointRef[]): boolean {
  const texts = [...new Set(rows.flatMap(({ path }) => path.split("/")))].filter(
    (text) => text !== "" && !text.startsWith("{"),
  );
  for (const verb of ["GET", "POST", "PUT"]) {
    const ofVerb = rows.filter((row) => {
      if (row.verb === verb) return true;
      return (
        row.verb === "ANY" && !rows.some((other) => other.verb === verb && other.path === row.path)
      );
    });
    const declared = ofVerb.filter((row) => calls.includes(row));
    const segments = declared.map(({ path }) => segmentsOf(path));
    let denies: string[][] = [[]];
    const spared: string[][] = [];
    for (let depth = 1; depth <= 5; depth++) {
      denies = denies.flatMap((front) => [...texts, star].map((text) => [...front, text]));
      spared.push(...denies.filter((deny) => !segments.some((s) => hitsAtLarge(deny, s))));
    }
    for (const other of ofVerb.filter((row) => !calls.includes(row))) {
      const own = patternOf(segmentsOf(other.path));
      const shapes = [0, 1, 2, 3, 4].flatMap((extra) => {
        if (extra > 0 && !other.path.endsWith("+}")) return [];
        const whole = [...own, ...Array<string>(extra).fill(star)];
        return whole.reduce<string[][]>(
          (fronts, text) =>
            fronts.flatMap((front) =>
              (text === star ? ["7", ...texts] : [text]).map((value) => [...front, value]),
            ),
          [[]],
        );
      });
      for (const shape of shapes) {
        const fitting = declared.filter((_, i) => covers(patternOf(segments[i] ?? []), shape));
        if (fitting.length === 0 || route(ofVerb, verb, shape.join("/")) !== other) continue;
        if (!spared.some((deny) => covers(deny, shape))) return true;
      }
    }
  }
  return false;
}

describe("callStatements, over random tables", () => {
  it("opens what is declared and nothing else, or says that it cannot", () => {
    let clean = 0;
    fc.assert(
      fc.property(tables, ([routes, declared]) => {
        const rows = table(...routes);
        const calls = rows.filter(({ name }) => declared.includes(name));
        const { made, faults } = faultsOf(calls, rows);
        if (made.problems.length > 0) {
          assert.ok(isImpossible(calls, rows), `no need to refuse: ${made.problems.join("\n")}`);
        } else {
          clean++;
          assert.deepEqual(faults, []);
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(clean > 40, `${clean}`);
  });
});
