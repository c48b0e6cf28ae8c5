import assert from "node:assert/strict";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import {
  federatedGraph,
  gitHub,
  roleArn,
  runProvider,
  type Claims,
  type Provider,
} from "./cognito-identity/federated";
import { runPort, type RunningPort } from "./run-port";

describe("AssumeRoleWithWebIdentity on the AWS port", () => {
  let provider: Provider;
  let port: RunningPort;
  before(async () => {
    provider = await runProvider();
    port = await runPort(federatedGraph(provider));
  });
  after(async () => {
    provider.server.close();
    await port.close();
  });

  const assume = async (claims: Claims, RoleArn = roleArn("deploy")) => {
    const WebIdentityToken = await provider.sign(claims);
    const command = { RoleArn, RoleSessionName: "ci", WebIdentityToken };
    return new STSClient(port.client()).send(new AssumeRoleWithWebIdentityCommand(command));
  };

  it("takes a token whose role trusts its audience and subject", async () => {
    const answer = await assume({ sub: "repo:mine/shop:ref:refs/heads/main" });
    assert.equal(answer.SubjectFromWebIdentityToken, "repo:mine/shop:ref:refs/heads/main");
    assert.deepEqual([answer.Provider, answer.Audience], [provider.arn, "app"]);
    const found = port.credentials.find(answer.Credentials?.AccessKeyId ?? "");
    assert.equal(found?.identity.context?.["aws:FederatedProvider"], provider.arn);
  });

  const refusals: [what: string, claims: Claims, name: RegExp, message: RegExp][] = [
    [
      "another subject",
      { sub: "repo:other/shop" },
      /^AccessDenied/,
      /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
    ],
    [
      "another audience",
      { sub: "repo:mine/shop", aud: "other" },
      /^InvalidIdentityToken/,
      /^Incorrect token audience$/,
    ],
    [
      "an unknown issuer",
      { iss: "https://elsewhere.example" },
      /^InvalidIdentityToken/,
      /^No OpenIDConnect provider found in your account for https:\/\/elsewhere.example$/,
    ],
    [
      "a token that is over",
      { exp: 1 },
      /^ExpiredTokenException/,
      /^Token expired: current date\/time \d+ must be before the expiration date\/time 1$/,
    ],
    [
      "a forged one",
      { sub: "repo:mine/shop", forged: true },
      /^InvalidIdentityToken/,
      /verification key/,
    ],
    [
      "GitHub's, whose keys the laptop does not fetch",
      { iss: `https://${gitHub}` },
      /^InvalidIdentityToken/,
      /verification key/,
    ],
  ];
  for (const [what, claims, name, message] of refusals) {
    it(`refuses ${what}`, () => assert.rejects(assume(claims), { name, message }));
  }

  it("refuses a role that trusts somebody else", () =>
    assert.rejects(assume({ sub: "repo:mine/shop" }, roleArn("diners")), {
      name: /^AccessDenied/,
    }));
});
