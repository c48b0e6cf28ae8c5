import type { Authorization } from "../client/authorize";
import type { LambdaHandler } from "../client/event";
import type { Implementation } from "../client/implement";

/** What a handler's file may export: a plain function, or what `implement` or `authorize` made. */
export type Exported = LambdaHandler | Implementation | Authorization | undefined;

/**
 * The handler among a file's exports `handler` and `<row>`: the one that was made for this row, else a
 * plain function. Throws where there is none, so that the function fails when it is loaded.
 */
export function chooseHandler(
  name: string,
  file: string,
  exported: readonly unknown[],
): LambdaHandler | Implementation | Authorization {
  const candidates = exported.filter((value) => value !== undefined) as Exclude<
    Exported,
    undefined
  >[];
  const made = candidates.filter((value) => typeof value === "object" && value !== null);
  const own = made.find((value) => rowOf(value) === name);
  if (own !== undefined) return own;
  const plain = candidates.find((value) => typeof value === "function");
  if (plain !== undefined) return plain;
  const found = made.map(rowOf).filter((row) => row !== "");
  throw new Error(
    `${name}: ${file} has no handler for it, expected \`export const handler\`, found ${found.length > 0 ? `one for ${found.join(" and ")}` : "none"}.`,
  );
}

function rowOf(value: Exclude<Exported, LambdaHandler | undefined>): string {
  return value.kind === "implementation" ? value.endpoint : value.authorizer;
}
