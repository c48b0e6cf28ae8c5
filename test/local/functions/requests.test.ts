import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiDefinition, UserPoolDefinition } from "../../../src/graph/deployed";
import { bench, closeBenches, definitionOf, fn, region } from "./support";

const api = { apiId: "abc123", region, partition: "aws" } as ApiDefinition;
const pool = { id: `${region}_Pool1`, domain: "eaters" } as UserPoolDefinition;
const apiHost = `abc123.execute-api.${region}.amazonaws.com`;
const issuer = `cognito-idp.${region}.amazonaws.com`;

/** Answers with the port's name and what it was asked. */
async function echo(name: string): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const body = Buffer.concat(chunks).toString();
      response.end([name, method, url, headers.host, headers["x-a"] ?? "", body].join(" "));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const portOf = (server: http.Server) => (server.address() as AddressInfo).port;

const ways: Record<string, string> = {
  fetch: `const send = async (url, { method, body } = {}) =>
    (await fetch(url, { method, body, headers: { "x-a": "1" } })).text();`,
  "https.request with options": `const send = (url, { method = "GET", body } = {}) => new Promise((resolve, reject) => {
    const { hostname, pathname, search, protocol, port } = new URL(url);
    const module = protocol === "https:" ? require("https") : require("node:http");
    const request = module.request({ hostname, port, path: pathname + search, method, headers: { "x-a": "1" } }, (response) => {
      let text = ""; response.on("data", (c) => text += c).on("end", () => resolve(text)); });
    request.on("error", reject).end(body); });`,
  "https.get with a URL": `const send = (url) => new Promise((resolve, reject) => {
    const module = url.startsWith("https:") ? require("https") : require("http");
    module.get(url, { headers: { "x-a": "1" } }, (response) => {
      let text = ""; response.on("data", (c) => text += c).on("end", () => resolve(text)); }).on("error", reject); });`,
};

describe("requests of a handler", () => {
  let gateway: http.Server;
  let aws: http.Server;
  let outside: http.Server;
  before(async () => {
    [gateway, aws, outside] = (await Promise.all(["gateway", "aws", "outside"].map(echo))) as any;
  });
  after(async () => {
    await closeBenches();
    for (const server of [gateway, aws, outside]) server.close();
  });

  const run = async (code: string, event: unknown, more = {}) => {
    const handler = `${code}\nexports.handler = ({ url, options }) => send(url, options);`;
    const ports = () => ({ gateway: portOf(gateway), aws: portOf(aws) });
    const { functions, call } = bench([], { ports });
    await functions.load(
      definitionOf({
        apis: [api],
        userPools: [pool],
        domains: [{ domainName: "api.example.com", mappings: [] }],
        functions: [fn("one", handler, more)],
      }),
    );
    return (await call("one", event)).payload;
  };

  for (const [way, code] of Object.entries(ways)) {
    describe(`by ${way}`, () => {
      const cases: [string, string, string][] = [
        ["an API", `https://${apiHost}/dev/x?y=%20`, `gateway GET /dev/x?y=%20 ${apiHost} 1 `],
        ["a custom domain", "https://api.example.com/x", "gateway GET /x api.example.com 1 "],
        [
          "the issuer of a local pool",
          `https://${issuer}/${pool.id}/.well-known/jwks.json`,
          `aws GET /${pool.id}/.well-known/jwks.json ${issuer} 1 `,
        ],
        [
          "a pool's sign-in page",
          `https://eaters.auth.${region}.amazoncognito.com/oauth2/token`,
          `aws GET /oauth2/token eaters.auth.${region}.amazoncognito.com 1 `,
        ],
      ];
      for (const [what, url, expected] of cases) {
        it(`reach ${what} on this machine`, async () => {
          assert.equal(await run(code, { url }), expected);
        });
      }

      it("go elsewhere unchanged", async () => {
        const url = `http://127.0.0.1:${portOf(outside)}/a`;
        assert.equal(await run(code, { url }), `outside GET /a 127.0.0.1:${portOf(outside)} 1 `);
      });

      if (way.startsWith("https.get")) return;
      it("keep method and body", async () => {
        const event = {
          url: `https://${apiHost}/dev/`,
          options: { method: "POST", body: "hello" },
        };
        assert.equal(await run(code, event), `gateway POST /dev/ ${apiHost} 1 hello`);
      });
    });
  }

  it("are routed from modules that import request by name as well", async () => {
    const text = `import { get } from "node:https";
      export const handler = ({ url }) => new Promise((resolve) => get(url, (response) => {
        let text = ""; response.on("data", (c) => text += c).on("end", () => resolve(text)); }));`;
    const code = { files: { "index.mjs": { text } } };
    const answer = await run("", { url: `https://${apiHost}/dev/` }, { code });
    assert.equal(answer, `gateway GET /dev/ ${apiHost}  `);
  });
});
