import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { request } from "node:http";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import { InitiateAuthCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { ask, cognito, machineToken, signed, signUpAndIn } from "./calls";
import { type Running, startGateway } from "./running";

describe("vendors' clients against the laptop", function () {
  this.timeout(300_000);
  let running: Running;
  let tokens: Awaited<ReturnType<typeof signUpAndIn>>;

  before(async () => {
    running = await startGateway();
    tokens = await signUpAndIn(running.local, "grace@example.com");
  });
  after(() => running?.stop());

  const client = () => ({ endpoint: running.local.awsUrl, region: running.local.region });
  const as = (name: string) => ({ ...client(), credentials: running.local.roles[name]! });

  it("aws-jwt-verify takes the tokens, by the pool's JWKS", async () => {
    const { id: userPoolId, clientId } = running.local.userPools["customers"]!;
    const jwks = await (
      await fetch(`${running.local.awsUrl}/${userPoolId}/.well-known/jwks.json`)
    ).json();
    for (const [tokenUse, token] of [
      ["id", tokens.idToken],
      ["access", tokens.accessToken],
    ] as const) {
      const verifier = CognitoJwtVerifier.create({ userPoolId, clientId: clientId!, tokenUse });
      verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
      const claims = await verifier.verify(token);
      assert.equal(claims.token_use, tokenUse);
      assert.equal(
        claims.iss,
        `https://cognito-idp.${running.local.region}.amazonaws.com/${userPoolId}`,
      );
    }
  });

  it("the SDK refreshes a session", async () => {
    const { AuthenticationResult } = await cognito(running.local).send(
      new InitiateAuthCommand({
        ClientId: running.local.userPools["customers"]!.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: tokens.refreshToken },
      }),
    );
    const answer = await ask(running.local, {
      method: "POST",
      path: "/restaurants/search",
      headers: { Authorization: AuthenticationResult!.IdToken! },
      body: { theme: "family" },
    });
    assert.equal(answer.status, 200, answer.text);
  });

  for (const [name, expected, parameters] of [
    [
      "a wrong password",
      "NotAuthorizedException",
      { USERNAME: "grace@example.com", PASSWORD: "Wrong-horse-1" },
    ],
    [
      "somebody unknown",
      "NotAuthorizedException",
      { USERNAME: "nobody@example.com", PASSWORD: "Wrong-horse-1" },
    ],
  ] as const) {
    it(`the SDK reads ${expected} for ${name}`, async () => {
      const { clientId: ClientId } = running.local.userPools["customers"]!;
      const signIn = new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: parameters,
      });
      await assert.rejects(cognito(running.local).send(signIn), { name: expected });
    });
  }

  it("the SDK reads UsernameExistsException", async () => {
    const { clientId: ClientId } = running.local.userPools["customers"]!;
    const again = new SignUpCommand({
      ClientId,
      Username: "grace@example.com",
      Password: "Correct-horse-1",
    });
    await assert.rejects(cognito(running.local).send(again), { name: "UsernameExistsException" });
  });

  it("STS says who a role's credentials are", async () => {
    const { Arn, Account } = await new STSClient(as("billing")).send(
      new GetCallerIdentityCommand({}),
    );
    assert.match(Arn!, /^arn:aws:sts::\d{12}:assumed-role\/restaurants-dev-billing\//);
    assert.equal(Account, running.local.accountId);
  });

  it("an identity pool's credentials open the rows of its `calls` and no other", async () => {
    const { region, userPools, identityPools } = running.local;
    const identity = new CognitoIdentityClient(client());
    const Logins = {
      [`cognito-idp.${region}.amazonaws.com/${userPools["customers"]!.id}`]: tokens.idToken,
    };
    const { IdentityId } = await identity.send(
      new GetIdCommand({ IdentityPoolId: identityPools["diners"]!.id, Logins }),
    );
    const { Credentials } = await identity.send(
      new GetCredentialsForIdentityCommand({ IdentityId, Logins }),
    );
    const keys = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    for (const [call, status] of [
      [{ path: "/stock/shoney" }, 200],
      [{ path: "/costs/shoney" }, 403],
    ] as const) {
      const answer = await ask(running.local, {
        ...call,
        headers: signed(running.local, call, keys),
      });
      assert.equal(answer.status, status, answer.text);
    }
  });

  it("STS refuses web identity for a role that does not trust it", async () => {
    const assume = new AssumeRoleWithWebIdentityCommand({
      RoleArn: running.local.roles["billing"]!.arn,
      RoleSessionName: "test",
      WebIdentityToken: tokens.idToken,
    });
    await assert.rejects(new STSClient(client()).send(assume), {
      name: /AccessDenied|InvalidIdentityToken/,
    });
  });

  it("Lambda's Invoke reaches the alias that `invokes` grants, and nothing else", async () => {
    const lambda = new LambdaClient(as("putOrders"));
    const payload = { params: { restaurant: "shoney" }, body: { portions: 3 } };
    const invoke = (FunctionName: string) =>
      lambda.send(
        new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) }),
      );
    const { Payload, FunctionError } = await invoke("restaurants-dev-reserveStock:direct");
    assert.equal(FunctionError, undefined);
    assert.match(Buffer.from(Payload!).toString(), /77/);
    for (const other of [
      "restaurants-dev-reserveStock",
      "restaurants-dev-getStock",
      "restaurants-dev-getTrends:direct",
    ]) {
      await assert.rejects(invoke(other), { name: /AccessDenied/ }, other);
    }
  });

  it("@smithy/signature-v4 signs what the gateway accepts", async () => {
    const { region, gatewayUrl, roles } = running.local;
    const url = new URL(`${gatewayUrl}/stock/shoney`);
    const signer = new SignatureV4({
      service: "execute-api",
      region,
      credentials: roles["billing"]!,
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: "GET",
      protocol: "http:",
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      headers: { host: url.host },
    });
    const answer = await ask(running.local, { path: "/stock/shoney", headers });
    assert.equal(answer.status, 200, answer.text);
  });

  it("curl --aws-sigv4 signs what the gateway accepts", function () {
    try {
      if (!/aws-sigv4/.test(execFileSync("curl", ["--help", "all"], { encoding: "utf8" })))
        this.skip();
    } catch {
      this.skip();
    }
    const { region, gatewayUrl, roles } = running.local;
    const { accessKeyId, secretAccessKey, sessionToken } = roles["billing"]!;
    const body = execFileSync(
      "curl",
      [
        ...[
          "-sS",
          "--aws-sigv4",
          `aws:amz:${region}:execute-api`,
          "--user",
          `${accessKeyId}:${secretAccessKey}`,
        ],
        ...["-H", `x-amz-security-token: ${sessionToken}`, `${gatewayUrl}/stock/shoney`],
      ],
      { encoding: "utf8" },
    );
    assert.equal(body, '{"restaurant":"shoney","portions":80}');
  });

  it("a token for one scope is refused a scope that the pool lacks", async () => {
    assert.equal(await machineToken(running.local, "orders/read"), undefined);
  });

  for (const [what, headers] of [
    ["a foreign Host", { Host: "evil.example" }],
    ["a foreign Origin", { Origin: "https://evil.example" }],
    ["a cross-site fetch", { "Sec-Fetch-Site": "cross-site" }],
  ] as const) {
    it(`the AWS port refuses ${what}`, async () => {
      const url = new URL(running.local.awsUrl);
      const status = await new Promise((resolve, reject) => {
        const body = JSON.stringify({ ClientId: running.local.userPools["customers"]!.clientId });
        const call = request(
          {
            host: url.hostname,
            port: url.port,
            method: "POST",
            path: "/",
            headers: {
              "Content-Type": "application/x-amz-json-1.1",
              "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
              ...headers,
            },
          },
          (response) => resolve(response.resume().statusCode),
        );
        call.on("error", reject);
        call.end(body);
      });
      assert.equal(status, 403);
    });
  }

  it("gives each state folder its own keys", async () => {
    const other = await startGateway();
    try {
      const hash = (value: string) => createHash("sha256").update(value).digest("hex");
      const [mine, theirs] = [running, other].map(({ local }) =>
        hash(local.apiKeys["freeKey"]![0]!.value),
      );
      assert.notEqual(mine, theirs);
    } finally {
      await other.stop();
    }
  });
});
