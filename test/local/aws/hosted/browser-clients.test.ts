import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { ids } from "../definition";
import { hostedGraph, page } from "./hosted-pool";
import { installed } from "../installed";
import { pageVisitor } from "./page-visitor";
import { runPort, type RunningPort } from "../run-port";

const Username = "jane@example.com";
const Password = "Correct-horse1";

/** What is used of openid-client 6. */
interface OpenIdClient {
  allowInsecureRequests(config: object): void;
  None(): object;
  discovery(
    server: URL,
    clientId: string,
    metadata: string | undefined,
    authentication: object | undefined,
    options: object,
  ): Promise<object>;
  randomPKCECodeVerifier(): string;
  calculatePKCECodeChallenge(verifier: string): Promise<string>;
  buildAuthorizationUrl(config: object, parameters: Record<string, string>): URL;
  authorizationCodeGrant(config: object, url: URL, checks: object): Promise<Tokens>;
  refreshTokenGrant(config: object, token: string): Promise<Tokens>;
  tokenRevocation(config: object, token: string): Promise<void>;
  fetchUserInfo(config: object, token: string, sub: string): Promise<Record<string, unknown>>;
  clientCredentialsGrant(config: object, parameters: object): Promise<Tokens>;
}

interface Tokens {
  access_token: string;
  refresh_token?: string;
  claims(): { sub: string; nonce?: string };
}

/** What is used of amazon-cognito-identity-js 6. */
interface CognitoJs {
  CognitoUserPool: new (options: object) => {
    signUp(name: string, password: string, a: [], b: [], done: Done): void;
  };
  CognitoUser: new (options: object) => CognitoJsUser;
  AuthenticationDetails: new (options: object) => object;
}
interface CognitoJsUser {
  confirmRegistration(code: string, force: boolean, done: Done): void;
  authenticateUser(details: object, callbacks: object): void;
  changePassword(before: string, after: string, done: Done): void;
  getUserAttributes(done: Done): void;
  globalSignOut(callbacks: object): void;
}
type Done = (error: Error | null | undefined, result?: unknown) => void;

const promised = (work: (done: Done) => void) =>
  new Promise<unknown>((resolve, reject) =>
    work((error, result) => (error ? reject(error) : resolve(result))),
  );
const called = (work: (callbacks: object) => void) =>
  new Promise<unknown>((onSuccess, onFailure) => work({ onSuccess, onFailure }));

describe("the user pools with openid-client", function () {
  let port: RunningPort;
  let openid: OpenIdClient;
  let insecure: object;
  before(async function () {
    const found = await installed<OpenIdClient>("openid-client");
    if (!found) return this.skip();
    openid = found;
    insecure = { execute: [found.allowInsecureRequests] };
    port = await runPort(hostedGraph());
    const client = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const user = { UserPoolId: ids.pool, Username };
    await client.send(new cognito.AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
    await client.send(
      new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
    );
  });
  after(() => port?.close());

  // The whole address: the issuer in the document is AWS's, and not the address that it is read from.
  const discovery = () => new URL(`${port.url}/${ids.pool}/.well-known/openid-configuration`);

  it("signs in on the page with PKCE, state and nonce, refreshes and revokes", async () => {
    const config = await openid.discovery(
      discovery(),
      page.client,
      undefined,
      openid.None(),
      insecure,
    );
    const verifier = openid.randomPKCECodeVerifier();
    const address = openid.buildAuthorizationUrl(config, {
      redirect_uri: page.callback,
      scope: "openid email",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: "s-1",
      nonce: "n-1",
    });
    const visitor = pageVisitor(port.url);
    const { location } = await visitor.get(address.pathname + address.search);
    const back = await visitor.submit(await visitor.get(location), {
      username: Username,
      password: Password,
    });
    const checks = { pkceCodeVerifier: verifier, expectedState: "s-1", expectedNonce: "n-1" };
    const tokens = await openid.authorizationCodeGrant(config, new URL(back.location), checks);
    const { sub } = tokens.claims();
    const info = await openid.fetchUserInfo(config, tokens.access_token, sub);
    assert.equal(info["email"], Username);
    const refresh = tokens.refresh_token ?? "";
    assert.ok((await openid.refreshTokenGrant(config, refresh)).access_token);
    await openid.tokenRevocation(config, refresh);
    await assert.rejects(openid.refreshTokenGrant(config, refresh), { error: "invalid_grant" });
    await assert.rejects(openid.authorizationCodeGrant(config, new URL(back.location), checks), {
      error: "invalid_grant",
    });
  });

  it("gives a machine tokens with its scopes, and no others", async () => {
    const config = await openid.discovery(
      discovery(),
      ids.scopesClient,
      ids.secret,
      undefined,
      insecure,
    );
    assert.ok(
      (await openid.clientCredentialsGrant(config, { scope: "orders/write" })).access_token,
    );
    await assert.rejects(openid.clientCredentialsGrant(config, { scope: "orders/delete" }), {
      error: "invalid_scope",
    });
  });
});

describe("the user pools with amazon-cognito-identity-js", function () {
  let port: RunningPort;
  let js: CognitoJs;
  before(async function () {
    const found = await installed<CognitoJs>("amazon-cognito-identity-js");
    if (!found) return this.skip();
    js = found;
    port = await runPort(hostedGraph());
  });
  after(() => port?.close());

  it("registers, confirms, signs in by SRP, changes the password and signs out everywhere", async () => {
    const Pool = new js.CognitoUserPool({
      UserPoolId: ids.pool,
      ClientId: ids.client,
      endpoint: port.url,
    });
    await promised((done) => Pool.signUp(Username, Password, [], [], done));
    const user = new js.CognitoUser({ Username, Pool });
    const signIn = (text: string) =>
      called((callbacks) =>
        user.authenticateUser(
          new js.AuthenticationDetails({ Username, Password: text }),
          callbacks,
        ),
      );
    await assert.rejects(signIn(Password), { name: "UserNotConfirmedException" });
    await assert.rejects(
      promised((done) => user.confirmRegistration("000000", false, done)),
      { name: "CodeMismatchException" },
    );
    const code = port.codes.at(-1)?.code ?? "";
    await promised((done) => user.confirmRegistration(code, false, done));
    await assert.rejects(signIn("Wrong-horse1"), {
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    await signIn(Password);
    await assert.rejects(
      promised((done) => user.changePassword(Password, "short", done)),
      { name: "InvalidPasswordException" },
    );
    await promised((done) => user.changePassword(Password, "Other-horse-2", done));
    await called((callbacks) => user.globalSignOut(callbacks));
    await signIn("Other-horse-2");
    assert.ok(await promised((done) => user.getUserAttributes(done)));
  });
});
