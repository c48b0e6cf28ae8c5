import assert from "node:assert/strict";
import { request } from "node:http";
import { sign } from "aws4";
import type { TemporaryCredentials } from "../../../src/local/start/services";
import { allow, graphDefinition, ids } from "./definition";
import { runPort, type RunningPort } from "./run-port";

const keyPath = "/apikeys/key1";
const arnOf = (path: string) => `arn:aws:apigateway:${ids.region}::${path}`;

describe("API Gateway's keys", () => {
  let port: RunningPort;
  let session: TemporaryCredentials;
  before(async () => {
    const [role, ...others] = graphDefinition().roles;
    assert.ok(role);
    const deny = { Effect: "Deny", Action: "apigateway:GET", Resource: arnOf(keyPath) } as const;
    const policies = [
      allow("apigateway:GET", arnOf("/apikeys*")),
      { Version: "2012-10-17", Statement: [deny] } as const,
    ];
    const apiKeys = ["key1", "key2"].map((id) => ({ name: id, id, value: id, enabled: true }));
    const graph = graphDefinition({ apiKeys, roles: [{ ...role, policies }, ...others] });
    port = await runPort(graph);
    session = await port.credentials.assume(role.arn, { sessionName: "local" });
  });
  after(() => port.close());

  const get = (path: string): Promise<number> => {
    const { hostname, port: number } = new URL(port.url);
    const signed = sign(
      { host: `${hostname}:${number}`, path, service: "apigateway", region: ids.region },
      session,
    );
    return new Promise((resolve, reject) => {
      const sent = request(port.url, { path, headers: signed.headers as Record<string, string> });
      sent.on("response", (response) => resolve(response.resume().statusCode ?? 0));
      sent.on("error", reject).end();
    });
  };

  it("answers the key that the caller's policies open", async () => {
    assert.equal(await get("/apikeys/key2"), 200);
  });

  for (const path of [keyPath, `${keyPath}/`, "/apikeys//key1", "/apikeys/./key1"]) {
    it(`does not answer ${path} to whom a policy denies the key`, async () => {
      assert.notEqual(await get(path), 200);
    });
  }
});
