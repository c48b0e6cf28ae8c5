import fs from "node:fs";

/** How often the processes that started this one are looked at. */
const lookMilliseconds = 500;

/** A process, as Linux's /proc shows it. */
export interface ProcessFact {
  /** The program's name, cut to 15 characters. */
  name: string;
  parent: number;
  /** Whether its standard input is connected to nothing, as a script's shell does with `&`. */
  withoutInput: boolean;
  /** Whether it is in the background of its terminal. */
  inBackground: boolean;
}

/** A process and the one that started it: broken as soon as the second has ended. */
export type Link = readonly [child: number, parent: number];

const shells = /^-?(?:ba|da|z|k|fi|a|tc|c)?sh$|^busybox$/;

/**
 * What has to last for this process to go on: npm and its shell, and the program that ran npm. A shell that put
 * npm into the background is left out: `npm start &` in a script is to outlive it.
 */
export function parentLinks(
  from: number,
  fact: (pid: number) => ProcessFact | undefined,
  startedByNpm: boolean,
): readonly Link[] {
  const links: Link[] = [];
  const climb = (pid: number): number => {
    const parent = fact(pid)?.parent ?? 0;
    if (parent <= 1) return 0;
    links.push([pid, parent]);
    return parent;
  };
  let top = from;
  if (startedByNpm) {
    top = climb(top);
    // npm runs a script by a shell, which some shells replace by the script.
    if (shells.test(fact(top)?.name ?? "")) top = climb(top);
  }
  const own = fact(top);
  const starter = fact(own?.parent ?? 0);
  const detached = starter && shells.test(starter.name) && (own?.inBackground || own?.withoutInput);
  if (!detached) climb(top);
  return links;
}

/** Calls back once, when a process that started this one has ended. Returns what ends the watch. */
export function watchParents(ended: () => void): () => void {
  const startedByNpm = process.env.npm_lifecycle_event === "start";
  const parent = process.ppid;
  const links =
    process.platform === "linux"
      ? parentLinks(process.pid, readFact, startedByNpm)
      : startedByNpm
        ? [[process.pid, parent] as const]
        : [];
  if (links.length === 0) return () => {};
  const timer = setInterval(() => {
    if (links.every(lasts)) return;
    clearInterval(timer);
    ended();
  }, lookMilliseconds).unref();
  return () => clearInterval(timer);
}

/** The orphan gets another parent at once, while an ended process may stay listed. */
function lasts([child, parent]: Link): boolean {
  return child === process.pid ? process.ppid === parent : parentOf(child)?.parent === parent;
}

function readFact(pid: number): ProcessFact | undefined {
  const found = parentOf(pid);
  return found && { ...found, withoutInput: inputOf(pid) === "/dev/null" };
}

/** proc(5): the name stands in parentheses and may hold some itself. */
function parentOf(pid: number): Omit<ProcessFact, "withoutInput"> | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const [name, rest] = [
      text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
      text.slice(text.lastIndexOf(")") + 2),
    ];
    const [, parent, group, , , foreground] = rest.split(" ").map(Number);
    const inBackground = foreground !== undefined && foreground > 0 && foreground !== group;
    return { name, parent: parent ?? 0, inBackground };
  } catch {
    return undefined;
  }
}

function inputOf(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/fd/0`);
  } catch {
    return undefined;
  }
}
