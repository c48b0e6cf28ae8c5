import { chooseHandler } from "./choose-handler";
import type { LambdaHandler } from "../client/event";

/** What the generated entry says about a trigger's function. */
export interface TriggerEntry {
  name: string;
  file: string;
  exported: readonly unknown[];
}

/** The Lambda handler of a trigger: the author's, as it is. */
export function serveTrigger({ name, file, exported }: TriggerEntry): LambdaHandler {
  const handler = chooseHandler(name, file, exported);
  if (typeof handler === "function") return handler;
  throw new Error(
    `${name}: ${file} exports what implement() or authorize() made, expected a function (event, context) for the trigger.`,
  );
}
