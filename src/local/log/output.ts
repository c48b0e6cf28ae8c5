import fs from "node:fs";

/** Writes text to the descriptors of this process, one write after the other. */
export interface Output {
  write(descriptor: number, text: string): void;
  /** Resolves with true when all is written, with false when the reader has not taken it by then. */
  drain(milliseconds: number): Promise<boolean>;
}

/** Characters that wait for a reader who does not read; what comes on top is counted and dropped. */
const mostWaiting = 4 * 1_048_576;
/** A descriptor that another process has made non-blocking is full for the moment. */
const retryMilliseconds = 20;

/** The part of `node:fs` that is used. */
export type Writer = (
  descriptor: number,
  bytes: Buffer,
  done: (error: NodeJS.ErrnoException | null, written: number) => void,
) => void;

/**
 * `process.stdout` writes to a pipe or a terminal within the call: a reader who stops reading would stop the
 * whole gateway, its signals included. Here a thread waits instead. A descriptor whose reader has gone
 * (EPIPE, EIO, EBADF) is given up without a word.
 */
export function createOutput(writer: Writer = fs.write): Output {
  const queue: { descriptor: number; text: string }[] = [];
  const closed = new Set<number>();
  const idle: (() => void)[] = [];
  let waiting = 0;
  let dropped = 0;
  let writing = false;

  const next = (): void => {
    const first = queue.shift();
    if (!first) {
      writing = false;
      for (const resolve of idle.splice(0)) resolve();
      return;
    }
    waiting -= first.text.length;
    let { text } = first;
    // One write for all lines of a turn of the event loop: each is a system call.
    while (queue[0]?.descriptor === first.descriptor) {
      const { text: more } = queue.shift()!;
      waiting -= more.length;
      text += more;
    }
    if (dropped > 0) text += `(${dropped} lines were dropped, because nobody read them)\n`;
    dropped = 0;
    if (closed.has(first.descriptor)) next();
    else put(first.descriptor, Buffer.from(text));
  };
  const put = (descriptor: number, bytes: Buffer): void =>
    writer(descriptor, bytes, (error, written) => {
      if (error?.code === "EAGAIN")
        setTimeout(() => put(descriptor, bytes), retryMilliseconds).unref();
      else if (error) {
        // A full disk may have room again for later lines.
        if (error.code !== "ENOSPC") closed.add(descriptor);
        next();
      } else if (written < bytes.length) put(descriptor, bytes.subarray(written));
      else next();
    });

  return {
    write(descriptor, text) {
      if (closed.has(descriptor)) return;
      if (waiting > mostWaiting) {
        dropped++;
        return;
      }
      waiting += text.length;
      queue.push({ descriptor, text });
      if (writing) return;
      writing = true;
      setImmediate(next);
    },
    drain(milliseconds) {
      if (!writing) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), milliseconds);
        idle.push(() => {
          clearTimeout(timer);
          resolve(true);
        });
      });
    },
  };
}
