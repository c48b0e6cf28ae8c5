import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployed } from "../../src/graph/deployed";
import type { ResourceGraph } from "../../src/graph/resource";
import { readGraph } from "../../src/graph/read/read-graph";
import { graphOfBody } from "../graph/graphs";
import { foreignGraph } from "../access/explain/foreign-graph";
import { mergeGraphs } from "../local/gateway/run-cases";
import { expandGraph, type ShortGraph } from "../local/gateway/expand-graph";

/** A graph that some case is about. */
export interface BaseGraph {
  /** `gateway/permissions.json: another verb` */
  name: string;
  definition: Deployed;
}

const folder = join(__dirname, "../cases");

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

function ofGatewayCases(file: string): BaseGraph[] {
  const { graph = {}, cases } = read(file) as {
    graph?: ShortGraph;
    cases: { name: string; graph?: ShortGraph }[];
  };
  return cases.map((one) => ({
    name: `${file}: ${one.name}`,
    definition: expandGraph(mergeGraphs(graph, one.graph)),
  }));
}

interface Problem {
  name: string;
  remove: readonly string[];
  add: ResourceGraph;
}

function ofProblems(file: string): BaseGraph[] {
  const { base, cases } = read(file) as { base: ResourceGraph; cases: readonly Problem[] };
  return cases.map(({ name, remove = [], add = [] }) => ({
    name: `${file}: ${name}`,
    definition: readGraph([...base.filter((one) => !remove.includes(one.name)), ...add]),
  }));
}

function ofDocuments(file: string): BaseGraph[] {
  return (read(file) as { name: string; document: unknown }[]).map(({ name, document }) => ({
    name: `${file}: ${name}`,
    definition: readGraph(graphOfBody(document)),
  }));
}

/** Every graph under `test/cases` that has an endpoint, each once. */
export function baseGraphs(): readonly BaseGraph[] {
  const files = (under: string) =>
    readdirSync(join(folder, under))
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => `${under}/${name}`);
  const all = [...files("graphs"), "drift/program.json"].flatMap((file): BaseGraph[] => {
    if (file.endsWith("/problems.json")) return ofProblems(file);
    if (file.endsWith("/imports.json")) return ofDocuments(file);
    // A table of single values, no graph.
    if (file.endsWith("/wrong-values.json")) return [];
    return [{ name: file, definition: readGraph(read(file) as ResourceGraph) }];
  });
  const gateway = [...files("gateway"), ...files("gateway-http")].flatMap(ofGatewayCases);
  const foreign = { name: "explain/foreign.json", definition: readGraph(foreignGraph) };
  const found = new Map<string, BaseGraph>();
  for (const one of [...all, foreign, ...gateway]) {
    const { apis } = one.definition;
    const isAsked = apis.some(({ stages, resources }) => stages.length > 0 && resources.length > 0);
    const text = JSON.stringify({ ...one.definition, graph: [], warnings: [], problems: [] });
    if (isAsked && !found.has(text)) found.set(text, one);
  }
  return [...found.values()];
}
