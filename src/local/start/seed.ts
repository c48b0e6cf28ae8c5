import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { writeWhole } from "../store/whole-file";
import { StartError } from "./start-error";

const file = (stateDirectory: string) => path.join(stateDirectory, "seed");

/**
 * What the values of keys and client secrets are made from, of a state folder; undefined where there is none.
 * @throws StartError where the file is damaged: keys made from another seed would be wrong without a word
 */
export function readSeed(stateDirectory: string): string | undefined {
  const name = file(stateDirectory);
  if (!fs.existsSync(name)) return undefined;
  const seed = fs.readFileSync(name, "utf8").trim();
  if (/^[0-9a-f]{64}$/.test(seed)) return seed;
  throw new StartError([
    `${name}: it is damaged. Expected 64 hexadecimal digits, found ${seed.length === 0 ? "nothing" : `${seed.length} other characters`}. ` +
      "Put the file back from a copy, or begin anew with --fresh: keys and secrets then change, and users are gone.",
  ]);
}

/** The seed of a state folder, made where there is none. */
export function ensureSeed(stateDirectory: string): string {
  const known = readSeed(stateDirectory);
  if (known !== undefined) return known;
  const made = randomBytes(32).toString("hex");
  writeWhole(file(stateDirectory), made);
  return made;
}
