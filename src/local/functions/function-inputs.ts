import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import { types } from "../../graph/types";
import { recordOf, reveal, textOf, type Values } from "../../base/values";

/** The inputs of every resource of a type, its id among them. */
export function ofType({ graph }: Deployed, type: string): Values[] {
  return graph.flatMap((resource) =>
    resource.type === type
      ? [{ ...recordOf(reveal(resource.outputs)), ...recordOf(reveal(resource.inputs)) }]
      : [],
  );
}

/** The inputs of a function's resource. */
export function inputsOf(fn: FunctionDefinition, definition: Deployed): Values | undefined {
  return ofType(definition, types.function).find(
    (values) => textOf(values["arn"]) === fn.arn || textOf(values["name"]) === fn.functionName,
  );
}

/** Whether a function has layers, which may hold any package. */
export function hasLayers(fn: FunctionDefinition, definition: Deployed): boolean {
  const layers = inputsOf(fn, definition)?.["layers"];
  return layers !== undefined && !(Array.isArray(layers) && layers.length === 0);
}
