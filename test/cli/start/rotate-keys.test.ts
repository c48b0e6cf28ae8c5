import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";

const pool = "aws:cognito/userPool:UserPool";
const client = "aws:cognito/userPoolClient:UserPoolClient";
const graph = [
  { type: pool, name: "people", inputs: {}, outputs: { id: "eu-central-1_aaaaaaaaa" } },
  {
    type: client,
    name: "machines",
    inputs: {
      userPoolId: "eu-central-1_aaaaaaaaa",
      generateSecret: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthScopes: ["orders/write"],
    },
    outputs: { id: "machines1", clientSecret: "a-secret-of-the-machines" },
  },
  {
    type: "aws:cognito/resourceServer:ResourceServer",
    name: "orders",
    inputs: {
      userPoolId: "eu-central-1_aaaaaaaaa",
      identifier: "orders",
      scopes: [{ scopeName: "write", scopeDescription: "write" }],
    },
    outputs: {},
  },
].map((one) => ({ ...one, urn: `urn:pulumi:dev::shop::${one.type}::${one.name}` }));

describe("npm start -- --rotate-keys", function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const file = path.join(folder, "graph.json");
  after(async () => {
    await stopGateways();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** The id of the key that signs, and those that are published. */
  const keysOf = async (...flags: string[]) => {
    const args = ["--graph", file, "--state", path.join(folder, "state"), ...flags];
    const gateway = startGateway(args);
    const { awsUrl } = await gateway.ready();
    const secret = Buffer.from("machines1:a-secret-of-the-machines").toString("base64");
    const answer = await fetch(`${awsUrl}/oauth2/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${secret}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const header = Buffer.from(token.split(".")[0]!, "base64url").toString();
    const jwks = await fetch(`${awsUrl}/eu-central-1_aaaaaaaaa/.well-known/jwks.json`);
    const { keys } = (await jwks.json()) as { keys: { kid: string }[] };
    await gateway.stop();
    return { signs: JSON.parse(header).kid as string, published: keys.map(({ kid }) => kid) };
  };

  it("signs with a new key and still publishes the old one; without it the key stays", async () => {
    fs.writeFileSync(file, JSON.stringify(graph));
    const first = await keysOf();
    const second = await keysOf();
    assert.equal(second.signs, first.signs);
    const third = await keysOf("--rotate-keys");
    assert.notEqual(third.signs, first.signs);
    assert.ok(third.published.includes(first.signs));
    assert.ok(third.published.includes(third.signs));
  });
});
