import assert from "node:assert/strict";
import { projectOrSkip, type CliProject } from "./pulumi-cli";

describe("the Pulumi CLI, from the first preview to destroy", function () {
  this.timeout(300_000);
  let project: CliProject;
  let planned: string | undefined;
  let outputs: { apiKeys: Record<string, { value: string }[]>; userPools: any; url: string };

  const succeed: CliProject["succeed"] = (...args) => project.succeed(...args);
  const table = "api-spec/index.ts";

  before(async function () {
    project = projectOrSkip(this);
    await succeed("stack", "init", "dev");
  });
  after(() => project?.remove());

  it("shows everything in the first preview", async () => {
    const output = await succeed("preview");
    for (const line of [
      /\+\s+gatehouse:index:Endpoint GET \/stock\/\{restaurant\}.* create/,
      /\+\s+aws:apigateway:RestApi restaurants/,
      /\+\s+aws:lambda:Function putOrders/,
      /\+\s+aws:lambda:Permission getIndex/,
      /\+\s+aws:lambda:Alias reserveStock-direct/,
      /\+\s+aws:apigateway:UsagePlanKey website-2/,
      /\+\s+aws:cognito:UserPoolDomain customers/,
      /\+\s+aws:cognito:IdentityPoolRoleAttachment diners/,
    ]) {
      assert.match(output, line);
    }
    planned = /\+ (\d+) to create/.exec(output)?.[1];
    assert.ok(Number(planned) > 90, output);
  });

  it("creates it", async () => {
    const output = await succeed("up", "--yes", "--skip-preview");
    assert.equal(/\+ (\d+) created/.exec(output)?.[1], planned);
    outputs = JSON.parse(await succeed("stack", "output", "--json", "--show-secrets"));
    assert.match(outputs.url, /^https:\/\/.*\.execute-api\.eu-central-1\.amazonaws\.com\/dev$/);
  });

  it("changes nothing the second time", async () => {
    await succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
  });

  it("keeps no value of a key and no client secret in clear text", () => {
    const state = project.state();
    const keys = Object.values(outputs.apiKeys).flat();
    const secrets = [
      ...keys.map(({ value }) => value),
      outputs.userPools.customers.scopesClient.secret as string,
    ];
    assert.equal(secrets.length, 5);
    for (const secret of secrets) {
      assert.ok(secret.length > 8);
      assert.equal(state.includes(secret), false);
    }
    assert.ok(state.includes(outputs.userPools.customers.clientId));
  });

  it("previews a changed access as such, and touches no function but the row's own and its callers'", async () => {
    project.edit(table, /("GET \/stock\/\{restaurant\}", \{\s+access: )"iam"/, '$1"public"');
    const output = await succeed("preview");
    project.edit(table, /("GET \/stock\/\{restaurant\}", \{\s+access: )"public"/, '$1"iam"');
    assert.match(
      output,
      /~\s+gatehouse:index:Endpoint GET \/stock\/\{restaurant\} update \[diff: ~access\]/,
    );
    assert.match(output, /~\s+aws:apigateway:RestApi restaurants update \[diff: ~body\]/);
    const changed = [...output.matchAll(/~\s+aws:lambda:Function (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(changed.sort(), ["getStock", "putOrders"]);
    assert.doesNotMatch(output, /(delete|replace).*:(UserPool|ApiKey|Function|Role) /);
  });

  const added = '\nexport const getMenu = endpoint("GET /menu", { access: "public" });\n';

  it("adds a row, and takes it out again", async () => {
    project.edit(table, /$/, added);
    project.write(
      "handlers/get-menu.ts",
      "export const handler = async () => ({ statusCode: 200 });\n",
    );
    const add = await succeed("preview");
    assert.match(add, /\+\s+gatehouse:index:Endpoint GET \/menu create/);
    assert.match(add, /\+\s+aws:lambda:Function getMenu create/);
    await succeed("up", "--yes", "--skip-preview");

    project.edit(table, added, "");
    project.write("handlers/get-menu.ts");
    const remove = await succeed("up", "--yes", "--skip-preview");
    assert.match(remove, /-\s+gatehouse:index:Endpoint GET \/menu delet/);
    assert.match(remove, /-\s+aws:lambda:Function getMenu delet/);
    await succeed("preview", "--expect-no-changes");
  });

  it("says what is wrong with a table, without a stack", async () => {
    project.edit(table, /$/, added);
    const { code, output } = await project.pulumi("preview");
    project.edit(table, added, "");
    assert.notEqual(code, 0);
    assert.match(output, /getMenu/);
    assert.doesNotMatch(output, /^\s+at .*:\d+:\d+/m);
  });

  it("refuses to destroy a pool of a stack that is not disposable", async () => {
    project.edit("Pulumi.dev.yaml", /(gatehouse:disposable: ).*/, "$1false");
    await succeed("up", "--yes", "--skip-preview");
    const { code, output } = await project.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /protect/);
    project.edit("Pulumi.dev.yaml", /(gatehouse:disposable: ).*/, "$1true");
    await succeed("up", "--yes", "--skip-preview");
  });

  it("destroys it", async () => {
    await succeed("destroy", "--yes", "--skip-preview");
    assert.deepEqual(JSON.parse(await succeed("stack", "export")).deployment.resources ?? [], []);
  });
});
