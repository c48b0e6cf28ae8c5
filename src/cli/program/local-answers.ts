import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LocalAnswers } from "../../graph/record/invokes";
import { ProgramError } from "./program-error";

/** Reads `gatehouse.local.json` of a folder; nothing where there is none. */
export function readLocalAnswers(directory: string): LocalAnswers {
  const file = path.join(directory, "gatehouse.local.json");
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ProgramError(`gatehouse.local.json is not JSON: ${(error as Error).message}`);
  }
}
