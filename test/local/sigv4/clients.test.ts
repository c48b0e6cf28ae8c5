import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { credential, signedRequest, verify } from "./signed";

const run = promisify(execFile);
const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const token = "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==";

/** Requests as people send them: encoded paths, odd queries, bodies, a session token. */
const requests = [
  { name: "a plain path", method: "GET", path: "/dev/stock/7", query: {} },
  { name: "an encoded path", method: "GET", path: "/dev/caf%C3%A9%20au%2Flait", query: {} },
  { name: "a path of other characters", method: "GET", path: "/dev/a:b@c,d;e=f", query: {} },
  { name: "a trailing slash", method: "GET", path: "/dev/stock/", query: {} },
  {
    name: "a query",
    method: "GET",
    path: "/dev/x",
    query: { b: "2", a: "1 ä+&=", A: "", "z*": "'" },
  },
  { name: "a body", method: "POST", path: "/dev/x", query: {}, body: '{"ä":1}' },
  { name: "a session token", method: "PUT", path: "/dev/x", query: {}, body: "x", token },
];

function escape(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryText(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${escape(name)}=${escape(value)}`);
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function known(one: (typeof requests)[number]): ReturnType<typeof credential> {
  return credential(secret, one.token ? { sessionToken: one.token } : {});
}

describe("verifySignature accepts what clients send", () => {
  for (const one of requests) {
    const credentials = {
      accessKeyId: "AKID",
      secretAccessKey: secret,
      ...(one.token ? { sessionToken: one.token } : {}),
    };
    const target = one.path + queryText(one.query);

    for (const presigned of [false, true]) {
      if (presigned && one.body) continue;
      const form = presigned ? "presigned" : "header";

      it(`aws4, ${form}: ${one.name}`, () => {
        const signed = aws4.sign(
          {
            host: "localhost",
            path: target,
            method: one.method,
            service: "execute-api",
            region: "us-east-1",
            signQuery: presigned,
            ...(one.body ? { body: one.body } : {}),
          },
          credentials,
        );
        const headers = Object.entries(signed.headers as Record<string, string>).map(
          ([name, value]): [string, string] => [name, String(value)],
        );
        if (!headers.some(([name]) => name.toLowerCase() === "host"))
          headers.push(["Host", "localhost"]);
        const verdict = verify(
          signedRequest({
            method: one.method,
            target: signed.path!,
            headers,
            body: one.body ?? "",
          }),
          known(one),
        );
        assert.equal(verdict.valid, true, JSON.stringify(verdict));
      });

      it(`AWS SDK for JavaScript v3, ${form}: ${one.name}`, async () => {
        const signer = new SignatureV4({
          credentials,
          region: "us-east-1",
          service: "execute-api",
          sha256: Sha256,
        });
        const request = {
          method: one.method,
          protocol: "https:",
          hostname: "localhost",
          path: one.path,
          query: one.query,
          headers: { host: "localhost" },
          ...(one.body ? { body: one.body } : {}),
        };
        const signed = presigned
          ? await signer.presign(request, { expiresIn: 60 })
          : await signer.sign(request);
        const verdict = verify(
          signedRequest({
            method: one.method,
            target: one.path + queryText(signed.query as Record<string, string>),
            headers: Object.entries(signed.headers),
            body: one.body ?? "",
          }),
          known(one),
        );
        assert.equal(verdict.valid, true, JSON.stringify(verdict));
      });
    }
  }

  describe("over a socket", () => {
    let server: http.Server;
    let verdicts: ReturnType<typeof verify>[] = [];
    before(async () => {
      server = http.createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const headers: [string, string][] = [];
          for (let index = 0; index < request.rawHeaders.length; index += 2) {
            headers.push([request.rawHeaders[index]!, request.rawHeaders[index + 1]!]);
          }
          const verdict = verify(
            signedRequest({
              method: request.method!,
              target: request.url!,
              headers,
              body: Buffer.concat(chunks),
            }),
            credential(
              secret,
              request.headers["x-amz-security-token"] ? { sessionToken: token } : {},
            ),
          );
          verdicts.push(verdict);
          response.end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });
    beforeEach(() => {
      verdicts = [];
    });
    const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    it("curl --aws-sigv4", async function () {
      const curl = await run("curl", ["--version"]).catch(() => undefined);
      const version = /^curl (\d+)\.(\d+)/.exec(curl?.stdout ?? "");
      // --aws-sigv4 came with curl 7.75.
      if (!version || Number(version[1]) * 100 + Number(version[2]) < 775) return this.skip();
      const args = [
        "-sS",
        "--aws-sigv4",
        "aws:amz:us-east-1:execute-api",
        "--user",
        `AKID:${secret}`,
      ];
      await run("curl", [...args, `${origin()}/dev/stock/7`]);
      await run("curl", [...args, `${origin()}/dev/stock/?a=1&b=2`]);
      await run("curl", [...args, "-X", "POST", "-d", '{"a":1}', `${origin()}/dev/stock`]);
      await run("curl", [
        ...args,
        "-H",
        `X-Amz-Security-Token: ${token}`,
        `${origin()}/dev/stock/7`,
      ]);
      assert.deepEqual(
        verdicts.map(({ valid }) => valid),
        [true, true, true, true],
        JSON.stringify(verdicts),
      );
    });

    it("botocore", async function () {
      const present = await run("python3", ["-c", "import botocore"]).catch(() => undefined);
      // Python's botocore is not on every machine.
      if (!present) return this.skip();
      const script = `
import sys, json, urllib.request
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
origin, secret, token, requests = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
for one in requests:
    for auth in (SigV4Auth, SigV4QueryAuth):
        body = one.get("body")
        if body and auth is SigV4QueryAuth: continue
        request = AWSRequest(one["method"], origin + one["target"], data=body.encode() if body else None)
        auth(Credentials("AKID", secret, one.get("token")), "execute-api", "us-east-1").add_auth(request)
        prepared = request.prepare()
        send = urllib.request.Request(prepared.url, data=prepared.body, method=one["method"], headers=dict(prepared.headers))
        urllib.request.urlopen(send).read()
`;
      const sent = requests.map((one) => ({ ...one, target: one.path + queryText(one.query) }));
      await run("python3", ["-c", script, origin(), secret, token, JSON.stringify(sent)]);
      assert.ok(verdicts.length > requests.length);
      assert.deepEqual(
        verdicts.filter(({ valid }) => !valid),
        [],
      );
    });
  });
});
