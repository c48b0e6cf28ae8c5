import path from "node:path";
import type { ResourceGraph } from "../../src/graph/resource";
import { runProgram } from "../../src/cli/program/run-program";

/** The folder of a program with every field of the table's language and every key of the stack configuration. */
export const everyFieldDirectory = path.join(__dirname, "every-field");

/**
 * The stacks of the program: fields and keys that exclude each other stand in different ones.
 * `every` has most; `private`, `network` and `endpoints` are private APIs; `mutual` asks for client certificates.
 */
export const everyFieldStacks = ["every", "private", "network", "endpoints", "mutual"] as const;

/** A stack of the program. */
export type EveryFieldStack = (typeof everyFieldStacks)[number];

const graphs = new Map<EveryFieldStack, Promise<ResourceGraph>>();

/** What the program registers on a stack, with the values of secrets; made once in a process, so do not change it. */
export function everyFieldGraph(stack: EveryFieldStack = "every"): Promise<ResourceGraph> {
  const graph =
    graphs.get(stack) ??
    runProgram({
      directory: everyFieldDirectory,
      stack,
      seed: "a seed",
      showSecrets: true,
      print: () => {},
    });
  graphs.set(stack, graph);
  return graph;
}
