import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Resource, ResourceGraph } from "../../../src/graph/resource";
import { ofKind, type Verified } from "../../../src/access/verify/findings";
import { verifyJson, verifyJunit } from "../../../src/access/verify/to-junit";
import { verifyText } from "../../../src/access/verify/to-text";
import { callAws } from "../../../src/cli/aws/call";
import { runProgram } from "../../../src/cli/program/run-program";
import { readVerifyArguments } from "../../../src/cli/verify/arguments";
import { verify } from "../../../src/cli/verify/run";
import { withAwsEnvironment } from "../../support/aws-environment";
import { root, startGateway, temporaryFolder, type Running } from "../../app/running";

/** Fast, and within the stage's throttle and its burst. */
const rate = "120";

const opened = (resource: Resource, path: string, verb: string): Resource => {
  if (!resource.type.endsWith(":RestApi")) return resource;
  const body = JSON.parse(String(resource.inputs["body"]));
  body.paths[path][verb].security = [];
  return { ...resource, inputs: { ...resource.inputs, body: JSON.stringify(body) } };
};

describe("npm run verify", function () {
  this.timeout(300_000);
  let running: Running;
  let graph: ResourceGraph;
  const folder = temporaryFolder("verify");
  const file = (name: string) => path.join(folder, name);
  const write = (name: string, data: unknown) => {
    fs.writeFileSync(file(name), JSON.stringify(data));
    return file(name);
  };
  const printed: string[] = [];
  const run = async (words: string[], env: Record<string, string | undefined> = {}) => {
    const args = readVerifyArguments(["--rate", rate, ...words]);
    if (typeof args === "string") throw new Error(args);
    const process = { projectDirectory: root, print: (line: string) => void printed.push(line) };
    const partner = { PARTNER: "gold-partner-token" };
    const found = await withAwsEnvironment(env, () =>
      verify(args, { ...process, env: { ...partner, ...env } }),
    );
    if (!("findings" in found)) throw new Error(found.join("\n"));
    return found;
  };
  const here = (name: string) => ["--graph", file(name), "--state", file("state")];
  const proofs = () => [
    "--proofs",
    write("proofs.json", {
      authorizers: { partners: { yes: { headers: { Authorization: "${PARTNER}" } } } },
    }),
  ];

  before(async () => {
    graph = await runProgram({
      ...{ directory: root, stack: "dev", seed: "a seed", showSecrets: true },
      print: () => {},
    });
    write("graph.json", graph);
    running = await startGateway(["--graph", file("graph.json")], root, file("state"));
  });
  after(() => running?.stop());

  describe("of the running gateway", () => {
    let all: Verified;
    before(async () => (all = await run([...here("graph.json"), ...proofs()])));

    it("finds nothing where the gateway enforces the graph", () => {
      assert.deepEqual(ofKind(all, "differs"), []);
      assert.deepEqual(ofKind(all, "failed"), []);
      assert.deepEqual(ofKind(all, "limited"), []);
    });

    it("asks with the credentials of everybody, and skips only what an authorizer's code decides", () => {
      const skipped = ofKind(all, "skipped");
      assert.deepEqual([...new Set(skipped.map(({ endpoint }) => endpoint))], ["GET /deals"]);
      const allowed = all.findings.filter(({ expected }) => expected === "allowed");
      for (const [endpoint, as] of [
        ["GET /restaurants/trends", "key:website@2"],
        ["GET /stock/{restaurant}", "role:billing"],
        ["GET /costs/{restaurant}", "role:billing+key:paidKey"],
        ["POST /restaurants/search", "pool:customers"],
        ["PUT /me", "pool:customers+aws.cognito.signin.user.admin"],
        ["PUT /orders", "pool:customers+orders/write"],
        ["GET /deals", "authorizer:partners yes"],
      ])
        assert.ok(
          allowed.some((one) => one.endpoint === endpoint && one.as === as),
          `${endpoint} as ${as}`,
        );
    });

    it("leaves nobody behind in the user pool", async () => {
      const { awsUrl, region, admin, userPools } = running.local;
      const found = await callAws("cognito-idp", "ListUsers", {
        input: { UserPoolId: userPools["customers"]!.id },
        caller: { keys: admin, region, endpoint: awsUrl },
      });
      assert.deepEqual(found["Users"], []);
    });

    it("asks no endpoint twice as the same caller", () => {
      const pairs = all.findings.map(({ endpoint, as }) => `${endpoint} ${as}`);
      assert.equal(new Set(pairs).size, pairs.length);
    });

    it("writes no secret into any of its outputs", () => {
      const { apiKeys, roles, userPools } = running.local;
      const secrets = [
        ...Object.values(apiKeys).flatMap((keys) => keys.map(({ value }) => value)),
        ...Object.values(roles).map(({ secretAccessKey }) => secretAccessKey),
        ...Object.values(userPools).map(({ scopesClient }) => scopesClient?.secret ?? "none"),
        "gold-partner-token",
      ];
      const outputs = [verifyText(all), verifyJunit(all), JSON.stringify(verifyJson(all))];
      for (const secret of secrets) for (const text of outputs) assert.ok(!text.includes(secret));
    });

    it("writes JUnit XML with a suite for each endpoint", () => {
      const xml = verifyJunit(all);
      assert.match(
        xml,
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="access" tests="\d+" failures="0" errors="0" skipped="20">/,
      );
      assert.equal(xml.match(/<testsuite /g)?.length, 10);
      assert.equal(xml.match(/<testcase /g)?.length, all.findings.length);
    });
  });

  it("finds exactly the row that differs from the graph", async () => {
    write(
      "opened.json",
      graph.map((one) => opened(one, "/restaurants/trends", "get")),
    );
    const found = await run([...here("opened.json"), ...proofs()]);
    const differs = ofKind(found, "differs");
    assert.deepEqual(
      [...new Set(differs.map(({ endpoint }) => endpoint))],
      ["GET /restaurants/trends"],
    );
    assert.ok(differs.every(({ expected }) => expected === "allowed"));
    // Those who bring a key of the row's plan get in either way.
    const row = found.findings.filter(({ endpoint }) => endpoint === "GET /restaurants/trends");
    const same = row.filter(({ kind }) => kind === "same").map(({ as }) => as);
    assert.deepEqual(same, ["key:paidKey", "key:website@1", "key:website@2"]);
    assert.match(verifyText(found), /^REFUSED {2}GET \/restaurants\/trends {2}as nobody\n/);
  });

  describe("of a deployed stack", () => {
    let sts: http.Server;
    const asked: string[] = [];
    let found: Verified;
    const outputs = () => {
      const { apiKeys, userPools, awsUrl } = running.local;
      const { scopesClient } = userPools["customers"]!;
      return {
        apiKeys,
        userPools: { customers: { domain: awsUrl, scopesClient } },
        callers: { billing: { roleArn: "arn:aws:iam::123456789012:role/billing" } },
      };
    };

    before(async () => {
      sts = http.createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += chunk));
        request.on("end", () => {
          const input = new URLSearchParams(body);
          asked.push(`${input.get("Action")} ${input.get("RoleArn") ?? ""}`.trim());
          response.setHeader("Content-Type", "text/xml");
          if (input.get("Action") === "GetCallerIdentity") {
            response.end(
              "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
            );
          } else if (input.get("RoleArn")?.endsWith("/billing")) {
            const { accessKeyId, secretAccessKey, sessionToken } = running.local.roles["billing"]!;
            response.end(
              `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
            );
          } else {
            response.statusCode = 403;
            response.end(
              "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
            );
          }
        });
      });
      await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
      const { port } = sts.address() as AddressInfo;
      const before = running.output().length;
      found = await run(
        [
          ...["--url", running.local.gatewayUrl, "--graph", file("graph.json")],
          ...["--outputs", write("outputs.json", outputs()), ...proofs()],
        ],
        {
          AWS_ACCESS_KEY_ID: "AKIAEXAMPLE000000000",
          AWS_SECRET_ACCESS_KEY: "secret",
          AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
        },
      );
      logged = running.output().slice(before);
    });
    let logged = "";
    after(() => void sts.close());

    it("finds nothing where it is as the graph says", () => {
      assert.deepEqual(ofKind(found, "differs"), []);
      assert.deepEqual(ofKind(found, "failed"), []);
    });

    it("assumes each role once, by the ARN of the outputs or of the caller's account", () => {
      const roles = asked.filter((one) => one.startsWith("AssumeRole"));
      assert.equal(roles.length, new Set(roles).size);
      assert.ok(roles.includes("AssumeRole arn:aws:iam::123456789012:role/billing"));
      assert.ok(
        roles.includes("AssumeRole arn:aws:iam::123456789012:role/restaurants-dev-getStock"),
      );
    });

    it("is let in only as far as validation by methods that change data", () => {
      const writes = found.findings.filter(
        ({ endpoint, kind, expected }) =>
          !endpoint.startsWith("GET ") && kind === "same" && expected === "allowed",
      );
      assert.ok(writes.length > 0);
      for (const one of writes) assert.equal(one.found, "400 BadRequestException");
      assert.doesNotMatch(logged, /(PUT|POST) \S+ .*\b200\b/);
    });

    it("takes no other credentials than those of the profile that is asked for", async () => {
      const words = ["--url", running.local.gatewayUrl, "--graph", file("graph.json")];
      const only = ["--outputs", file("outputs.json"), "--as", "role:billing"];
      const keys = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE000000000", AWS_SECRET_ACCESS_KEY: "secret" };
      const { findings } = await run([...words, ...only, "--profile", "typo"], keys);
      assert.match(printed.join("\n"), /Note: AWS: no AWS credentials .*\[typo\]/);
      assert.ok(findings.every(({ kind }) => kind === "skipped"));
      assert.ok(findings.some(({ found }) => found === "there are no AWS credentials"));
    });

    it("says what could not be asked, and why", () => {
      const reasons = new Set(ofKind(found, "skipped").map((one) => one.found));
      assert.ok(reasons.has("the caller may not assume the role (AccessDenied)"));
      assert.ok(reasons.has("nobody has an expired token of a deployed pool"));
      assert.ok(
        reasons.has("a token of customers needs somebody to sign in: give one by --proofs"),
      );
    });
  });

  it("says so where the gateway has ended", async () => {
    const state = path.join(folder, "ended");
    fs.mkdirSync(state);
    const local = { ...running.local, gatewayUrl: "http://127.0.0.1:1/dev" };
    fs.writeFileSync(path.join(state, "local.json"), JSON.stringify(local));
    await assert.rejects(run(["--state", state]), /No gateway answers at http:\/\/127\.0\.0\.1:1/);
  });

  const wrong: [string, string[], RegExp][] = [
    ["no gateway runs", ["--state", "/nowhere"], /No gateway runs here/],
    ["an endpoint is none", [...here("graph.json"), "--endpoint", "GET /x"], /no such endpoint/],
    [
      "a caller is nobody",
      [...here("graph.json"), "--as", "role:x"],
      /unknown caller|no caller of that name/,
    ],
  ];
  for (const [title, words, message] of wrong) {
    it(`says so where ${title}`, async () => {
      await assert.rejects(run(words), message);
    });
  }
});
