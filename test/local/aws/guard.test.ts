import assert from "node:assert/strict";
import { request } from "node:http";
import { graphDefinition, ids } from "./definition";
import { hostedGraph, page } from "./hosted/hosted-pool";
import { gatewayOrigin, runPort, type RunningPort } from "./run-port";

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** A request with headers that `fetch` would not let through. */
function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body = "" } = options;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("the AWS port's guard", () => {
  let port: RunningPort;
  let jwks: string;
  before(async () => {
    port = await runPort(graphDefinition());
    jwks = `${port.url}/${ids.pool}/.well-known/jwks.json`;
  });
  after(() => port.close());

  const hosts: Record<string, number> = {
    "127.0.0.1:4001": 200,
    "localhost:4001": 200,
    "[::1]:4001": 200,
    "cognito-idp.eu-central-1.amazonaws.com": 200,
    "customers-dev.auth.eu-central-1.amazoncognito.com": 200,
    "evil.example": 403,
    "127.0.0.1.evil.example": 403,
    "customers-dev.auth.eu-central-1.amazoncognito.com.evil.example": 403,
    "cognito-idp.eu-central-1.amazonaws.com.evil.example": 403,
    "s3.amazonaws.com": 403,
    "0.0.0.0:4001": 403,
  };
  for (const [host, status] of Object.entries(hosts)) {
    it(`answers Host "${host}" with ${status}`, async () => {
      assert.equal((await send(jwks, { headers: { host } })).status, status);
    });
  }

  const origins: Record<string, number> = {
    [gatewayOrigin]: 200,
    "http://localhost:4000": 200,
    "http://127.0.0.1:4999": 403,
    "https://127.0.0.1:4000": 403,
    "http://evil.example": 403,
    "http://127.0.0.1:4000.evil.example": 403,
    null: 403,
  };
  for (const [origin, status] of Object.entries(origins)) {
    it(`answers Origin ${origin} with ${status}`, async () => {
      const answer = await send(jwks, { headers: { origin } });
      assert.equal(answer.status, status);
      const named = answer.headers["access-control-allow-origin"];
      assert.equal(named, status === 200 ? origin : undefined);
    });
  }

  const sites: [site: string, mode: string, status: number][] = [
    ["none", "navigate", 200],
    ["same-origin", "cors", 200],
    ["same-site", "navigate", 200],
    ["same-site", "no-cors", 403],
    ["cross-site", "no-cors", 403],
    ["cross-site", "navigate", 403],
  ];
  for (const [site, mode, status] of sites) {
    it(`answers Sec-Fetch-Site ${site} with mode ${mode} with ${status}`, async () => {
      const headers = { "sec-fetch-site": site, "sec-fetch-mode": mode };
      assert.equal((await send(jwks, { headers })).status, status);
    });
  }

  it("answers a preflight of the gateway's page, and of no other", async () => {
    const headers = {
      origin: gatewayOrigin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-amz-target",
    };
    const answer = await send(port.url, { method: "OPTIONS", headers });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers["access-control-allow-origin"], gatewayOrigin);
    assert.match(String(answer.headers["access-control-allow-headers"]), /x-amz-target/);
    const foreign = await send(port.url, {
      method: "OPTIONS",
      headers: { ...headers, origin: "http://evil.example" },
    });
    assert.equal(foreign.status, 403);
    assert.equal(foreign.headers["access-control-allow-origin"], undefined);
  });

  it("answers an unknown operation with UnknownOperationException", async () => {
    const answer = await send(port.url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.DeleteUserPool" },
      body: "{}",
    });
    assert.equal(answer.status, 400);
    assert.equal(JSON.parse(answer.body).__type, "UnknownOperationException");
  });

  for (const name of ["constructor", "__proto__", "toString"]) {
    it(`takes ${name} for no operation`, async () => {
      const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${name}` };
      const answer = await send(port.url, { method: "POST", headers, body: "{}" });
      assert.equal(answer.status, 400);
    });
  }

  it("answers a body that is no JSON with SerializationException", async () => {
    const answer = await send(port.url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" },
      body: "nonsense",
    });
    assert.equal(JSON.parse(answer.body).__type, "SerializationException");
  });

  it("answers a body over 6 MB with 413", async () => {
    const answer = await send(port.url, { method: "POST", body: "a".repeat(7 * 1024 * 1024) });
    assert.equal(answer.status, 413);
  });

  it("shows its pages only behind the token", async () => {
    for (const url of Object.values(port.urls)) {
      assert.equal((await send(url)).status, 200, url);
      assert.equal((await send(url.replace("/secret/", "/guessed/"))).status, 404);
    }
  });

  it("tells nobody a reason of its own faults", () => assert.deepEqual(port.problems, []));

  const visits: [what: string, headers: [string, string, string], status: number][] = [
    ["a visit from another site", ["cross-site", "navigate", "document"], 200],
    ["a visit by a link", ["none", "navigate", "document"], 200],
    ["a frame of another site", ["cross-site", "navigate", "iframe"], 403],
    ["a script of another site", ["cross-site", "no-cors", "script"], 403],
  ];
  for (const [what, [site, mode, dest], status] of visits) {
    it(`answers ${what} to the sign-in page with ${status}`, async () => {
      port.load(hostedGraph());
      const query = new URLSearchParams({
        response_type: "code",
        client_id: page.client,
        redirect_uri: page.callback,
      });
      const headers = { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest };
      const answer = await send(`${port.url}/login?${query.toString()}`, { headers });
      assert.equal(answer.status, status);
    });
  }

  it("refuses a visit from another site to anything but the sign-in page", async () => {
    const site = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    const headers = { ...site, "sec-fetch-dest": "document" };
    assert.equal((await send(jwks, { headers })).status, 403);
  });
});
