import assert from "node:assert/strict";
import { readGraph } from "../../src/access/read-graph";
import { spellingsOf } from "../../src/pulumi/aliases";
import { deploy } from "./deploy";

const pool = (fields: string) => `
  export const people = userPool({ signUp: "invited", ${fields} });
  export const getStock = endpoint("GET /stock", { access: "iam" });`;

describe("the names of what is made", function () {
  this.timeout(300_000);

  it("are names of roles whatever a group is called, and as many as there are groups", async () => {
    const { graph, find } = await deploy({
      spec: `${pool(`groups: ["staff", "Staff", "staff/admin", "日本", "guest"]`)}
        export const diners = identityPool({
          userPool: people, calls: [], guestCalls: [],
          groups: { staff: [], Staff: [], "staff/admin": [], 日本: [], guest: [getStock] },
        });`,
    });
    const roles = graph.filter(
      ({ type, name }) => type === "aws:iam/role:Role" && /^diners/.test(name),
    );
    const names = roles.map(({ inputs }) => String(inputs.name));
    assert.equal(names.length, 7);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 7);
    for (const name of names) assert.match(name, /^shop-dev-diners[\w+=,.@-]{0,50}$/);
    assert.ok(names.includes("shop-dev-diners-staff"));
    const guest = find("UserGroup", "people-guest").inputs.roleArn;
    assert.notEqual(guest, find("Role", "diners-guest").outputs.arn);
    assert.deepEqual(readGraph(graph).problems, []);
  });

  it("are names of resource servers where a scope is an address", async () => {
    const { inputs, graph } = await deploy({
      spec: pool(`scopes: ["https://api.example.com/read"]`),
    });
    const server = inputs("ResourceServer", "people-https://api.example.com");
    assert.equal(server.identifier, "https://api.example.com");
    assert.equal(server.name, "https---api.example.com");
    assert.deepEqual(readGraph(graph).problems, []);
  });

  for (const [api, prefix] of [
    ["aws", /^dev-people-[0-9a-f]{8}$/],
    ["aamazonws", /^dev-people-[0-9a-f]{8}$/],
    ["Cognito", /^dev-people-[0-9a-f]{8}$/],
  ] as const) {
    it(`are domain prefixes that Cognito takes, of an API called ${api}`, async () => {
      const { inputs, graph } = await deploy({
        spec: pool(`scopes: ["orders/read"]`),
        program: `new SecuredApi("${api}", spec);`,
      });
      assert.match(inputs("UserPoolDomain", "people").domain, prefix);
      assert.deepEqual(readGraph(graph).problems, []);
    });
  }

  it("are found again where only capitals have changed", () => {
    assert.ok(spellingsOf("getSTOCK").includes("getStock"));
    assert.ok(spellingsOf("getStock").includes("getSTOCK"));
    assert.ok(spellingsOf("getstock").length === 3);
    for (const one of spellingsOf("putMyURLList")) assert.equal(one.toLowerCase(), "putmyurllist");
  });
});
