import assert from "node:assert/strict";
import { readGraph } from "../../../src/graph/read/read-graph";
import { noteCodes, type NoteCode } from "../../../src/access/notes/codes";
import { reportOf } from "../../../src/access/report/report-of";
import { editBody, find, type Draft } from "../diff/rows";
import { shopGraph } from "../../graph/shop";

const api = "arn:aws:execute-api:eu-central-1:000000000000:49nn3y1f36";
const policyText = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const add = (graph: Draft, type: string, name: string, inputs: object) =>
  graph.push({ type, name, urn: `${type}::${name}`, inputs, outputs: {} });
const integration = { type: "mock", requestTemplates: {} };
const open = { security: [], responses: {}, "x-amazon-apigateway-integration": integration };

/** For each code: what makes the note appear, and where. */
const cases: Partial<Record<NoteCode, [where: string, edit: (graph: Draft) => void]>> = {
  GH001: [
    "GET /stock/{shop}",
    (graph) => {
      find(graph, "restApi:RestApi", "shop").inputs.policy = policyText({
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
      });
    },
  ],
  GH002: [
    "partners",
    (graph) => editBody(graph, ({ paths }) => (paths["/prices"].get.security = [{ partners: [] }])),
  ],
  GH003: [
    "GET /files/{proxy+}",
    (graph) => editBody(graph, ({ paths }) => (paths["/files/{proxy+}"] = { get: open })),
  ],
  GH004: [
    "/",
    (graph) =>
      editBody(graph, ({ paths }) => {
        const { responseParameters } =
          paths["/"].options["x-amazon-apigateway-integration"].responses.default;
        responseParameters["method.response.header.Access-Control-Allow-Origin"] = "'*'";
        responseParameters["method.response.header.Access-Control-Allow-Credentials"] = "'true'";
      }),
  ],
  GH005: [
    "diners",
    (graph) => {
      find(graph, "identityPool:IdentityPool", "diners").inputs.allowUnauthenticatedIdentities =
        true;
    },
  ],
  GH006: [
    "staff",
    (graph) => {
      find(graph, "userPool:UserPool", "staff").inputs.adminCreateUserConfig = {};
      editBody(graph, ({ paths }) => (paths["/orders"].get.security = [{ staff: [] }]));
    },
  ],
  GH007: ["GET /prices", () => {}],
  GH008: [
    "GET /files",
    (graph) =>
      editBody(graph, ({ paths }) => {
        paths["/files"] = { get: { ...open, security: [{ apiKey: [] }] } };
      }),
  ],
  GH009: [
    "free",
    (graph) => delete find(graph, "usagePlan:UsagePlan", "free").inputs.quotaSettings,
  ],
  GH010: [
    "billing",
    (graph) => {
      find(graph, "role:Role", "billing").inputs.assumeRolePolicy = policyText({
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "sts:AssumeRole",
      });
    },
  ],
  GH011: [
    "GET /stock/{shop}",
    (graph) => {
      find(graph, "rolePolicy:RolePolicy", "getDeals").inputs.policy = policyText({
        Action: "lambda:InvokeFunction",
        Resource: find(graph, "function:Function", "getStock").outputs.arn,
      });
    },
  ],
  GH012: [
    "getHome",
    (graph) => delete find(graph, "permission:Permission", "getHome").inputs.sourceArn,
  ],
  GH013: [
    "staff",
    (graph) => {
      delete find(graph, "userPool:UserPool", "staff").inputs.mfaConfiguration;
      editBody(graph, ({ paths }) => (paths["/orders"].get.security = [{ staff: [] }]));
    },
  ],
  GH014: [
    "staff",
    (graph) => {
      find(graph, "userPool:UserPool", "staff").inputs.passwordPolicy = { minimumLength: 6 };
      editBody(graph, ({ paths }) => (paths["/orders"].get.security = [{ staff: [] }]));
    },
  ],
  GH015: ["PUT /stock/{shop}", () => {}],
  GH016: [
    "GET /prices",
    (graph) =>
      graph.splice(graph.indexOf(find(graph, "usagePlanKey:UsagePlanKey", "customer-1")), 1),
  ],
  GH017: [
    "GET /",
    (graph) => graph.splice(graph.indexOf(find(graph, "permission:Permission", "getHome")), 1),
  ],
  GH018: [
    "diners",
    (graph) => (find(graph, "identityPool:IdentityPool", "diners").inputs.allowClassicFlow = true),
  ],
  GH019: [
    "shop",
    (graph) => {
      add(graph, "aws:apigateway/domainName:DomainName", "shop", { domainName: "shop.example" });
      add(graph, "aws:apigateway/basePathMapping:BasePathMapping", "shop", {
        domainName: "shop.example",
        restApi: "49nn3y1f36",
        stageName: "dev",
      });
    },
  ],
  GH020: [
    "shop/dev",
    (graph) => delete find(graph, "stage:Stage", "shop").inputs.accessLogSettings,
  ],
  GH021: [
    "billing",
    (graph) => {
      find(graph, "rolePolicy:RolePolicy", "billing").inputs.policy = policyText({
        Action: "execute-api:Invoke",
        Resource: `${api}/*`,
      });
    },
  ],
  GH022: [
    "OPTIONS /",
    (graph) => editBody(graph, ({ paths }) => (paths["/"].options.security = [{ iam: [] }])),
  ],
};

describe("the notes of the report", function () {
  this.timeout(300_000);
  let text: string;
  before(async () => {
    text = JSON.stringify(await shopGraph());
  });
  const notesOf = (edit: (graph: Draft) => void) => {
    const graph = JSON.parse(text);
    edit(graph);
    return reportOf(readGraph(graph)).notes;
  };

  for (const [code, [where, edit]] of Object.entries(cases))
    it(`${code}: ${noteCodes[code as NoteCode].title}`, () => {
      const notes = notesOf(edit);
      assert.ok(
        notes.some((one) => one.code === code && one.where === where),
        notes.map((one) => `${one.code} ${one.where}`).join("\n"),
      );
    });

  it("GH023: what decides is not known here, so it refuses", () => {
    const { apis, ...rest } = readGraph(JSON.parse(text));
    const blind = apis.map((one) => ({
      ...one,
      resources: one.resources.map(({ methods, ...resource }) => ({
        ...resource,
        methods: Object.fromEntries(
          Object.entries(methods).map(([verb, method]) => [
            verb,
            { ...method, authorizationType: "unknown" as const },
          ]),
        ),
      })),
    }));
    const { notes } = reportOf({ ...rest, apis: blind });
    assert.ok(notes.some((one) => one.code === "GH023" && one.where === "GET /"));
  });

  it("says of the shop only what is so", () => {
    assert.deepEqual(
      notesOf(() => {}).map((one) => `${one.code} ${one.where}`),
      ["GH007 GET /prices", "GH015 PUT /stock/{shop}"],
    );
  });
});
