import assert from "node:assert/strict";
import type { ApiDefinition, Deployed } from "../../src/graph/deployed";
import type { MethodDefinition } from "../../src/openapi/read/definitions";
import { readGraph } from "../../src/graph/read/read-graph";
import { graphOfBody, methodOf, readCase } from "./graphs";

type Parts<Shape> = { readonly [Key in keyof Shape]?: Shape[Key] };

interface Case {
  name: string;
  source: string;
  /** A document, or what is added to an empty one of OpenAPI 3.0. */
  document: string | Record<string, unknown>;
  inputs?: Record<string, unknown>;
  expect: {
    methods?: Record<string, Parts<MethodDefinition>>;
    integrations?: Record<string, Parts<NonNullable<MethodDefinition["integration"]>>>;
    authorizers?: Parts<ApiDefinition["authorizers"][number]>[];
    models?: ApiDefinition["models"];
    api?: Parts<ApiDefinition>;
    /** The verbs of a path. */
    verbs?: Record<string, string[]>;
    /** Parts of them; an empty list: none. */
    warnings?: string[];
    problems?: string[];
  };
}

function bodyOf(document: Case["document"]): unknown {
  if (typeof document === "string") return document;
  const version = document["swagger"] === undefined ? { openapi: "3.0.1" } : {};
  const whole = { ...version, info: { title: "a", version: "1" }, ...document };
  return JSON.stringify(whole, (_, value) => (value === null ? undefined : value));
}

/** The named parts of a value. */
function partsOf(value: object | undefined, names: object): object {
  const found = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(names).map((name) => [name, found[name]]));
}

function holds(found: readonly string[], expected: readonly string[]): void {
  for (const text of expected)
    assert.ok(
      found.some((one) => one.includes(text)),
      `${text}\nis not among\n${found.join("\n")}`,
    );
  if (expected.length === 0) assert.deepEqual(found, []);
}

function check(definition: Deployed, expected: Case["expect"]): void {
  const [api] = definition.apis;
  const { methods = {}, integrations = {}, authorizers = [], models = {}, verbs = {} } = expected;
  for (const [route, parts] of Object.entries(methods))
    assert.deepEqual(partsOf(methodOf(definition, route), parts), parts, route);
  for (const [route, parts] of Object.entries(integrations))
    assert.deepEqual(partsOf(methodOf(definition, route).integration, parts), parts, route);
  authorizers.forEach((parts, index) =>
    assert.deepEqual(partsOf(api?.authorizers[index], parts), parts),
  );
  assert.deepEqual(partsOf(api?.models, models), models);
  if (expected.api) assert.deepEqual(partsOf(api, expected.api), expected.api);
  for (const [path, names] of Object.entries(verbs)) {
    const resource = api?.resources.find((one) => one.path === path);
    assert.deepEqual(Object.keys(resource?.methods ?? {}), names, path);
  }
  if (expected.warnings) holds(definition.warnings, expected.warnings);
  holds(definition.problems, expected.problems ?? []);
}

describe("the import of a document", () => {
  for (const { name, document, inputs, expect } of readCase("imports") as Case[])
    it(`reads ${name}`, () => check(readGraph(graphOfBody(bodyOf(document), inputs)), expect));
});
