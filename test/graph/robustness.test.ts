import assert from "node:assert/strict";
import * as fc from "fast-check";
import { unknownValue } from "../../src/base/marks";
import type { ResourceGraph } from "../../src/graph/resource";
import { keepDeployed } from "../../src/graph/keep-deployed";
import { readGraph } from "../../src/graph/read/read-graph";
import { readCase } from "./graphs";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The graph with its documents as data, so that changes reach into them. */
function opened(value: Json): Json {
  if (typeof value === "string" && /^\s*[{[]/.test(value)) {
    try {
      return opened(JSON.parse(value) as Json);
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

const graphs = [
  "open-api-body",
  "swagger-export",
  "single-resources",
  "foreign-apis",
  "foreign-resources",
].map((name) => opened(readCase(name) as Json) as Json[]);

const odd = fc.oneof(
  fc.constantFrom<Json>(
    ...[null, true, 0, -1, 1e99, "", "x", "__proto__", "{", unknownValue, [], {}, [null], [[]]],
    ...["method.request.header.", "arn:aws:lambda", "{a+}", "/", "${AWS::Region}", "\u0000", "(("],
    { $ref: "#/a" },
    { __proto__: null, constructor: 1, toString: "a" },
    { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
    { "5cf8f73096256a8f31e491e813e4eb8e": 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

const change = fc.record({
  /** Where: picks a branch at each level; how deep it goes. */
  turns: fc.array(fc.nat(), { minLength: 1, maxLength: 14 }),
  what: fc.constantFrom("replace", "remove", "double", "rename"),
  value: odd,
});

function changed(
  root: Json,
  { turns, what, value }: { turns: number[]; what: string; value: Json },
) {
  let at: any = root;
  for (const [depth, turn] of turns.entries()) {
    const keys = Object.keys(at);
    const key = keys[turn % keys.length];
    if (key === undefined) return;
    const next = at[key];
    const goesOn = depth < turns.length - 1 && typeof next === "object" && next !== null;
    if (goesOn && Object.keys(next).length > 0) at = next;
    else return apply(at, key, { what, value });
  }
}

function apply(at: any, key: string, { what, value }: { what: string; value: Json }): void {
  if (what === "remove") {
    if (Array.isArray(at)) at.splice(Number(key), 1);
    else delete at[key];
  } else if (what === "double" && Array.isArray(at)) at.push(structuredClone(at[Number(key)]));
  else if (what === "rename" && !Array.isArray(at)) {
    const item = at[key];
    delete at[key];
    Object.defineProperty(at, JSON.stringify(value).replaceAll('"', ""), {
      value: item,
      ...{ enumerable: true, configurable: true, writable: true },
    });
  } else at[key] = value;
}

describe("readGraph of any JSON", () => {
  const cases = fc.tuple(
    fc.nat({ max: graphs.length - 1 }),
    fc.array(change, { minLength: 1, maxLength: 6 }),
  );

  it("never throws, and says texts only", () => {
    fc.assert(
      fc.property(cases, ([which, changes]) => {
        const graph = structuredClone(graphs[which]!);
        for (const one of structuredClone(changes)) changed(graph, one);
        const definition = readGraph(graph as unknown as ResourceGraph);
        for (const text of [...definition.problems, ...definition.warnings])
          assert.equal(typeof text, "string");
        const before = readGraph(graphs[which] as unknown as ResourceGraph);
        keepDeployed(before, definition);
      }),
      { numRuns: 400 },
    );
  });

  it("takes what is no graph at all", () => {
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 5 }), (graph) => {
        readGraph(graph as unknown as ResourceGraph);
      }),
      { numRuns: 200 },
    );
  });
});
