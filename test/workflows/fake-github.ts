import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What the jobs have written. */
export interface Written {
  comments: { id: number; issue: number; user: { login: string }; body: string }[];
  statuses: { sha: string; state: string; context: string; description: string }[];
  /** Every request, as `GET /repos/…`. */
  requests: string[];
}

/** A GitHub of one pull request, on loopback. */
export interface FakeGitHub extends Written {
  url: string;
  /** Answers of GET, by path without the query. */
  answers: Record<string, unknown>;
  close(): void;
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  let text = "";
  for await (const part of request) text += String(part);
  return text === "" ? undefined : JSON.parse(text);
}

/** The pull request whose comments are meant. */
function issueOf(path: string): number | undefined {
  const number = /\/issues\/(\d+)\/comments$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Starts it. Comments and statuses are kept; anything that no answer is given for is 404. */
export async function fakeGitHub(token: string): Promise<FakeGitHub> {
  const kept: Written = { comments: [], statuses: [], requests: [] };
  const answers: Record<string, unknown> = {};
  const answer = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const { method = "GET", url = "" } = request;
    kept.requests.push(`${method} ${url}`);
    if (request.headers.authorization !== `Bearer ${token}`)
      return [401, { message: "Bad credentials" }];
    const [path = ""] = url.split("?");
    const body = await bodyOf(request);
    if (method === "GET") {
      const issue = issueOf(path);
      if (issue !== undefined)
        return [200, kept.comments.filter((comment) => comment.issue === issue)];
      return path in answers ? [200, answers[path]] : [404, { message: `no ${path}` }];
    }
    const one = /\/issues\/comments\/(\d+)$/.exec(path);
    if (method === "PATCH" && one) {
      const found = kept.comments.find(({ id }) => id === Number(one[1]));
      if (!found) return [404, {}];
      found.body = body.body;
      return [200, found];
    }
    if (path.endsWith("/comments")) {
      const made = {
        id: kept.comments.length + 1,
        issue: issueOf(path) ?? 0,
        user: { login: "github-actions[bot]" },
        ...body,
      };
      kept.comments.push(made);
      return [201, made];
    }
    kept.statuses.push({ sha: path.split("/").at(-1)!, ...body });
    return [201, {}];
  };
  const server: Server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { ...kept, answers, url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
