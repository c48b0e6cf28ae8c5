import http from "node:http";

/** A request, and the answers that each of two graphs gives to it. */
export interface Asked {
  path: string;
  headers: Record<string, string>;
  answers: Record<Mark, string>;
}

/** One of two graphs between which everything changes at once. */
export type Mark = "A" | "B";

/** What came back. */
export interface Load {
  sent: number;
  /** Answers by the graph that gives them; where both give the same, the first counts. */
  seen: Record<Mark, number>;
  /** Answers that neither graph gives, and requests without one. */
  strange: Record<string, number>;
}

/** What `putLoad` takes. */
export interface LoadOptions {
  port: number;
  asked: readonly Asked[];
  connections: number;
  /** Whether to go on after so many requests. */
  goOn: (sent: number) => boolean;
}

/** Asks again and again over kept connections, each after its last answer. */
export async function putLoad({ port, asked, connections, goOn }: LoadOptions): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const load: Load = { sent: 0, seen: { A: 0, B: 0 }, strange: {} };
  const keepAsking = async (first: number) => {
    for (let at = first; goOn(load.sent); at++) {
      const one = asked[at % asked.length]!;
      load.sent++;
      const answer = await send(port, agent, one).catch((error) => `no answer: ${error}`);
      if (answer === one.answers.A) load.seen.A++;
      else if (answer === one.answers.B) load.seen.B++;
      else
        load.strange[`${one.path}: ${answer}`] = 1 + (load.strange[`${one.path}: ${answer}`] ?? 0);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_none, index) => keepAsking(index)));
  agent.destroy();
  return load;
}

/** Rejects where the connection ends without an answer. */
function send(port: number, agent: http.Agent, { path, headers }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: "127.0.0.1", port, path, headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("error", reject);
      answer.on("end", () => resolve(`${answer.statusCode} ${text}`));
    });
    request.on("error", reject);
  });
}
