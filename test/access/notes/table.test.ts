import assert from "node:assert/strict";
import { reportOf } from "../../../src/access/report/report-of";
import { toMarkdown } from "../../../src/access/report/markdown";
import { readGraph } from "../../../src/graph/read/read-graph";
import { checksOf } from "../../../src/access/notes/checks-of";
import { laptopTexts, problemsText } from "../../../src/access/notes/check-text";
import { previewChecks } from "../../../src/pulumi/preview/preview-checks";
import { deploy } from "../../pulumi/deploy";
import { brief } from "./case";

const spec = (accept: { row?: string; pool?: string; plan?: string; api?: string }) => {
  const field = (text: string | undefined) => (text === undefined ? "" : `, accept: ["${text}"]`);
  return `
  export const settings = apiSettings({ description: "A shop" ${field(accept.api)} });
  export const plan = usagePlan({ throttle: { rateLimit: 1, burstLimit: 1 } ${field(accept.plan)} });
  export const key = apiKey({ plan });
  export const people = userPool({ signUp: "anyone" ${field(accept.pool)} });
  export const postNote = endpoint("POST /notes", { access: "public" ${field(accept.row)} });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: people });
`;
};

describe("the checks of a table", function () {
  this.timeout(300_000);

  it("are the warnings of a preview, with no problem in a table that builds", async () => {
    const { graph } = await deploy({ spec: spec({}) });
    const { warnings, problems } = previewChecks(graph);
    assert.deepEqual(brief(warnings), ["GH006 people", "GH009 plan", "GH027 POST /notes"]);
    assert.deepEqual(problems, []);
  });

  it("are gone where each thing accepts its own, and stand in access.md with the reasons", async () => {
    const { graph } = await deploy({
      spec: spec({
        row: "GH027: notes are for anyone",
        pool: "GH006: it is a game",
        plan: "GH009: a rate is enough",
        api: "GH020: none needed",
      }),
      config: "  gatehouse:accessLogs: false\n",
    });
    const { warnings, problems } = previewChecks(graph);
    assert.deepEqual(brief([...warnings, ...problems]), []);
    const text = toMarkdown(reportOf(readGraph(graph)));
    for (const reason of [
      "notes are for anyone",
      "it is a game",
      "a rate is enough",
      "none needed",
    ])
      assert.ok(text.includes(`Accepted: \`${reason}\`.`), reason);
    const accepted = graph.find(({ type }) => type === "gatehouse:index:Accepted");
    assert.deepEqual(accepted?.inputs["names"], { "POST /notes": "postNote" });
  });

  it("name a code that does not exist as a problem, all at once", async () => {
    const { graph } = await deploy({ spec: spec({ row: "GH777: x", pool: "GH778: x" }) });
    const { problems } = previewChecks(graph);
    assert.deepEqual(brief(problems), ["GH038 POST /notes", "GH038 people"]);
    assert.match(problemsText(problems), /^2 access problems:\n- GH038 .*\n- GH038 .*$/);
    const said = laptopTexts(checksOf(readGraph(graph)));
    assert.match(said[0]!, /^pulumi preview would refuse this\. 2 access problems:\n- GH038 /);
    assert.equal(said[1], "3 access warnings (GH006, GH009, GH027): npm run report lists them.");
    assert.equal(said.length, 2);
  });

  it("leave a table that accepts nothing as it was", async () => {
    const { graph } = await deploy({ spec: spec({}) });
    assert.ok(!graph.some(({ type }) => type === "gatehouse:index:Accepted"));
  });
});
