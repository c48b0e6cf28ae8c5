import { compare, type Disagreement } from "./compare";
import { applyEdits, editNames, type Edit } from "./edits";
import type { BaseGraph } from "./graphs";
import { peopled } from "./peopled";
import { randomOf, type Random } from "./random";

/** How many graphs are compared, and which. */
export interface RunOptions {
  graphs: number;
  seed: number;
  /** Questions of each kind that each graph is asked at most. */
  questions: number;
  /** Ends when so many graphs disagree. */
  most: number;
}

/** A graph about which the parts disagree, with the fewest edits that show it. */
export interface Found extends Disagreement {
  graph: string;
  edits: readonly Edit[];
  changes: readonly string[];
}

/** What a run found. */
export interface Ran {
  graphs: number;
  asked: number;
  skipped: number;
  found: readonly Found[];
}

interface Case {
  base: BaseGraph;
  edits: readonly Edit[];
  /** Decides what is asked. */
  seed: number;
}

async function compared({ base, edits, seed }: Case, questions: number) {
  const graph = peopled(base.definition);
  const changes = applyEdits(graph, edits);
  const result = await compare(graph, { most: questions, random: randomOf(seed) });
  return { ...result, changes };
}

/** More questions, so that what one edit fewer still shows is not missed by chance. */
const whileShrinking = 80;

/** The fewest edits with which the same endpoint is judged differently. */
async function shrunk(one: Case, first: Disagreement): Promise<Found> {
  const about = first.held.split(":")[0];
  let edits = one.edits;
  let shown = first;
  for (let index = edits.length - 1; index >= 0; index -= 1) {
    const fewer = edits.filter((_edit, at) => at !== index);
    const { disagreements } = await compared({ ...one, edits: fewer }, whileShrinking);
    const same = disagreements.find((other) => other.held.startsWith(`${about}:`));
    if (same === undefined) continue;
    edits = fewer;
    shown = same;
  }
  const changes = applyEdits(peopled(one.base.definition), edits);
  return { ...shown, graph: one.base.name, edits, changes };
}

function editsOf(random: Random): Edit[] {
  return Array.from({ length: 1 + random.below(4) }, () => ({
    name: random.pick(editNames),
    seed: random.below(2 ** 31),
  }));
}

/** Compares every base graph as it is, and then edits of them, up to a number of graphs. */
export async function runDifferential(
  bases: readonly BaseGraph[],
  { graphs, seed, questions, most }: RunOptions,
): Promise<Ran> {
  const random = randomOf(seed);
  const found: Found[] = [];
  let [done, asked, skipped] = [0, 0, 0];
  for (; done < graphs && found.length < most; done += 1) {
    const base = bases[done] ?? random.pick(bases);
    const edits = done < bases.length ? [] : editsOf(random);
    const one = { base, edits, seed: random.below(2 ** 31) };
    const result = await compared(one, questions);
    asked += result.asked;
    skipped += result.skipped;
    const [first] = result.disagreements;
    if (first !== undefined) found.push(await shrunk(one, first));
  }
  return { graphs: done, asked, skipped, found };
}

/** A disagreement as people read it. */
export function foundText({ graph, changes, endpoint, caller, held, gateway }: Found): string {
  const edits = changes.length === 0 ? ["  as it is"] : changes.map((text) => `  edit ${text}`);
  return [
    `${graph}`,
    ...edits,
    `  ${endpoint} as ${caller}`,
    `  ${held}`,
    `  gateway: ${gateway}`,
  ].join("\n");
}
