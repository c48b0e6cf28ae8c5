import type { Socket } from "node:net";

/** The gateway's end of a function's channel: lines out together, lines in one by one. */
export interface LineChannel {
  /** The lines of one turn of the event loop go over together. */
  send(line: string): void;
}

/** Reads lines of a socket; each begins with a word for what it is. */
export function openLines(socket: Socket, received: (line: string) => void): LineChannel {
  let rest: string[] = [];
  let leaving = "";
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const lines = text.split("\n");
    if (lines.length === 1) return void rest.push(text);
    lines[0] = [...rest, lines[0]].join("");
    const last = lines.pop()!;
    rest = last === "" ? [] : [last];
    for (const line of lines) received(line);
  });
  // What the end of the process means, its exit says.
  socket.on("error", () => {});
  return {
    send(line) {
      leaving += `${line}\n`;
      if (leaving.length > line.length + 1) return;
      setImmediate(() => {
        if (socket.writable) socket.write(leaving);
        leaving = "";
      });
    },
  };
}
