import fs from "node:fs";
import path from "node:path";

/** Events of one process: then a fresh one takes over, as Lambda replaces its environments from time to time. */
export const turnsOfProcess = 1 << 20;

/**
 * Who may begin an event: the function's process, or the gateway, which gives it to another one. Both hold the
 * same open file, and with it one offset, which the system moves on for whoever reads: a byte that one side has
 * read is not read by the other. The byte at an offset is its number, as far as eight bits go.
 */
export interface Turns {
  /** For the function's process to inherit. */
  fd: number;
  /** Takes the turns from the next free one up to `last`; the number of the first of them. */
  take(first: number, last: number): number;
  close(): void;
}

/** Opens the turns of one process; `file` is shared by all. */
export function openTurns(file: string): Turns {
  if (!fs.existsSync(file)) write(file);
  const fd = fs.openSync(file, "r");
  let open = true;
  return {
    fd,
    take(first, last) {
      const bytes = Buffer.alloc(last - first + 1);
      if (!open || fs.readSync(fd, bytes) === 0) return last + 1;
      // Fewer than 256 events are ever under way, so that eight bits are enough.
      return first + ((bytes[0]! - first) & 0xff);
    },
    close() {
      if (open) fs.closeSync(fd);
      open = false;
    },
  };
}

function write(file: string): void {
  const numbers = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
  const part = `${file}.${process.pid}.part`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(part, Buffer.alloc(turnsOfProcess, numbers));
  fs.renameSync(part, file);
}
