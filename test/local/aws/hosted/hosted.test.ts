import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { totpCode } from "../../../../src/local/aws/cognito-idp/mfa/totp";
import { ids } from "../definition";
import { hostedGraph, page } from "./hosted-pool";
import { pageVisitor } from "./page-visitor";
import { later, runPort, type RunningPort } from "../run-port";

const Username = "jane@example.com";
const Password = "Correct-horse1";
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

const ask = (change: Record<string, string | undefined> = {}) => {
  const parameters = {
    response_type: "code",
    client_id: page.client,
    redirect_uri: page.callback,
    scope: "openid email",
    state: "st&te",
    nonce: "n-1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...change,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return new URLSearchParams(Object.fromEntries(given) as Record<string, string>).toString();
};

describe("the hosted sign-in page", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  before(async () => {
    port = await runPort(hostedGraph());
    client = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    await client.send(
      new cognito.AdminCreateUserCommand({
        UserPoolId: ids.pool,
        Username,
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
        MessageAction: "SUPPRESS",
      }),
    );
    const Permanent = true;
    const UserPoolId = ids.pool;
    await client.send(
      new cognito.AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent }),
    );
  });
  after(() => port.close());

  const signedIn = async (query = ask()) => {
    const visitor = pageVisitor(port.url);
    const login = await visitor.get(`/login?${query}`);
    const back = await visitor.submit(login, { username: Username, password: Password });
    return { visitor, back, url: new URL(back.location) };
  };
  const exchange = async (form: Record<string, string | undefined>, headers = {}) => {
    const given = Object.entries(form).filter(([, value]) => value !== undefined);
    const response = await fetch(`${port.url}/oauth2/token`, {
      method: "POST",
      headers,
      body: new URLSearchParams(Object.fromEntries(given) as Record<string, string>),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const exchangeForm = (code: string) => ({
    grant_type: "authorization_code",
    client_id: page.client,
    redirect_uri: page.callback,
    code,
    code_verifier: verifier,
  });

  it("goes from the authorize endpoint to a page with a form and no script", async () => {
    const visitor = pageVisitor(port.url);
    const first = await visitor.get(`/oauth2/authorize?${ask()}`);
    assert.equal(first.status, 302);
    assert.equal(first.location, `${port.url}/login?${ask()}`);
    const shown = await visitor.get(first.location);
    assert.equal(shown.status, 200);
    assert.match(shown.html, /name="_csrf" value="[^"]+"/);
    assert.doesNotMatch(shown.html, /<script/);
    const policy = shown.headers.get("content-security-policy") ?? "";
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/localhost:3000;/,
    );
    assert.equal(shown.headers.get("x-frame-options"), "DENY");
  });

  it("gives a code for name and password, and tokens for the code with its verifier", async () => {
    const { back, url } = await signedIn();
    assert.equal(back.status, 302);
    assert.equal(url.origin + url.pathname, page.callback);
    assert.equal(url.searchParams.get("state"), "st&te");
    const code = url.searchParams.get("code") ?? "";
    const { status, body } = await exchange(exchangeForm(code));
    assert.equal(status, 200);
    const names = ["access_token", "expires_in", "id_token", "refresh_token", "token_type"];
    assert.deepEqual(Object.keys(body).sort(), names);
    const id = decodeJwt(body["id_token"] ?? "");
    const access = decodeJwt(body["access_token"] ?? "");
    assert.equal(id["nonce"], "n-1");
    assert.equal(id.aud, page.client);
    assert.equal(id["email"], Username);
    const half = createHash("sha256")
      .update(body["access_token"] ?? "")
      .digest()
      .subarray(0, 16);
    assert.equal(id["at_hash"], half.toString("base64url"));
    assert.equal(access["scope"], "openid email");
    assert.equal(access["client_id"], page.client);
    assert.equal(access["version"], 2);
    const refused = await exchange(exchangeForm(code));
    assert.deepEqual(refused, { status: 400, body: { error: "invalid_grant" } });
    const headers = { authorization: `Bearer ${body["access_token"]}` };
    const info = await fetch(`${port.url}/oauth2/userInfo`, { headers });
    const claims = { sub: id.sub, email: Username, email_verified: "true", username: id.sub };
    assert.deepEqual(await info.json(), claims);
    const again = await exchange({
      grant_type: "refresh_token",
      client_id: page.client,
      refresh_token: body["refresh_token"],
    });
    assert.equal(again.status, 200);
    assert.equal(decodeJwt(again.body["access_token"] ?? "")["scope"], "openid email");
    await assert.rejects(
      client.send(new cognito.GetUserCommand({ AccessToken: body["access_token"] })),
      { name: "NotAuthorizedException", message: "Access Token does not have required scopes" },
    );
  });

  it("asks a client with a secret for secret and verifier", async () => {
    const query = ask({
      client_id: page.serverClient,
      redirect_uri: page.serverCallback,
      scope: "openid",
    });
    const form = (code: string) => ({
      ...exchangeForm(code),
      client_id: undefined,
      redirect_uri: page.serverCallback,
    });
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${page.serverClient}:${secret}`).toString("base64")}`,
    });
    const code = (await signedIn(query)).url.searchParams.get("code") ?? "";
    const wrong = await exchange(form(code), basic("wrong"));
    assert.deepEqual(wrong, { status: 400, body: { error: "invalid_client" } });
    const right = await exchange(form(code), basic(ids.secret));
    assert.equal(right.status, 200);
    const other = (await signedIn(query)).url.searchParams.get("code") ?? "";
    const bare = await exchange({ ...form(other), code_verifier: undefined }, basic(ids.secret));
    assert.deepEqual(bare, { status: 400, body: { error: "invalid_grant" } });
  });

  const badExchanges: [what: string, change: Record<string, string | undefined>, error: string][] =
    [
      ["without a verifier", { code_verifier: undefined }, "invalid_grant"],
      ["with another verifier", { code_verifier: "a".repeat(43) }, "invalid_grant"],
      ["with another redirect_uri", { redirect_uri: "myapp://callback" }, "invalid_grant"],
      ["without redirect_uri", { redirect_uri: undefined }, "invalid_request"],
      ["without a code", { code: undefined }, "invalid_request"],
      [
        "with a code that nobody gave",
        { code: "5f0f3f1e-0000-4000-8000-000000000000" },
        "invalid_grant",
      ],
      ["by another client", { client_id: ids.client }, "unauthorized_client"],
    ];
  for (const [what, change, error] of badExchanges) {
    it(`refuses a code ${what} with ${error}`, async () => {
      const code = (await signedIn()).url.searchParams.get("code") ?? "";
      const answer = await exchange({ ...exchangeForm(code), ...change });
      assert.deepEqual(answer, { status: 400, body: { error } });
    });
  }

  it("keeps a code for five minutes", async () => {
    const code = (await signedIn()).url.searchParams.get("code") ?? "";
    const answer = await later(5 * 60_000, () => exchange(exchangeForm(code)));
    assert.deepEqual(answer, { status: 400, body: { error: "invalid_grant" } });
  });

  const back = (error: string) => `${page.callback}?${error}&state=st%26te`;
  const lost = (error: string, id = page.client) => `/error?error=${error}&client_id=${id}`;
  const badRequests: [what: string, change: Record<string, string | undefined>, to: string][] = [
    [
      "a foreign redirect_uri",
      { redirect_uri: "http://evil.example/callback" },
      lost("redirect_mismatch"),
    ],
    [
      "a redirect_uri with more path",
      { redirect_uri: `${page.callback}/x` },
      lost("redirect_mismatch"),
    ],
    [
      "a redirect_uri with a slash",
      { redirect_uri: `${page.callback}/` },
      lost("redirect_mismatch"),
    ],
    ["no redirect_uri", { redirect_uri: undefined }, lost("invalid_request")],
    ["an unknown client", { client_id: "nobody" }, lost("invalid_request", "nobody")],
    ["a client without the page", { client_id: ids.client }, lost("redirect_mismatch", ids.client)],
    ["no response_type", { response_type: undefined }, back("error=invalid_request")],
    [
      "a scope that the client lacks",
      { scope: "openid profile" },
      back("error_description=invalid_scope&error=invalid_request"),
    ],
    ["PKCE by plain text", { code_challenge_method: "plain" }, back("error=invalid_request")],
    [
      "PKCE without its method",
      { code_challenge_method: undefined },
      back("error=invalid_request"),
    ],
    ["prompt=none without a session", { prompt: "none" }, back("error=login_required")],
  ];
  for (const [what, change, to] of badRequests) {
    it(`refuses ${what}`, async () => {
      const { status, location } = await pageVisitor(port.url).get(
        `/oauth2/authorize?${ask(change)}`,
      );
      assert.equal(status, 302);
      assert.equal(location.replace(port.url, ""), to);
    });
  }

  it("refuses tokens at once to a client without the implicit grant", async () => {
    const change = {
      client_id: page.serverClient,
      redirect_uri: page.serverCallback,
      scope: "openid",
      response_type: "token",
      state: undefined,
    };
    const { location } = await pageVisitor(port.url).get(`/oauth2/authorize?${ask(change)}`);
    const error = "error_description=unauthorized_client&error=invalid_request";
    assert.equal(location, `${page.serverCallback}#${error}`);
  });

  it("gives tokens at once where the client may have them", async () => {
    const change = { response_type: "token", redirect_uri: "myapp://callback" };
    const { back } = await signedIn(
      ask({ ...change, code_challenge: undefined, code_challenge_method: undefined }),
    );
    const [address, fragment] = back.location.split("#");
    assert.equal(address, "myapp://callback");
    const tokens = new URLSearchParams(fragment);
    assert.equal(decodeJwt(tokens.get("id_token") ?? "")["nonce"], "n-1");
    assert.equal(tokens.get("refresh_token"), null);
    assert.equal(tokens.get("state"), "st&te");
  });

  it("shows the error page with status 400", async () => {
    const shown = await pageVisitor(port.url).get(lost("redirect_mismatch"));
    assert.equal(shown.status, 400);
    assert.match(shown.html, /An error was encountered with the requested page/);
    const evil = await pageVisitor(port.url).get("/error?error=%3Cscript%3E");
    assert.doesNotMatch(evil.html, /<script>/);
  });

  it("says that a password is wrong, and gives no code", async () => {
    const visitor = pageVisitor(port.url);
    const login = await visitor.get(`/login?${ask()}`);
    const answer = await visitor.submit(login, { username: Username, password: "Wrong-horse1" });
    assert.equal(answer.location, "");
    assert.match(answer.html, /role="alert">Incorrect username or password\./);
  });

  it("takes no form without the token of its page", async () => {
    const visitor = pageVisitor(port.url);
    const login = await visitor.get(`/login?${ask()}`);
    const typed = { username: Username, password: Password };
    const forged = await visitor.submit(login, { ...typed, _csrf: "forged" });
    assert.equal(forged.status, 403);
    visitor.cookies.clear();
    assert.equal((await visitor.submit(login, typed)).status, 403);
    visitor.cookies.set("XSRF-TOKEN", "chosen");
    assert.equal((await visitor.submit(login, { ...typed, _csrf: "chosen" })).status, 403);
  });

  it("remembers a browser for an hour, until it signs out", async () => {
    const { visitor } = await signedIn();
    const authorize = () => visitor.get(`/oauth2/authorize?${ask()}`);
    assert.match((await authorize()).location, /\?code=/);
    const forced = await visitor.get(`/oauth2/authorize?${ask({ prompt: "login" })}`);
    assert.match(forced.location, /\/login\?/);
    assert.match((await later(61 * 60_000, authorize)).location, /\/login\?/);
    const to = new URLSearchParams({ client_id: page.client, logout_uri: page.signedOut });
    const out = await visitor.get(`/logout?${to}`);
    assert.equal(out.location, page.signedOut);
    assert.match((await authorize()).location, /\/login\?/);
  });

  it("forgets a browser when the password is set anew", async () => {
    const { visitor } = await signedIn();
    await client.send(
      new cognito.AdminSetUserPasswordCommand({
        UserPoolId: ids.pool,
        Username,
        Password,
        Permanent: true,
      }),
    );
    const { location } = await visitor.get(`/oauth2/authorize?${ask()}`);
    assert.match(location, /\/login\?/);
  });

  it("signs out to no foreign address", async () => {
    const { visitor } = await signedIn();
    const to = new URLSearchParams({ client_id: page.client, logout_uri: "http://evil.example/" });
    const out = await visitor.get(`/logout?${to}`);
    assert.equal(out.location.replace(port.url, ""), lost("redirect_mismatch"));
    const query = ask();
    assert.equal((await visitor.get(`/logout?${query}`)).location, `${port.url}/login?${query}`);
  });

  it("registers somebody, confirms the code, and sets a forgotten password", async () => {
    const visitor = pageVisitor(port.url);
    const typed = { username: "new@example.com", password: Password };
    const form = await visitor.get(`/signup?${ask()}`);
    const weak = await visitor.submit(form, { ...typed, password: "short" });
    assert.match(weak.html, /Password did not conform with policy/);
    const confirm = await visitor.submit(weak, typed);
    assert.match(confirm.html, /Confirm your account/);
    const resent = await visitor.submit(confirm, {}, { action: "/resendcode" });
    const code = () => port.codes.at(-1)?.code ?? "";
    const login = await visitor.submit(resent, { code: code() }, { action: "/confirmUser" });
    assert.match(login.html, /Your account is confirmed/);
    const forgot = await visitor.get(`/forgotPassword?${ask()}`);
    const change = await visitor.submit(forgot, { username: typed.username });
    const password = "Other-horse-2";
    const changed = await visitor.submit(change, { code: code(), new_password: password });
    assert.match(changed.html, /Your password is changed/);
    const done = await visitor.submit(changed, { username: typed.username, password });
    assert.match(done.location, /\?code=/);
  });

  it("asks for a new password after a temporary one", async () => {
    const name = "temporary@example.com";
    await client.send(
      new cognito.AdminCreateUserCommand({
        UserPoolId: ids.pool,
        Username: name,
        TemporaryPassword: Password,
        MessageAction: "SUPPRESS",
      }),
    );
    const visitor = pageVisitor(port.url);
    const login = await visitor.get(`/login?${ask()}`);
    const asked = await visitor.submit(login, { username: name, password: Password });
    assert.match(asked.html, /Choose a password/);
    const weak = await visitor.submit(asked, { new_password: "short" });
    assert.match(weak.html, /role="alert">Password does not conform to policy/);
    const session = /name="session" value="([^"]+)"/.exec(weak.html)?.[1] ?? "";
    await assert.rejects(
      client.send(
        new cognito.RespondToAuthChallengeCommand({
          ClientId: page.client,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session: session,
          ChallengeResponses: { USERNAME: name, NEW_PASSWORD: "Other-horse-2" },
        }),
      ),
      { name: "NotAuthorizedException" },
    );
  });

  it("sets an authenticator app up where the pool requires it, and asks for its code", async () => {
    const required = await runPort(
      hostedGraph({
        mfaConfiguration: "ON",
        softwareTokenMfaConfiguration: { enabled: true },
      }),
    );
    try {
      const admin = new cognito.CognitoIdentityProviderClient(
        required.client(required.credentials.admin()),
      );
      const user = { UserPoolId: ids.pool, Username };
      await admin.send(new cognito.AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
      await admin.send(
        new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
      );
      const visitor = pageVisitor(required.url);
      const begin = async () =>
        visitor.submit(await visitor.get(`/login?${ask()}`), {
          username: Username,
          password: Password,
        });
      const setUp = await begin();
      const secret = /name="secret" value="([A-Z2-7]+)"/.exec(setUp.html)?.[1] ?? "";
      const step = () => Math.floor(Date.now() / 30_000);
      const wrong = await visitor.submit(setUp, { code: "000000" });
      assert.match(wrong.html, /role="alert">Code mismatch/);
      const done = await visitor.submit(wrong, { code: totpCode(secret, step()) });
      assert.match(done.location, /\?code=/);
      const asked = await begin();
      assert.match(asked.html, /Your authenticator app shows it/);
      const next = await later(60_000, () =>
        visitor.submit(asked, { code: totpCode(secret, step()) }),
      );
      assert.match(next.location, /\?code=/);
    } finally {
      await required.close();
    }
  });

  it("takes no form of another origin, the gateway's own pages included", async () => {
    const visitor = pageVisitor(port.url);
    const login = await visitor.get(`/login?${ask()}`);
    const typed = { username: Username, password: Password };
    for (const origin of ["http://evil.example", "http://127.0.0.1:4000", "null"]) {
      const headers = { origin };
      assert.equal((await visitor.submit(login, typed, { headers })).status, 403, origin);
    }
    const own = { headers: { origin: port.url } };
    assert.equal((await visitor.submit(login, typed, own)).status, 302);
  });

  it("lets the page of a client's callback exchange its code, and no other page", async () => {
    const token = (origin: string) =>
      fetch(`${port.url}/oauth2/token`, { method: "OPTIONS", headers: { origin } });
    const own = await token("http://localhost:3000");
    assert.equal(own.status, 204);
    assert.equal(own.headers.get("access-control-allow-origin"), "http://localhost:3000");
    assert.equal((await token("http://localhost:3001")).status, 403);
    const operations = await fetch(port.url, { headers: { origin: "http://localhost:3000" } });
    assert.equal(operations.status, 403);
  });
});
