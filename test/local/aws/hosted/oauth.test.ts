import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { graphDefinition, ids } from "../definition";
import { runPort, type RunningPort } from "../run-port";

describe("POST /oauth2/token", () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graphDefinition());
  });
  after(() => port.close());

  const basic = (id: string, secret: string) =>
    `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  const ask = async (form: Record<string, string>, authorization?: string) => {
    const response = await fetch(`${port.url}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: authorization === undefined ? {} : { authorization },
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body };
  };
  const grant = { grant_type: "client_credentials" };

  it("gives a machine all scopes of its client, by HTTP Basic", async () => {
    const { status, body } = await ask(grant, basic(ids.scopesClient, ids.secret));
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ["access_token", "expires_in", "token_type"]);
    const token = String(body["access_token"]);
    const claims = decodeJwt(token);
    assert.equal(claims["scope"], "orders/write orders/read");
    assert.equal(claims.sub, ids.scopesClient);
    assert.equal(claims["client_id"], ids.scopesClient);
    assert.equal(claims["token_use"], "access");
    const poolArn = graphDefinition().userPools[0]?.arn ?? "";
    const verdict = await port.tokens.verify(token, [poolArn]);
    assert.equal(verdict.valid && verdict.use, "access");
  });

  it("gives the scopes that were asked for, by the form", async () => {
    const { body } = await ask({
      ...grant,
      client_id: ids.scopesClient,
      client_secret: ids.secret,
      scope: "orders/write",
    });
    assert.equal(decodeJwt(String(body["access_token"]))["scope"], "orders/write");
  });

  const refusals: [what: string, form: Record<string, string>, basic: string, error: string][] = [
    ["a wrong secret", grant, basic(ids.scopesClient, "wrong"), "invalid_client"],
    ["an unknown client", grant, basic("nobody", ids.secret), "invalid_client"],
    ["no secret", { ...grant, client_id: ids.scopesClient }, "", "invalid_client"],
    ["no client", grant, "", "invalid_request"],
    [
      "a scope that the client lacks",
      { ...grant, scope: "orders/delete" },
      basic(ids.scopesClient, ids.secret),
      "invalid_scope",
    ],
    [
      "the scope of sign-ins",
      { ...grant, scope: "aws.cognito.signin.user.admin" },
      basic(ids.scopesClient, ids.secret),
      "invalid_scope",
    ],
    [
      "a client without the flow",
      grant,
      basic(ids.secretClient, ids.secret),
      "unauthorized_client",
    ],
    [
      "another grant",
      { grant_type: "password" },
      basic(ids.scopesClient, ids.secret),
      "unsupported_grant_type",
    ],
    [
      "a refresh token that nobody gave",
      { grant_type: "refresh_token", refresh_token: "a.b" },
      basic(ids.scopesClient, ids.secret),
      "invalid_grant",
    ],
  ];
  for (const [what, form, authorization, error] of refusals) {
    it(`refuses ${what} with ${error}`, async () => {
      const answer = await ask(form, authorization === "" ? undefined : authorization);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { error });
    });
  }

  it("refuses a body that is no form", async () => {
    const answer = await fetch(`${port.url}/oauth2/token`, { method: "POST", body: "{}" });
    assert.deepEqual(await answer.json(), { error: "invalid_request" });
  });

  it("is named by the discovery document, whose issuer is AWS's", async () => {
    const url = `${port.url}/${ids.pool}/.well-known/openid-configuration`;
    const document = (await (await fetch(url)).json()) as Record<string, unknown>;
    assert.equal(document["token_endpoint"], `${port.url}/oauth2/token`);
    assert.equal(document["jwks_uri"], `${port.url}/${ids.pool}/.well-known/jwks.json`);
    assert.equal(document["issuer"], `https://cognito-idp.eu-central-1.amazonaws.com/${ids.pool}`);
  });
});
