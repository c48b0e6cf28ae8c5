import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { projectOrSkip, type CliProject } from "./pulumi-cli";

const table = `
import { apiKey, caller, endpoint, identityPool, usagePlan, userPool, userPoolClient } from "../src/spec";
export const plans = { free: usagePlan({}), paid: usagePlan({}) };
export const website = apiKey({ plan: plans.paid, versions: [1, 2], store: "secretsManager" });
export const resellers = apiKey({ plan: plans.paid, customers: true });
export const customers = userPool({ signUp: "anyone", verify: "sms", mfa: "optional", groups: ["staff"], signInPage: { callbackUrls: ["https://example.com/in"] } });
export const tablet = userPoolClient({ userPool: customers, secret: true, tokens: { rotateRefreshTokens: true } });
export const getTrends = endpoint("GET /trends", { access: "apiKey", plans: [plans.paid] });
export const getStock = endpoint("GET /stock/{item}", { access: "iam" });
export const getTill = endpoint("GET /till", { access: "cognito", userPool: customers, clients: [tablet] });
export const getPage = endpoint("GET /page", { access: "public", calls: [getTrends], key: website });
export const diners = identityPool({ userPool: customers, calls: [], groups: { staff: [getStock] }, sync: true, providers: { oidc: [{ issuer: "https://login.example.com", clientIds: ["app"] }] } });
export const billing = caller({ assumedBy: "arn:aws:iam::111122223333:root", externalId: "shop-42", calls: [getStock] });
export const release = caller({ assumedBy: { github: "example/shop", branch: "main" }, calls: [getStock] });
export const audit = caller({ role: "arn:aws:iam::444455556666:role/audit", calls: [getStock] });
`;
const program = `
import * as spec from "./api-spec";
import { SecuredApi } from "./src/pulumi";
export const { url, apiId, stageName, apiKeys, keyFingerprints } = new SecuredApi("restaurants", spec).outputs;
`;
const config = (customers: string) => `config:
  aws:region: eu-central-1
  gatehouse:disposable: true
  gatehouse:private: true
  gatehouse:gitHubProvider: true
  gatehouse:customers: { resellers: [${customers}] }
`;

describe("every way in through the Pulumi CLI", function () {
  this.timeout(300_000);
  let project: CliProject;

  const succeed: CliProject["succeed"] = (...args) => project.succeed(...args);

  before(async function () {
    project = projectOrSkip(this);
    for (const file of readdirSync(path.join(project.directory, "handlers"))) {
      if (file.endsWith(".ts")) project.write(`handlers/${file}`);
    }
    for (const name of ["get-trends", "get-stock", "get-till", "get-page"]) {
      project.write(
        `handlers/${name}.ts`,
        "export const handler = async () => ({ statusCode: 200 });\n",
      );
    }
    project.write("api-spec/index.ts", table);
    project.write("index.ts", program);
    project.write("Pulumi.dev.yaml", config("acme"));
    await succeed("stack", "init", "dev");
    await succeed(
      ...["config", "set", "--secret", "--path"],
      ...['gatehouse:apiKeyValues["website-2"]', "a-value-of-our-own-0123456789"],
    );
  });
  after(() => project?.remove());

  it("previews a private API with its network, callers, pools and keys", async () => {
    const output = await succeed("preview");
    for (const line of [
      /\+\s+awsx:ec2:Vpc restaurants/,
      /\+\s+aws:ec2:VpcEndpoint restaurants-execute-api/,
      /\+\s+aws:iam:OpenIdConnectProvider restaurants-github/,
      /\+\s+aws:iam:Role customers-sms/,
      /\+\s+aws:iam:Role diners-staff/,
      /\+\s+aws:cognito:UserPoolClient tablet/,
      /\+\s+aws:secretsmanager:SecretVersion website-2/,
      /\+\s+aws:ssm:Parameter resellers-acme-1/,
      /\+\s+gatehouse:index:Caller audit/,
    ]) {
      assert.match(output, line);
    }
  });

  it("creates it, and changes nothing the second time", async () => {
    await succeed("up", "--yes", "--skip-preview");
    await succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
    const state = project.state();
    assert.equal(state.includes("a-value-of-our-own-0123456789"), false, "a value in clear text");
    assert.match(state, /aws:SourceVpce/);
  });

  it("adds a customer without a change of any function", async () => {
    project.edit(
      "Pulumi.dev.yaml",
      /resellers:[^\n]*\n[^\n]*acme\n|resellers: \[acme\]/,
      (found) =>
        found.includes("[") ? "resellers: [acme, globex]" : `${found.trimEnd()}\n      - globex\n`,
    );
    const output = await succeed("preview");
    assert.match(output, /\+\s+aws:apigateway:ApiKey resellers-globex-1 create/);
    assert.match(output, /\+\s+aws:ssm:Parameter resellers-globex-1 create/);
    assert.doesNotMatch(output, /[~+-]+\s+aws:(lambda|iam):/);
  });

  it("destroys it", async () => {
    await succeed("destroy", "--yes", "--skip-preview");
  });
});
