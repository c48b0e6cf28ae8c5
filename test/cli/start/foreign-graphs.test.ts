import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Resource } from "../../../src/graph/resource";
import type { LocalJson } from "../../../src/local/start/local-json";
import { call, eventOf, foreignGraph, type ForeignCall } from "./foreign";
import {
  startGateway,
  stopGateways,
  temporaryFolder,
  type RunningGateway,
} from "./running-gateway";

const folder = temporaryFolder();
const file = path.join(folder, "graph.json");
const save = (graph: readonly object[]) => fs.writeFileSync(file, JSON.stringify(graph));
const password = "Password-1";

interface Started {
  gateway: RunningGateway;
  local: LocalJson;
}

async function start(graph: readonly object[], env = process.env): Promise<Started> {
  save(graph);
  const gateway = startGateway(["--graph", file], undefined, env);
  return { gateway, local: await gateway.ready() };
}

function clientOptions(local: LocalJson) {
  return { endpoint: local.awsUrl, region: local.region, credentials: local.admin };
}

async function newPerson(local: LocalJson, name: string): Promise<void> {
  const client = new CognitoIdentityProviderClient(clientOptions(local));
  const who = { UserPoolId: local.userPools.people!.id, Username: name };
  await client.send(new AdminCreateUserCommand({ ...who, MessageAction: "SUPPRESS" }));
  await client.send(
    new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }),
  );
}

async function signIn(local: LocalJson, name: string): Promise<string> {
  const client = new CognitoIdentityProviderClient(clientOptions(local));
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: local.userPools.people!.clientId!,
      AuthParameters: { USERNAME: name, PASSWORD: password },
    }),
  );
  return AuthenticationResult!.IdToken!;
}

after(async () => {
  await stopGateways();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("npm start with a graph of several APIs", () => {
  const exported = "exported12.execute-api.eu-north-1.amazonaws.com";
  let upstream: http.Server;
  let started: Started;
  const ask = (wanted: ForeignCall) => call(started.local, wanted);

  before(async () => {
    upstream = http.createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const { method, url, headers } = request;
        const body = Buffer.concat(parts).toString();
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ method, url, q: headers["x-q"], body }));
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    const { port } = upstream.address() as AddressInfo;
    started = await start(foreignGraph("foreign-apis", `http://127.0.0.1:${port}`));
  });
  after(async () => {
    await stopGateways();
    upstream.close();
  });

  it("answers as the first API where the Host is loopback", async () => {
    const event = eventOf(await ask({ path: "/v1/who" }));
    assert.equal(event.requestContext.apiId, "first00001");
    assert.equal(event.requestContext.stage, "v1");
    assert.equal(event.requestContext.accountId, "210987654321");
  });

  it("picks the API by its Host", async () => {
    const answer = await ask({ host: exported, path: "/live/orders", method: "OPTIONS" });
    assert.deepEqual([answer.status, answer.headers["access-control-allow-origin"]], [200, "*"]);
    assert.equal((await ask({ host: exported, path: "/v1/who" })).status, 403);
    const foreign = "elsewhere0.execute-api.eu-north-1.amazonaws.com";
    assert.equal((await ask({ host: foreign, path: "/v1/who" })).status, 403);
  });

  it("maps the base paths of a domain, without the stage in the path", async () => {
    const event = eventOf(await ask({ host: "api.example.com", path: "/shop/items/7" }));
    assert.equal(event.path, "/shop/items/7");
    assert.equal(event.resource, "/items/{id}");
    assert.deepEqual(event.pathParameters, { id: "7" });
    assert.equal(event.requestContext.path, "/shop/items/7");
    assert.equal(event.requestContext.stage, "v1");
    assert.equal(event.requestContext.domainName, "api.example.com");
    assert.equal(event.requestContext.customDomain.basePathMatched, "shop");
  });

  it("maps a whole domain, and leaves the stage to the path where a mapping names none", async () => {
    assert.equal(eventOf(await ask({ host: "whole.example.com", path: "/who" })).path, "/who");
    const image = { host: "api.example.com", path: "/any/live/image" };
    assert.equal((await ask({ ...image, headers: { accept: "image/png" } })).bytes[0], 137);
    assert.equal((await ask({ host: "api.example.com", path: "/none/who" })).status, 403);
  });

  it("runs MOCK, HTTP_PROXY, HTTP and AWS integrations", async () => {
    const texts = await Promise.all([
      ask({ path: "/v1/mock" }),
      ask({ path: "/v1/proxied/a/b?c=1", method: "PUT", body: "whole" }),
      ask({ path: "/v1/fetched?q=soup" }),
      ask({ path: "/v1/templated", method: "POST", body: '{"name":"Ada"}' }),
    ]);
    assert.deepEqual(
      texts.map(({ status, text }) => [status, JSON.parse(text)]),
      [
        [200, { stage: "v1", tier: "silver" }],
        [200, { method: "PUT", url: "/a/b?c=1", body: "whole" }],
        [
          200,
          { upstream: { method: "POST", url: "/fetched", q: "soup", body: '{"asked":"soup"}' } },
        ],
        [200, { hello: "Ada" }],
      ],
    );
  });

  it("answers 501 for another service, and names it in the log", async () => {
    assert.equal((await ask({ path: "/v1/queue", method: "POST" })).status, 501);
    await started.gateway.line((line) => /service sqs/.test(JSON.stringify(line)));
  });

  it("refuses without the function's permission, and throttles one that may not run", async () => {
    for (const target of ["/v1/unpermitted", "/v1/frozen"]) {
      const { status, text } = await ask({ path: target });
      assert.deepEqual([status, text], [500, '{"message": "Internal server error"}']);
    }
  });

  const order = { host: exported, path: "/live/orders", method: "POST" };
  const headers = { "X-Token": "let-me", "X-Trace": "1", "content-type": "application/json" };
  const orders: [what: string, wanted: Partial<ForeignCall>, status: number, text: RegExp][] = [
    ["no token", { headers: {} }, 418, /^\{"why":"Unauthorized"\}$/],
    ["a token of another form", { headers: { "X-Token": "me" } }, 418, /Unauthorized/],
    ["a token that its function refuses", { headers: { "X-Token": "let-nobody" } }, 418, /Unau/],
    ["a token that is denied", { headers: { "X-Token": "let-deny" } }, 403, /explicit deny/],
    ["a header missing", { headers: { "X-Token": "let-me" } }, 400, /\[X-Trace\]/],
    ["a body of another form", { headers, body: '{"amount":1}' }, 400, /Invalid request body/],
    ["all it asks for", { headers, body: '{"item":"soup"}' }, 200, /^\{"ok":true\}$/],
  ];
  for (const [what, wanted, status, text] of orders)
    it(`reads authorizers, validators and gateway responses of an export: ${what}`, async () => {
      const answer = await ask({ ...order, ...wanted });
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, text);
      assert.equal(answer.headers["x-why"], status === 418 ? "no token" : undefined);
      assert.equal(answer.headers["x-made"], status === 200 ? "here" : undefined);
    });

  it("reads the key source of an export, and two requirements as both", async () => {
    const metered = { host: exported, headers: { "X-Token": "let-me" } };
    const key = started.local.apiKeys.shop![0]!.value;
    const known = await ask({ ...metered, path: `/live/metered?shop=${key}` });
    assert.equal(known.status, 200);
    assert.equal(eventOf(known).requestContext.identity.apiKeyId, "keyshop001");
    assert.equal((await ask({ ...metered, path: "/live/metered?shop=another" })).status, 403);
    assert.equal((await ask({ ...metered, path: "/live/request" })).status, 418);
  });

  it("reads IAM, pools, policy and binary types of an export", async () => {
    const unsigned = await ask({ host: exported, path: "/live/signed" });
    assert.match(unsigned.text, /Missing Authentication Token/);
    const as = started.local.roles.functions!;
    assert.equal((await ask({ host: exported, path: "/live/signed", as })).status, 200);
    assert.equal((await ask({ host: exported, path: "/live/pool" })).status, 418);
    const closed = await ask({ host: exported, path: "/live/closed" });
    assert.match(closed.text, /with an explicit deny in a resource-based policy/);
  });

  it("keeps the identities of the graph and names what it does not enforce once", () => {
    const { apiId, accountId, region, apiKeys, userPools } = started.local;
    assert.deepEqual([apiId, accountId, region], ["first00001", "210987654321", "eu-north-1"]);
    assert.deepEqual(apiKeys.shop, [
      { version: 1, id: "keyshop001", value: "shop-key-of-twenty-characters" },
    ]);
    assert.equal(userPools.people!.id, "eu-north-1_Exported1");
    const named = (type: string) =>
      started.gateway.lines.filter(({ text }) => String(text).includes(type)).length;
    assert.equal(named("aws:wafv2/webAcl:WebAcl"), 1);
    // A table carries no way to call an API.
    assert.equal(named("aws:dynamodb/table:Table"), 0);
  });
});

describe("npm start with a graph of single resources", () => {
  let clock: string;
  let started: Started;
  const graph = foreignGraph("foreign-resources");
  const ask = (wanted: ForeignCall) => call(started.local, wanted);
  const shift = (seconds: number) => fs.writeFileSync(clock, String(seconds * 1_000));

  before(async () => {
    clock = path.join(folder, "clock");
    shift(0);
    const preload = path.join(__dirname, "shifted-clock.cjs");
    const env = { ...process.env, CLOCK_FILE: clock, NODE_OPTIONS: `--require ${preload}` };
    started = await start(graph, env);
  });
  after(() => stopGateways());

  it("keeps ids and secrets, by the Pulumi names of the resources", () => {
    const { local } = started;
    assert.equal(local.apiId, "single0001");
    assert.equal(local.apiKeys.hidden![0]!.value, "a-hidden-key-of-27-letters!");
    assert.ok(local.apiKeys.made![0]!.value.length >= 20);
    assert.deepEqual(local.userPools.people, {
      id: "eu-north-1_Single001",
      clientId: "1webclientofpeople00000001",
      scopesClient: {
        id: "1machineclientofpeople0002",
        secret: "machinesecretmachinesecretmachinesecretmachine12345",
      },
    });
    assert.equal(
      local.identityPools.visitors!.id,
      "eu-north-1:0b0b0b0b-1111-2222-3333-444444444444",
    );
    assert.equal(local.roles.stranger!.arn, "arn:aws:iam::999988887777:role/stranger");
    assert.equal(local.users["robot-key"]!.accessKeyId, "AKIAIOSFODNN7ROBOT01");
  });

  it("routes, validates, mocks and answers by its own responses", async () => {
    const post = { method: "POST", path: "/prod/orders" };
    const headers = { "X-Trace": "1", "content-type": "application/json" };
    assert.equal(
      (await ask(post)).text,
      '{"message": "Missing required request parameters: [X-Trace]"}',
    );
    assert.equal(
      (await ask({ ...post, headers, body: "{}" })).text,
      '{"message": "Invalid request body"}',
    );
    assert.equal((await ask({ ...post, headers, body: '{"item":"a"}' })).status, 200);
    assert.deepEqual(eventOf(await ask({ path: "/prod/files/a/b" })).pathParameters, {
      proxy: "a/b",
    });
    const mock = await ask({ path: "/prod/mock" });
    assert.deepEqual([mock.status, mock.text], [404, '{"gone":true}']);
    const lost = await ask({ path: "/prod/nowhere" });
    assert.deepEqual([lost.status, lost.text], [404, '{"lost":"Missing Authentication Token"}']);
  });

  it("refuses what depends on a value that is not known, and names it at the start", async () => {
    const { status, text } = await ask({ path: "/prod/unknown" });
    assert.ok(status >= 400, text);
    assert.equal((await ask({ path: "/prod/unset" })).text, "undefinednow");
    const notes = started.gateway.lines.map(({ text }) => String(text)).join("\n");
    assert.match(notes, /Method "unknown": authorization is not known, so it refuses/);
    assert.match(notes, /Function "unset": not known here, so not set: LATER/);
  });

  it("takes inline, own and attached policies, and needs both sides across accounts", async () => {
    const { roles } = started.local;
    const asked = async (as: string, method: string) =>
      (await ask({ method, path: "/prod/signed", as: roles[as]! })).status;
    for (const role of ["caller", "attached", "named", "stranger"])
      assert.equal(await asked(role, "GET"), 200, role);
    // In the API's own account the resource policy alone is enough, docs/aws-facts.md 5.
    assert.equal(await asked("caller", "DELETE"), 200);
    assert.equal(await asked("stranger", "DELETE"), 403);
    assert.equal((await ask({ path: "/prod/signed" })).status, 404);
    assert.match((await ask({ path: "/prod/closed" })).text, /explicit deny/);
  });

  it("takes the access keys of users, and not those that are inactive", async () => {
    const { users } = started.local;
    const signed = await ask({ path: "/prod/signed", as: users["robot-key"]! });
    const { identity } = eventOf(signed).requestContext;
    assert.equal(identity.userArn, "arn:aws:iam::210987654321:user/robots/robot");
    assert.equal((await ask({ path: "/prod/signed", as: users["robot-old"]! })).status, 403);
  });

  it("gives visitors of an identity pool the rights of their role", async () => {
    const { local } = started;
    const client = new CognitoIdentityClient(clientOptions(local));
    const { IdentityId } = await client.send(
      new GetIdCommand({ IdentityPoolId: local.identityPools.visitors!.id }),
    );
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    const as = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    assert.equal((await ask({ path: "/prod/signed", as })).status, 200);
  });

  it("holds a role's sessions to its own length", async () => {
    const { local } = started;
    const sts = new STSClient(clientOptions(local));
    const assume = (DurationSeconds: number) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: local.roles.caller!.arn!,
          RoleSessionName: "long",
          DurationSeconds,
        }),
      );
    assert.ok((await assume(7_200)).Credentials);
    await assert.rejects(assume(7_201), { name: "ValidationError", message: /MaxSessionDuration/ });
  });

  it("opens with keys of the plan and with no other", async () => {
    const status = async (key: string) =>
      (await ask({ path: "/prod/metered", headers: { "x-api-key": key } })).status;
    const { apiKeys } = started.local;
    for (const name of ["hidden", "made"])
      assert.equal(await status(apiKeys[name]![0]!.value), 200);
    for (const key of [apiKeys.stray![0]!.value, "another"]) assert.equal(await status(key), 403);
  });

  it("moves token expiry, refill, quota and cache with the clock of a preload", async () => {
    const { local } = started;
    shift(0);
    await newPerson(local, "ada@example.com");
    const token = await signIn(local, "ada@example.com");
    const pool = { path: "/prod/pool", headers: { Authorization: token } };
    const claims = eventOf(await ask(pool)).requestContext.authorizer.claims;
    assert.equal(claims.iss, "https://cognito-idp.eu-north-1.amazonaws.com/eu-north-1_Single001");
    const slow = { path: "/prod/orders/1" };
    assert.deepEqual([(await ask(slow)).status, (await ask(slow)).status], [200, 429]);
    const custom = { path: "/prod/custom", headers: { Authorization: "yes" } };
    const calls = async () => eventOf(await ask(custom)).requestContext.authorizer.calls;
    assert.deepEqual([await calls(), await calls()], ["1", "1"]);
    const key = { "x-api-key": local.apiKeys.plain![0]!.value };
    const metered = async () => (await ask({ path: "/prod/metered", headers: key })).status;
    assert.deepEqual([await metered(), await metered(), await metered()], [200, 200, 200]);
    assert.equal(await metered(), 429);

    shift(61);
    assert.equal(await calls(), "2");
    shift(1_001);
    assert.deepEqual([(await ask(slow)).status, (await ask(slow)).status], [200, 429]);
    assert.equal((await ask(pool)).status, 200);
    shift(3_601);
    assert.equal((await ask(pool)).text, '{"message":"The incoming token has expired"}');
    shift(2 * 24 * 3_600);
    assert.equal(await metered(), 200);
    shift(0);
  });

  it("keeps people aside while their pool is gone, and has them when it is back", async () => {
    const { local, gateway } = started;
    await newPerson(local, "bob@example.com");
    const isPool = ({ type, name }: Resource) => type.endsWith(":UserPool") && name === "people";
    const reloads = () => gateway.lines.filter(({ text }) => /^Reloaded/.test(String(text))).length;
    const saved = async (next: readonly Resource[]) => {
      const before = reloads();
      save(next);
      await gateway.line(() => reloads() > before);
    };
    await saved(graph.filter((one) => !isPool(one)));
    await assert.rejects(signIn(local, "bob@example.com"));
    await saved(graph);
    const token = await signIn(local, "bob@example.com");
    const answer = await ask({ path: "/prod/pool", headers: { Authorization: token } });
    assert.equal(answer.status, 200);
  });
});

describe("npm start with a graph that AWS refuses", () => {
  it("ends with 1 and all reasons", async () => {
    const table = JSON.parse(
      fs.readFileSync(path.join(__dirname, "../../cases/graphs/problems.json"), "utf8"),
    ) as { base: Resource[]; cases: { name: string; add: Resource[]; problems: string[] }[] };
    const chosen = [
      "two keys of one value",
      "an eleventh authorizer",
      "a parameter beside a greedy one",
      "an environment with reserved names, in AWS's words",
      "a resource policy that is too long",
      "a role whose sessions last a minute",
    ].map((name) => table.cases.find((one) => one.name === name)!);
    save([...table.base, ...chosen.flatMap(({ add }) => add)]);
    const gateway = startGateway(["--graph", file]);
    assert.equal(await gateway.exit, 1);
    const text = gateway.lines.map((line) => String(line.text)).join("\n");
    for (const problem of chosen.flatMap(({ problems }) => problems))
      assert.ok(text.includes(problem), `${problem}\nis not among\n${text}`);
  });
});
