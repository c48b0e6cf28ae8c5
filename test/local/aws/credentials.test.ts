import assert from "node:assert/strict";
import { contextKeys } from "../../../src/iam/language/variables";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeDefinition } from "../../../src/local/identities/complete";
import { createCredentials } from "../../../src/local/identities/create-credentials";
import { permissionOf } from "../../../src/local/identities/permission";
import type { Identity, Store } from "../../../src/local/start/services";
import { openStore } from "../../../src/local/store/store";
import { allow, graphDefinition } from "./definition";

describe("createCredentials", () => {
  let folder: string;
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-credentials-"));
    store = openStore(folder);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [role] = graphDefinition().roles;
  const user = {
    name: "reporter",
    userName: "reporter",
    arn: "arn:aws:iam::000000000000:user/reporter",
    uniqueId: "AIDAREPORTER",
    accountId: "000000000000",
    policies: [],
    tags: { team: "billing" },
    accessKeys: [
      { name: "reporter", accessKeyId: "AKIAREPORTER", secretAccessKey: "s3cret", active: true },
      { name: "old", accessKeyId: "AKIAOLD", secretAccessKey: "s3cret", active: false },
    ],
  };
  const open = () => {
    const credentials = createCredentials({ store });
    void credentials.load(graphDefinition({ users: [user] }));
    return credentials;
  };

  it("finds a session after a restart, with the identity of its role", async () => {
    const made = await open().assume(role?.arn ?? "", { sessionName: "local" });
    await store.close();
    store = openStore(folder);
    const found = open().find(made.accessKeyId);
    assert.match(made.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
    assert.equal(found?.secretAccessKey, made.secretAccessKey);
    assert.equal(found?.sessionToken, made.sessionToken);
    assert.equal(found?.identity.principal.roleArn, role?.arn);
    assert.equal(found?.identity.userId, `${role?.uniqueId}:local`);
  });

  it("forgets a session whose role the graph has no more", async () => {
    const credentials = open();
    const { accessKeyId } = await credentials.assume(role?.arn ?? "", { sessionName: "local" });
    void credentials.load(graphDefinition({ roles: [] }));
    assert.equal(credentials.find(accessKeyId), undefined);
  });

  it("refuses to assume a role that the graph lacks", () =>
    assert.rejects(open().assume("arn:aws:iam::0:role/nobody", { sessionName: "x" }), /no role/));

  it("finds users' active keys and no others", () => {
    assert.equal(open().find("AKIAREPORTER")?.identity.arn, user.arn);
    assert.equal(open().find("AKIAOLD"), undefined);
    assert.equal(open().find("AKIANOBODY"), undefined);
  });

  it("gives policies the tags of users and roles, those of the session before the role's", async () => {
    /** A tag as policies find it. */
    const tagOf = (identity: Identity | undefined, name: string) => {
      const { context = {} } = identity ?? {};
      const request = { action: "a", resource: "r", context };
      return contextKeys(request).get(`aws:principaltag/${name}`)?.[0];
    };
    assert.equal(tagOf(open().find("AKIAREPORTER")?.identity, "team"), "billing");
    const credentials = createCredentials({ store });
    const tagged = { ...role!, tags: { team: "billing", owner: "us" } };
    void credentials.load(graphDefinition({ roles: [tagged] }));
    const context = { "aws:PrincipalTag/team": "sales" };
    const { accessKeyId } = await credentials.assume(tagged.arn, { sessionName: "x", context });
    const found = credentials.find(accessKeyId)?.identity;
    assert.equal(tagOf(found, "team"), "sales");
    assert.equal(tagOf(found, "owner"), "us");
  });

  it("keeps the owner's keys for as long as the state folder", () => {
    const [first, second] = [open().admin(), open().admin()];
    assert.deepEqual(first, second);
    assert.equal(open().find(first.accessKeyId)?.identity.admin, true);
  });

  it("makes up what the graph leaves out, the same each time, and nothing else", () => {
    const apiKeys = [
      { name: "a", id: "1", enabled: true },
      { name: "b", id: "2", enabled: true, value: "given by the graph" },
    ];
    const [client] = graphDefinition().userPools[0]?.clients ?? [];
    const pool = {
      ...graphDefinition().userPools[0]!,
      clients: [client!, { name: "s", id: "s", inputs: { generateSecret: true } }],
    };
    const incomplete = graphDefinition({ apiKeys, userPools: [pool] });
    const complete = completeDefinition(incomplete, store);
    assert.deepEqual(completeDefinition(incomplete, store), complete);
    assert.match(complete.apiKeys[0]?.value ?? "", /^[a-z0-9]{40}$/);
    assert.equal(complete.apiKeys[1]?.value, "given by the graph");
    assert.equal(complete.userPools[0]?.clients[0]?.secret, undefined);
    assert.match(complete.userPools[0]?.clients[1]?.secret ?? "", /^[a-z0-9]{52}$/);
  });
});

describe("permissionOf", () => {
  const arn = "arn:aws:iam::000000000000:user/reporter";
  const identity = (change: Partial<Identity>): Identity => ({
    accessKeyId: "AKIAREPORTER",
    arn,
    accountId: "000000000000",
    userId: "AIDA",
    principal: { arn, accountId: "000000000000" },
    policies: [],
    boundaries: [],
    context: {},
    ...change,
  });
  const resource = "arn:aws:lambda:eu-central-1:000000000000:function:f";
  const wish = { action: "lambda:InvokeFunction", resource };
  const open = allow("lambda:InvokeFunction", "*");
  const shut = { Statement: { ...[open.Statement].flat()[0]!, Effect: "Deny" as const } };
  const ofResource = (principal: string) => ({
    Statement: { ...[open.Statement].flat()[0]!, Principal: { AWS: principal } },
  });

  const cases: [what: string, identity: Partial<Identity>, resource: unknown, text?: string][] = [
    ["an Allow", { policies: [open] }, undefined],
    ["nothing", {}, undefined, "because no identity-based policy allows"],
    ["a Deny", { policies: [open, shut] }, undefined, "with an explicit deny in an identity-based"],
    ["an unknown policy", { policies: [open, "unknown"] }, undefined, "with an explicit deny"],
    [
      "a boundary that is silent",
      { policies: [open], boundaries: [allow("s3:*", "*")] },
      undefined,
      "because no permissions boundary allows",
    ],
    [
      "a session policy that is silent",
      { policies: [open], sessionPolicies: [allow("s3:*", "*")] },
      undefined,
      "because no session policy allows",
    ],
    [
      "a session policy that denies",
      { policies: [open], sessionPolicies: [shut] },
      undefined,
      "with an explicit deny in a session policy",
    ],
    ["a boundary that allows", { policies: [open], boundaries: [open] }, undefined],
    ["a resource policy that names the caller", {}, ofResource(arn)],
    [
      "a resource policy that names the account",
      {},
      ofResource("000000000000"),
      "because no identity-based policy",
    ],
    [
      "a caller of another account, one side",
      { accountId: "111122223333", policies: [open] },
      undefined,
      "because no resource-based policy",
    ],
    [
      "a caller of another account, both sides",
      { accountId: "111122223333", policies: [open] },
      ofResource(arn),
    ],
  ];
  for (const [what, change, policy, text] of cases) {
    it(`${text === undefined ? "allows" : "refuses"} by ${what}`, () => {
      const permission = permissionOf(identity(change), {
        ...wish,
        ...(policy !== undefined && { resourcePolicy: policy as never }),
      });
      if (text === undefined) assert.deepEqual(permission, { allowed: true });
      else assert.ok(!permission.allowed && permission.because.startsWith(text));
    });
  }
});
