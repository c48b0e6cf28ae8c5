import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Deployed, IdentityPoolDefinition } from "../../../../src/graph/deployed";
import { issuerOf } from "../../../../src/local/tokens/issuer";
import { graphDefinition, ids, roleDefinition } from "../definition";
import type { RunningPort } from "../run-port";

/** The user pool of the tests, as `Logins` name it. */
export const userPool = `cognito-idp.${ids.region}.amazonaws.com/${ids.pool}`;
/** An issuer that is not on this machine. */
export const gitHub = "token.actions.githubusercontent.com";
const gitHubArn = `arn:aws:iam::${ids.accountId}:oidc-provider/${gitHub}`;
/** The ARN of a role of these tests. */
export const roleArn = (name: string) =>
  `arn:aws:iam::${ids.accountId}:role/restaurants-dev-${name}`;

const seconds = () => Math.floor(Date.now() / 1000);

export type Claims = Record<string, unknown>;

/** A running provider. */
export interface Provider {
  issuer: string;
  name: string;
  arn: string;
  asked: string[];
  server: Server;
  sign(claims: Claims, alg?: string): Promise<string>;
}

/** An OpenID Connect provider on this machine. */
export async function runProvider(): Promise<Provider> {
  const keys = await generateKeyPair("RS256", { extractable: true });
  const foreign = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const isKeys = request.url === "/keys";
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${name}`;
  const sign = (claims: Claims, alg = "RS256") => {
    const all = { iss: issuer, aud: "app", sub: "jane", iat: seconds(), exp: seconds() + 600 };
    const token = new SignJWT({ ...all, ...claims }).setProtectedHeader({ alg, kid: "one" });
    if (alg === "HS256") return token.sign(new TextEncoder().encode(JSON.stringify(jwk)));
    return token.sign(claims["forged"] === true ? foreign.privateKey : keys.privateKey);
  };
  const arn = `arn:aws:iam::${ids.accountId}:oidc-provider/${name}`;
  return { issuer, name, arn, asked, server, sign };
}

const provided = (url: string, arn: string) => ({
  ...{ type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider", name: arn, urn: arn },
  ...{ inputs: { url, clientIdLists: ["app"] }, outputs: { arn } },
});

/** An identity pool with providers beside its user pool, and a role that trusts one of them. */
export function federatedGraph(
  provider: Provider,
  change: Partial<IdentityPoolDefinition> = {},
): Deployed {
  const definition = graphDefinition();
  const [pool] = definition.identityPools;
  const trust = definition.roles[1]!.trust;
  assert.ok(pool && trust !== "unknown");
  const deploy = roleDefinition("deploy", {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider.arn },
      Condition: {
        StringEquals: { [`${provider.name}:aud`]: "app" },
        StringLike: { [`${provider.name}:sub`]: "repo:mine/*" },
      },
    },
  });
  const inputs = {
    openidConnectProviderArns: [provider.arn],
    supportedLoginProviders: { "accounts.google.com": "app-at-google" },
    developerProviderName: "login.shop",
  };
  return {
    ...definition,
    graph: [provided(provider.issuer, provider.arn), provided(`https://${gitHub}`, gitHubArn)],
    roles: [
      ...definition.roles,
      deploy,
      ...["cooks", "waiters"].map((name) => roleDefinition(name, trust)),
    ],
    identityPools: [{ ...pool, inputs, ...change }],
  };
}

/** A login with an ID token of the user pool. */
export async function poolLogin(port: RunningPort, claims: Claims) {
  return {
    [userPool]: await port.tokens.sign(ids.pool, "id", {
      ...{ iss: issuerOf(ids.region, ids.pool), aud: ids.client, token_use: "id", sub: "jane" },
      ...{ iat: seconds(), exp: seconds() + 3_600, ...claims },
    }),
  };
}
