/** Turns pieces of output into whole lines; a last line without an end is given at the next tick. */
export function lineWriter(
  write: (line: string, requestId?: string) => void,
): (text: string, requestId?: string) => void {
  let rest = "";
  let flush: NodeJS.Immediate | undefined;
  return (text, requestId) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    lines.forEach((line) => write(line.replace(/\r$/, ""), requestId));
    if (flush) clearImmediate(flush);
    flush = rest
      ? setImmediate(() => {
          write(rest, requestId);
          rest = "";
        })
      : undefined;
  };
}
