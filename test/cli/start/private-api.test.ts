import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Resource } from "../../../src/graph/resource";
import type { LocalJson } from "../../../src/local/start/local-json";
import { startGateway, stopGateways, temporaryFolder } from "./running-gateway";
import { smallGraph } from "./small-graph";

const endpoint = "vpce-0123456789abcdef0";
const address = "https://api0000001.execute-api.eu-central-1.amazonaws.com/dev/items";
const echo = `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.headers) });`;
/** Calls the API by fetch and by node:https, and says what it was answered. */
const caller = `
  const https = require("node:https");
  const byHttps = () => new Promise((resolve, reject) =>
    https.get("${address}", (response) => {
      let text = "";
      response.on("data", (part) => (text += part)).on("end", () => resolve([response.statusCode, text]));
    }).on("error", reject));
  exports.handler = async () => {
    const one = await fetch("${address}");
    const body = JSON.stringify([[one.status, await one.text()], await byHttps()]);
    return { statusCode: 200, body };
  };`;

const statement = (Effect: string, Condition?: object) => ({
  ...{ Effect, Principal: "*", Action: "execute-api:Invoke", Resource: "*" },
  ...(Condition && { Condition }),
});

/** A private API that its VPC endpoint alone may call, a function in the VPC, and one outside. */
function privateGraph(policy: object[]): Resource[] {
  const rows = smallGraph([
    { name: "getItems", verb: "GET", path: "/items", access: "public", code: echo },
    { name: "getInside", verb: "GET", path: "/inside", access: "public", code: caller },
    { name: "getOutside", verb: "GET", path: "/outside", access: "public", code: caller },
  ]);
  const change = ({ type, name, inputs }: Resource): object => {
    if (type === "aws:apigateway/restApi:RestApi") {
      const endpointConfiguration = { types: "PRIVATE", vpcEndpointIds: [endpoint] };
      const text = JSON.stringify({ Version: "2012-10-17", Statement: policy });
      return { ...inputs, endpointConfiguration, policy: text };
    }
    const inside = type === "aws:lambda/function:Function" && name === "getInside";
    const vpcConfig = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] };
    return inside ? { ...inputs, vpcConfig } : inputs;
  };
  return rows.map((resource) => ({ ...resource, inputs: { ...change(resource) } }));
}

describe("a private API on the laptop", function () {
  this.timeout(300_000);
  afterEach(stopGateways);

  const start = async (policy: object[], ...flags: string[]) => {
    const graph = path.join(temporaryFolder(), "graph.json");
    fs.writeFileSync(graph, JSON.stringify(privateGraph(policy)));
    return startGateway(["--graph", graph, ...flags]).ready();
  };
  const get = ({ gatewayUrl }: LocalJson, route: string, headers: Record<string, string> = {}) =>
    fetch(`${gatewayUrl}${route}`, { headers });
  const through = (id: string) => ({ "x-gatehouse-source-vpce": id });
  const onlyEndpoint = [
    statement("Allow"),
    statement("Deny", { StringNotEquals: { "aws:SourceVpce": endpoint } }),
  ];

  it("is called through its VPC endpoint, which no function gets to see", async () => {
    const local = await start(onlyEndpoint, "--allow-source-vpce");
    const answer = await get(local, "/items", through(endpoint));
    assert.equal(answer.status, 200);
    assert.equal(/gatehouse|vpce-/i.test(await answer.text()), false);
    for (const headers of [through("vpce-another"), {}]) {
      const refused = await get(local, "/items", headers);
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /is not authorized to perform: execute-api:Invoke/);
    }
  });

  it("is open to functions of the graph in its VPC, and to no other", async () => {
    const local = await start(onlyEndpoint, "--allow-source-vpce");
    const [inside, outside] = await Promise.all(
      ["/inside", "/outside"].map(async (route) => {
        const answer = await get(local, route, through(endpoint));
        return (await answer.json()) as [status: number, text: string][];
      }),
    );
    assert.deepEqual(
      inside?.map(([status]) => status),
      [200, 200],
    );
    for (const [, text] of inside ?? []) assert.equal(/gatehouse|vpce-/i.test(text), false);
    assert.deepEqual(
      outside?.map(([status]) => status),
      [403, 403],
    );
  });

  it("believes the header only where it was asked to, and no pass that it did not give", async () => {
    const local = await start(onlyEndpoint);
    const pass = { "x-gatehouse-network": `${endpoint} ${"A".repeat(43)}` };
    for (const headers of [through(endpoint), pass, { "x-gatehouse-network": endpoint }]) {
      assert.equal((await get(local, "/items", headers)).status, 403);
    }
  });

  it("is reached from no other network, also where its policy lets everybody in", async () => {
    const local = await start([statement("Allow")]);
    const answer = await get(local, "/items");
    assert.deepEqual([answer.status, await answer.json()], [403, { message: "Forbidden" }]);
  });
});
