import * as net from "node:net";

/** One answer as it stood on the wire. */
export interface RawAnswer {
  /** `HTTP/1.1 403 Forbidden` */
  line: string;
  /** Names as they are spelled, in order. */
  names: string[];
  /** By name as it is spelled; values of a repeated one joined with ", ". */
  headers: Record<string, string>;
  body: string;
}

/** Writes to a port and reads until the other side ends; `\n` stands for CRLF. */
export function exchange(port: number, pieces: string | readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const [first = "", ...later] = typeof pieces === "string" ? [pieces] : pieces;
    const socket = net.connect(port, "127.0.0.1", () => socket.write(crlf(first)));
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
      // The next piece is sent once something came back.
      const next = later.shift();
      if (next !== undefined) socket.write(crlf(next));
    });
    socket.on("end", () => {
      socket.end();
      resolve(answer);
    });
    socket.on("error", reject);
  });
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}

/** Reads answers that have a Content-Length, or to HEAD; one for each expected. */
export function readAnswers(text: string, options: { head?: boolean } = {}): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== "") {
    const end = rest.indexOf("\r\n\r\n");
    const [line = "", ...lines] = rest.slice(0, end).split("\r\n");
    const names: string[] = [];
    const headers: Record<string, string> = {};
    for (const one of lines) {
      const colon = one.indexOf(": ");
      const name = one.slice(0, colon);
      names.push(name);
      const value = one.slice(colon + 2);
      headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
    }
    const length = options.head ? 0 : Number(headers["Content-Length"] ?? 0);
    const from = end < 0 ? rest.length : end + 4;
    answers.push({ line, names, headers, body: rest.slice(from, from + length) });
    rest = rest.slice(from + length);
  }
  return answers;
}
