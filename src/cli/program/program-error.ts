import fs from "node:fs";
import { importCycle } from "./import-cycle";
import { framesOf } from "./stack-frames";
import { mendOfPaths } from "./loader-config";

/** Something in the user's program, its table or its configuration that the user must mend; the message says what. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

/** What a thing that was thrown tells the user: no stack of Pulumi's, but the place in their own files where it is known. */
export function describeError(thrown: unknown, directory: string): string {
  if (!(thrown instanceof Error))
    return `The program threw ${JSON.stringify(thrown) ?? "undefined"}.`;
  const cycle = importCycle(thrown, readSource);
  const message = (cycle ?? mendOfPaths(thrown.message, directory) ?? thrown.message).replaceAll(
    `${directory}/`,
    "",
  );
  if (cycle) return message;
  // esbuild's errors name file, line and column; Pulumi's RunError and our SpecError are meant to be read as they are.
  if (/^Transform failed with/.test(message)) {
    return message
      .split("\n")
      .slice(1)
      .filter((line) => line.trim() !== "")
      .join("\n");
  }
  if (isForReading(thrown)) return message.replace(/^(error serializing property "[^"]*": )+/, "");
  const place = placeOf(thrown, directory);
  return place ? `${place}: ${message}` : message;
}

function readSource(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function isForReading(error: Error): boolean {
  return (
    error instanceof ProgramError ||
    "problems" in error ||
    "__pulumiRunError" in error ||
    error.name === "SpecError"
  );
}

/** `index.ts:12:3`, the topmost frame in the user's own files. */
function placeOf(error: Error, directory: string): string | undefined {
  const own = framesOf(error.stack ?? "").find(
    ({ file }) => file.startsWith(`${directory}/`) && !file.includes("/node_modules/"),
  );
  return own && `${own.file.slice(directory.length + 1)}:${own.line}:${own.column}`;
}
