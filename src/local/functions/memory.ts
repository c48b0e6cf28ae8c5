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
  /** Whether it held more than the limit since it was started; looks at most every 50 ms. */
  exceeded(): boolean;
  close(): void;
}

/** Watches a process; `over` is called once, when it holds more than `megabytes`. */
export function watchMemory(
  pid: number | undefined,
  { megabytes, over }: { megabytes: number; over: () => void },
): MemoryWatch {
  let looked = -Infinity;
  const isOver = () => pid !== undefined && (peakMegabytes(pid) ?? 0) > megabytes;
  const timer = setInterval(() => {
    looked = performance.now();
    if (isOver()) over();
  }, watchMilliseconds).unref();
  return {
    exceeded() {
      if (performance.now() - looked < watchMilliseconds) return false;
      looked = performance.now();
      return isOver();
    },
    close: () => clearInterval(timer),
  };
}
