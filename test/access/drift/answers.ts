import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceGraph } from "../../../src/graph/resource";

const folder = path.join(__dirname, "../../cases/drift");
const read = <T>(name: string) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as T;

/** Answers of AWS by the name of their file. */
export type Answers = Record<string, unknown>;

/** Something that somebody did by hand; `null` takes away. */
export interface Edit {
  answer: string;
  at: (string | number)[];
  to: unknown;
}

/** What is found after some edits. */
export interface DriftCase {
  name: string;
  edits: Edit[];
  /** `WIDER access GET /stock/{shop}: anyone` */
  expected: string[];
}

/** What the program registers. */
export const program = read<ResourceGraph>("program.json");
export const { cases } = read<{ cases: DriftCase[] }>("cases.json");
const { answers } = read<{ answers: Answers }>("live.json");

/** The answers after somebody's edits. */
export function answersAfter(edits: readonly Edit[]): Answers {
  const edited = structuredClone(answers);
  for (const { answer, at, to } of edits) {
    const steps = [answer, ...at];
    let place = edited as Record<string | number, any>;
    for (const step of steps.slice(0, -1)) place = place[step];
    if (to === null) delete place[steps.at(-1)!];
    else place[steps.at(-1)!] = to;
  }
  return edited;
}
