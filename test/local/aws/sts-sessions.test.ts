import assert from "node:assert/strict";
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleCommandInput,
} from "@aws-sdk/client-sts";
import type { Deployed, RoleDefinition } from "../../../src/graph/deployed";
import type { OneOrMany, PolicyDocument } from "../../../src/iam/language/policy";
import { permissionOf } from "../../../src/local/identities/permission";
import { allow, graphDefinition, ids, roleDefinition } from "./definition";
import { later, runPort, type RunningPort } from "./run-port";

const arnOf = (name: string, account = ids.accountId) =>
  `arn:aws:iam::${account}:role/restaurants-dev-${name}`;
const userArn = `arn:aws:iam::${ids.accountId}:user/ada`;
const other = "111122223333";

function trust(AWS: string, Action: OneOrMany<string>, Condition?: object): PolicyDocument {
  const Statement = {
    Effect: "Allow",
    Action,
    Principal: { AWS },
    ...(Condition && { Condition }),
  };
  return { Version: "2012-10-17", Statement } as PolicyDocument;
}

const all = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

function graph(): Deployed {
  const definition = graphDefinition();
  const deny: PolicyDocument = {
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Action: "sts:AssumeRole", Resource: arnOf("closed") },
  };
  const lambda = definition.roles[0]!.trust;
  assert.ok(lambda !== "unknown");
  const foreign = (role: RoleDefinition): RoleDefinition => ({
    ...role,
    ...{ accountId: other, arn: role.arn.replace(ids.accountId, other) },
  });
  const shared = arnOf("shared");
  return {
    ...definition,
    graph: [
      {
        ...{ type: "aws:iam/policy:Policy", name: "read", urn: "read" },
        inputs: {
          policy: JSON.stringify(allow("execute-api:Invoke", "arn:aws:execute-api:*:*:*/GET/*")),
        },
        outputs: { arn: `arn:aws:iam::${ids.accountId}:policy/read` },
      },
    ],
    users: [
      {
        ...{ name: "ada", userName: "ada", arn: userArn, uniqueId: "AIDAADA0000000000000" },
        ...{ accountId: ids.accountId, policies: [deny, allow("sts:GetAccessKeyInfo", "*")] },
        accessKeys: [
          {
            name: "ada",
            accessKeyId: "AKIAADA0000000000000",
            secretAccessKey: "secret",
            active: true,
          },
        ],
      },
    ],
    roles: [
      roleDefinition("work", trust(userArn, all), [
        allow("execute-api:Invoke", "*"),
        allow("sts:*", "*"),
      ]),
      roleDefinition("next", trust(arnOf("work"), all)),
      roleDefinition("plain", trust(userArn, "sts:AssumeRole")),
      roleDefinition("closed", trust(userArn, "sts:AssumeRole")),
      roleDefinition(
        "tagged",
        trust(userArn, all, { StringEquals: { "aws:RequestTag/team": "blue" } }),
      ),
      { ...roleDefinition("long", trust(userArn, all)), maxSessionDuration: 7_200 },
      roleDefinition("shared", trust(arnOf("partner", other), "sts:AssumeRole")),
      foreign(roleDefinition("partner", lambda, [allow("sts:AssumeRole", shared)])),
      foreign(roleDefinition("stranger", lambda, [allow("sts:AssumeRole", shared)])),
      roleDefinition("silent", lambda),
    ],
  };
}

type Input = Omit<AssumeRoleCommandInput, "RoleSessionName" | "RoleArn">;
type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

describe("sessions of STS on the AWS port", () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graph());
  });
  after(() => port.close());

  const ada = { accessKeyId: "AKIAADA0000000000000", secretAccessKey: "secret" };
  const client = (credentials: Keys) => new STSClient({ ...port.client(), credentials });
  const assume = async (role: string, input: Input = {}, as: Keys = ada) => {
    const RoleArn = role.startsWith("arn:") ? role : arnOf(role);
    const answer = await client(as).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "job", ...input }),
    );
    const {
      AccessKeyId = "",
      SecretAccessKey = "",
      SessionToken = "",
      Expiration,
    } = answer.Credentials ?? {};
    const { identity } = port.credentials.find(AccessKeyId)!;
    const seconds = Math.round((Number(Expiration) - Date.now()) / 1000);
    const keys = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    return { answer, identity, seconds, keys };
  };
  const may = (identity: Parameters<typeof permissionOf>[0], verb: string) => {
    const resource = `arn:aws:execute-api:${ids.region}:${ids.accountId}:api/dev/${verb}/stock`;
    return permissionOf(identity, { action: "execute-api:Invoke", resource }).allowed;
  };

  it("carries tags, and hands the transitive ones on", async () => {
    const Tags = [
      { Key: "team", Value: "blue" },
      { Key: "job", Value: "7" },
    ];
    const first = await assume("work", { Tags, TransitiveTagKeys: ["team"] });
    assert.equal(first.identity.context?.["aws:PrincipalTag/job"], "7");
    assert.ok((first.answer.PackedPolicySize ?? 0) > 0);
    const second = await assume("next", {}, first.keys);
    assert.equal(second.identity.context?.["aws:PrincipalTag/team"], "blue");
    assert.equal(second.identity.context?.["aws:PrincipalTag/job"], undefined);
    await assert.rejects(assume("next", { Tags: [{ Key: "Team", Value: "red" }] }, first.keys), {
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
  });

  it("keeps a source identity through a chain of roles", async () => {
    const first = await assume("work", { SourceIdentity: "ada" });
    assert.equal(first.answer.SourceIdentity, "ada");
    const second = await assume("next", {}, first.keys);
    assert.equal(second.identity.context?.["aws:SourceIdentity"], "ada");
    await assert.rejects(assume("next", { SourceIdentity: "eve" }, first.keys), {
      name: "AccessDenied",
    });
  });

  const Policy = JSON.stringify(allow("execute-api:Invoke", "arn:aws:execute-api:*:*:*/GET/*"));
  const narrow: Record<string, Input> = {
    "a policy": { Policy },
    "a managed policy of the graph": {
      PolicyArns: [{ arn: `arn:aws:iam::${ids.accountId}:policy/read` }],
    },
  };
  for (const [what, input] of Object.entries(narrow)) {
    it(`is narrowed by ${what}`, async () => {
      const { identity } = await assume("work", input);
      assert.deepEqual([may(identity, "GET"), may(identity, "DELETE")], [true, false]);
      assert.equal(may((await assume("work")).identity, "DELETE"), true);
    });
  }

  it("may do nothing by a managed policy that is not known here", async () => {
    const PolicyArns = [{ arn: "arn:aws:iam::aws:policy/NobodyKnowsThisOne" }];
    assert.equal(may((await assume("work", { PolicyArns })).identity, "GET"), false);
  });

  it("lasts as long as the role allows, and an hour in a chain", async () => {
    assert.ok(Math.abs((await assume("long", { DurationSeconds: 7_200 })).seconds - 7_200) <= 2);
    const chained = await assume("work");
    await assert.rejects(assume("next", { DurationSeconds: 3_601 }, chained.keys), {
      message:
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    });
  });

  it("takes both accounts' word for a caller of another account", async () => {
    const session = (name: string) =>
      port.credentials.assume(arnOf(name, other), { sessionName: "there" });
    const { identity } = await assume("shared", {}, await session("partner"));
    assert.equal(identity.accountId, ids.accountId);
    await assert.rejects(assume("shared", {}, await session("stranger")), { name: "AccessDenied" });
  });

  const refused: [what: string, role: string, input: Input, name: RegExp | string][] = [
    ["a role that its own policies deny", "closed", {}, "AccessDenied"],
    [
      "tags that the role does not let it set",
      "plain",
      { Tags: [{ Key: "a", Value: "b" }] },
      "AccessDenied",
    ],
    ["a source identity that it may not set", "plain", { SourceIdentity: "ada" }, "AccessDenied"],
    [
      "a tag that the trust policy does not want",
      "tagged",
      { Tags: [{ Key: "team", Value: "red" }] },
      "AccessDenied",
    ],
    [
      "a tag twice",
      "work",
      {
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "A", Value: "2" },
        ],
      },
      "InvalidParameterValue",
    ],
    [
      "a transitive tag that it does not set",
      "work",
      { TransitiveTagKeys: ["a"] },
      "InvalidParameterValue",
    ],
    ["longer than the role allows", "work", { DurationSeconds: 3_601 }, "ValidationError"],
    ["shorter than 900 seconds", "work", { DurationSeconds: 60 }, "ValidationError"],
    ["a policy that is no JSON", "work", { Policy: "{" }, /^MalformedPolicyDocument/],
    [
      "a managed policy that is not there",
      "work",
      { PolicyArns: [{ arn: arnOf("none") }] },
      /^MalformedPolicyDocument/,
    ],
    ["a role that is not there", "nobody", {}, "AccessDenied"],
    ["an ARN of nothing", "arn:aws:s3:::a-bucket-of-somebody", {}, "ValidationError"],
    [
      "a code of an MFA device",
      "work",
      { SerialNumber: `${userArn}/device`, TokenCode: "123456" },
      "AccessDenied",
    ],
  ];
  for (const [what, role, input, name] of refused) {
    it(`is refused: ${what}`, () => assert.rejects(assume(role, input), { name }));
  }

  it("is given to a tag that the trust policy wants", async () => {
    await assume("tagged", { Tags: [{ Key: "team", Value: "blue" }] });
  });

  it("is given to users by GetSessionToken, and to no session", async () => {
    const get = async (keys: Keys, DurationSeconds?: number) =>
      (await client(keys).send(new GetSessionTokenCommand({ DurationSeconds }))).Credentials!;
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = await get(ada, 900);
    const keys = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    const who = () => client(keys).send(new GetCallerIdentityCommand({}));
    assert.equal((await who()).Arn, userArn);
    await port.restart();
    assert.equal((await who()).Arn, userArn);
    await assert.rejects(get(keys), {
      message: "Cannot call GetSessionToken with session credentials",
    });
    await later(901_000, () => assert.rejects(who(), { name: /^ExpiredToken/ }));
  });

  it("tells whose an access key is", async () => {
    const ask = (AccessKeyId: string, as: Keys = ada) =>
      client(as).send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    assert.equal((await ask(ada.accessKeyId)).Account, ids.accountId);
    await assert.rejects(ask("AKIANOBODY0000000000"), { name: "ValidationError" });
    const silent = await port.credentials.assume(arnOf("silent"), { sessionName: "s" });
    await assert.rejects(ask(ada.accessKeyId, silent), { name: "AccessDenied" });
  });
});
