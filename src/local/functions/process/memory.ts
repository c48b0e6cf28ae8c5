import fs from "node:fs";

/** How often the memory of a process at work is looked at. */
const watchMilliseconds = 50;

/** Megabytes that a process held at most; undefined where the system does not say so in /proc. */
function peakMegabytes(pid: number): number | undefined {
  try {
    const [, kilobytes] =
      /^VmHWM:\s*(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Looks at a process while it runs an event, and once more when it has answered. */
export interface MemoryWatch {
  /** Whether it is at work: an idle one is not looked at. */
  watch(atWork: boolean): void;
  /** Whether it held more than the limit since it was started; looks at most every 50 ms. */
  exceeded(): boolean;
}

/** Watches a process; `over` is called when it holds more than `megabytes`. */
export function watchMemory(
  pid: number | undefined,
  { megabytes, over }: { megabytes: number; over: () => void },
): MemoryWatch {
  let looked = -Infinity;
  let atWork = false;
  let timer: NodeJS.Timeout | undefined;
  const isOver = () => {
    looked = performance.now();
    return pid !== undefined && (peakMegabytes(pid) ?? 0) > megabytes;
  };
  /** Goes on until it finds the process idle: not a timer for each event. */
  const look = () => {
    timer = undefined;
    if (!atWork) return;
    if (isOver()) over();
    lookLater();
  };
  const lookLater = () => (timer ??= setTimeout(look, watchMilliseconds).unref());
  return {
    watch(isAtWork) {
      atWork = isAtWork;
      if (atWork && pid !== undefined) lookLater();
    },
    exceeded: () => performance.now() - looked >= watchMilliseconds && isOver(),
  };
}
