import * as fs from "node:fs";

/** Of Linux: a tick of /proc is a hundredth of a second. */
const millisecondsPerTick = 10;

interface Stat {
  parent: number;
  /** Ticks, user and system: of its own and of children that have ended. */
  ticks: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces; the parent is the second field behind it, the times the 12th to 15th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}

/** A process and all that it has started. */
function treeOf(root: number): Map<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of fs.readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) all.set(Number(name), stat);
  }
  const tree = new Map<number, Stat>();
  const add = (pid: number) => {
    const stat = all.get(pid);
    if (!stat || tree.has(pid)) return;
    tree.set(pid, stat);
    for (const [child, { parent }] of all) if (parent === pid) add(child);
  };
  add(root);
  return tree;
}

/** Milliseconds of CPU that a process, its threads and the processes that it has started used. */
export function cpuMilliseconds(pid: number): number {
  let ticks = 0;
  for (const stat of treeOf(pid).values()) ticks += stat.ticks;
  return ticks * millisecondsPerTick;
}

function kilobytes(file: string, field: string): number {
  try {
    const lines = fs.readFileSync(file, "utf8").split("\n");
    const line = lines.find((text) => text.startsWith(`${field}:`));
    return Number(line?.slice(field.length + 1).replace("kB", "") ?? NaN);
  } catch {
    return 0; // It has ended meanwhile.
  }
}

/**
 * Megabytes that a process held at most, and what the processes that it has started hold now: of pages that
 * several share, such as those of Node itself, each its part.
 */
export function peakMegabytes(pid: number): number {
  let sum = kilobytes(`/proc/${pid}/status`, "VmHWM");
  for (const child of treeOf(pid).keys()) {
    if (child !== pid) sum += kilobytes(`/proc/${child}/smaps_rollup`, "Pss");
  }
  return sum / 1024;
}
