import assert from "node:assert/strict";
import { readGraph } from "../../src/graph/read/read-graph";
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

  describe("that something of the stack's state has already", () => {
    const deployed = (kind: string, name: string, inAws: string): [string, unknown] => [
      `urn:pulumi:dev::shop::gatehouse:index:SecuredApi$${kind}$aws:iam/role:Role::${name}`,
      { outputs: { name: inAws } },
    ];
    const aliasesOf = async (program: string, state: [string, unknown][]) => {
      const { find } = await deploy({
        spec: `export const getStock = endpoint("GET /stock", { access: "iam" });`,
        program,
        files: {
          "gatehouse.local.json": JSON.stringify({
            invokes: {
              "pulumi:pulumi:readStackResourceOutputs": { outputs: Object.fromEntries(state) },
            },
          }),
        },
      });
      return (name: string) =>
        (find("Role", name).options?.aliases ?? []).map((urn) =>
          urn.split("::").slice(2).join("::").replace("gatehouse:index:SecuredApi$", ""),
        );
    };
    const one = `new SecuredApi("shop", spec);`;
    const own = "gatehouse:index:Endpoint$aws:iam/role:Role::getStock";

    for (const [what, state, expected] of [
      [
        "of another kind",
        [deployed("gatehouse:index:Trigger", "getStock", "shop-dev-getStock")],
        "gatehouse:index:Trigger$aws:iam/role:Role::getStock",
      ],
      [
        "in other capitals, in whichever word",
        [deployed("gatehouse:index:Endpoint", "GETStock", "shop-dev-GETStock")],
        "gatehouse:index:Endpoint$aws:iam/role:Role::GETStock",
      ],
      // Its address is as a former kind's would be: taking it over ended in "Duplicate resource alias".
      [
        "as another API's authorizer of the same export",
        [deployed("gatehouse:index:LambdaAuthorizer", "getStock", "other-dev-getStock")],
        own,
      ],
      ["by hand", [deployed("shop:index:Component", "mine", "shop-dev-getStock")], own],
      ["nowhere", [], own],
    ] as const) {
      it(`are taken over from what has them ${what}, or left`, async () => {
        const aliases = await aliasesOf(one, [...state]);
        assert.deepEqual(aliases("getStock"), [expected]);
      });
    }

    it("are left to another API that has taken the address over", async () => {
      const other = `
        import { endpoint as row } from "${process.cwd()}/src/spec";
        export const getMenu = row("GET /menu", { access: "public" });`;
      const { graph } = await deploy({
        spec: `export const getStock = endpoint("GET /stock", { access: "iam" });`,
        program: `
          import * as other from "./other/api-spec";
          new SecuredApi("menus", other, { spec: "other/api-spec", handlers: "other/handlers" });
          new SecuredApi("shop", spec);`,
        files: {
          "other/api-spec/index.ts": other,
          "other/handlers/get-menu.ts": `export const handler = async () => ({ statusCode: 200 });`,
          "gatehouse.local.json": JSON.stringify({
            invokes: {
              "pulumi:pulumi:readStackResourceOutputs": {
                outputs: Object.fromEntries([
                  deployed("gatehouse:index:Endpoint", "getMenu", "shop-dev-getStock"),
                ]),
              },
            },
          }),
        },
      });
      const role = graph.find(
        ({ type, name }) => type === "aws:iam/role:Role" && name === "getStock",
      );
      assert.deepEqual(
        role?.options?.aliases?.map((urn) => urn.split("::").at(-1)),
        ["getStock"],
      );
    });
  });
});
