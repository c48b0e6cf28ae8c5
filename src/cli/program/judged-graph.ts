import { randomBytes } from "node:crypto";
import type { Resource, ResourceGraph } from "../../graph/resource";
import { ProgramError } from "./program-error";
import { runProgram, type RunProgramOptions } from "./run-program";

/** More than these are counted, not named. */
const mostNamed = 20;

/**
 * The graph of a program for whoever judges it: made in a fixed environment, and once more under the names that
 * Pulumi's engine sets.
 * @throws ProgramError also where the two differ: a deploy would not make what is judged
 */
export async function judgedGraph(
  options: Omit<RunProgramOptions, "surroundings">,
): Promise<ResourceGraph> {
  const same = { ...options, seed: options.seed ?? randomBytes(32).toString("hex") };
  const [graph, again] = await Promise.allSettled([
    runProgram({ ...same, surroundings: "recorder" }),
    runProgram({ ...same, surroundings: "engine", print: () => {} }),
  ]);
  if (graph.status === "rejected") throw graph.reason;
  if (again.status === "rejected") {
    if (!(again.reason instanceof ProgramError)) throw again.reason;
    throw new ProgramError(
      `Under the names that Pulumi's engine sets the program fails:\n${again.reason.message}`,
    );
  }
  const differing = differences(graph.value, again.value);
  if (differing.length === 0) return graph.value;
  const rest = differing.length - mostNamed;
  throw new ProgramError(
    [
      "The program registers one thing here and another under the names that Pulumi's engine and CI set, or at another hour. It differs in:",
      ...differing.slice(0, mostNamed).map((text) => `  ${text}`),
      ...(rest > 0 ? [`  and ${rest} more`] : []),
      "Expected the same each time, or what is judged is not what is deployed. Take out what reads the environment, the " +
        "clock or chance; what differs between stages stands in Pulumi.<stack>.yaml.",
    ].join("\n"),
  );
}

/** The resources that differ, rows first, each with its inputs that do. */
function differences(one: ResourceGraph, other: ResourceGraph): string[] {
  const [before, after] = [one, other].map(
    (graph) => new Map(graph.map((each) => [each.urn, each])),
  );
  const urns = [...new Set([...one, ...other].map(({ urn }) => urn))];
  const found = urns.flatMap((urn) => {
    const [was, is] = [before?.get(urn), after?.get(urn)];
    const known = was ?? is;
    if (!known) return [];
    const text = `${known.type} ${JSON.stringify(known.name)}`;
    if (!was || !is) return [{ known, text: `${text}: only ${was ? "here" : "there"}` }];
    const names = differingNames(was, is);
    return names.length > 0 ? [{ known, text: `${text}: ${names.join(", ")}` }] : [];
  });
  const isRow = ({ known }: { known: Resource }) => known.type.startsWith("gatehouse:");
  return [...found.filter(isRow), ...found.filter((each) => !isRow(each))].map(({ text }) => text);
}

function differingNames(was: Resource, is: Resource): string[] {
  const names = new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)]);
  const inputs = [...names].filter((name) => !equal(was.inputs[name], is.inputs[name]));
  if (inputs.length > 0) return inputs;
  return equal(was, is) ? [] : ["its outputs or options"];
}

/** Members in any order: they are set as promises resolve. */
const equal = (one: unknown, other: unknown) => canonical(one) === canonical(other);

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "undefined"
  );
}
