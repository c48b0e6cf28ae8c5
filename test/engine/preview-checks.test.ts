import assert from "node:assert/strict";
import { projectOrSkip, type CliProject } from "./pulumi-cli";

const table = "api-spec/index.ts";

describe("the checks of a preview by the Pulumi CLI", function () {
  this.timeout(180_000);
  let project: CliProject;

  before(async function () {
    project = projectOrSkip(this);
    await project.succeed("stack", "init", "dev");
  });
  after(() => project?.remove());

  it("warns where the first preview knows no id yet, and registers nothing twice", async () => {
    project.edit(
      table,
      'endpoint("POST /restaurants/search", {\n  access: "cognito",\n  userPool: customers,',
      'endpoint("POST /restaurants/search", {\n  access: "public",',
    );
    const { code, output } = await project.pulumi("preview");
    assert.equal(code, 0, output);
    assert.match(output, /warning: GH006 customers: anyone may sign up/);
    assert.match(output, /GH027 POST \/restaurants\/search: anyone may change something/);
    assert.match(output, /accept: \["GH027: why"\]/);
    assert.doesNotMatch(output, /was not checked/);
    assert.equal(output.match(/aws:apigateway:RestApi restaurants create/g)?.length, 1, output);
  });

  it("says no more of what is accepted, and shows the acceptance as a resource", async () => {
    project.edit(
      table,
      'endpoint("POST /restaurants/search", {\n  access: "public",',
      'endpoint("POST /restaurants/search", {\n  access: "public",\n  accept: ["GH027: a search changes nothing"],',
    );
    const { code, output } = await project.pulumi("preview");
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /GH027/);
    assert.match(output, /\+\s+gatehouse:index:Accepted restaurants create/);
  });

  it("ends with all problems at once", async () => {
    project.edit(table, "GH027: a search changes nothing", "GH999: no such check");
    project.edit(
      "index.ts",
      "  functions: {",
      `  transform: {
    "aws:lambda/permission:Permission": ({ sourceArn, ...args }, { name }) =>
      name.startsWith("getStock") ? args : { ...args, sourceArn },
  },
  functions: {`,
    );
    const { code, output } = await project.pulumi("preview");
    assert.notEqual(code, 0, output);
    assert.match(
      output,
      /error: 2 access problems:\s+- GH012 getStock: a function that API Gateway/,
    );
    assert.match(
      output,
      /- GH038 POST \/restaurants\/search: .*"GH999: no such check" names no check/,
    );
  });

  it("ends with numbers that no function may have", async () => {
    project.edit(
      "index.ts",
      "  functions: {",
      `  defaults: { memoryMegabytes: 64, timeoutSeconds: 1000 },
  functions: {`,
    );
    const { code, output } = await project.pulumi("preview");
    assert.notEqual(code, 0, output);
    assert.match(output, /The table has 2 problems:/);
    assert.match(output, /`defaults\.memoryMegabytes` .* from 128 to 10240, found 64/);
    assert.match(output, /`defaults\.timeoutSeconds` .* from 1 to 29, found 1000/);
  });

  it("ends with what AWS would refuse, before anything is made", async () => {
    project.edit(
      "index.ts",
      "  functions: {",
      `  defaults: { environment: { AWS_REGION: "eu-west-1" } },
  functions: {`,
    );
    const { code, output } = await project.pulumi("preview");
    assert.notEqual(code, 0, output);
    assert.match(output, /AWS would refuse \d+ parts? of it:/);
    assert.match(output, /keeps these names of its environment for itself: AWS_REGION/);
  });
});
