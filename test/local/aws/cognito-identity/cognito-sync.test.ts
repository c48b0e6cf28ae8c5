import assert from "node:assert/strict";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  CognitoSyncClient,
  DeleteDatasetCommand,
  DescribeDatasetCommand,
  DescribeIdentityPoolUsageCommand,
  DescribeIdentityUsageCommand,
  ListDatasetsCommand,
  ListRecordsCommand,
  UpdateRecordsCommand,
  type RecordPatch,
} from "@aws-sdk/client-cognito-sync";
import type { Deployed } from "../../../../src/graph/deployed";
import { issuerOf } from "../../../../src/local/tokens/issuer";
import { graphDefinition, ids } from "../definition";
import { later, runPort, type RunningPort } from "../run-port";

const IdentityPoolId = ids.identityPool;
const provider = `cognito-idp.${ids.region}.amazonaws.com/${ids.pool}`;
const own =
  "arn:aws:cognito-sync:eu-central-1:000000000000:identitypool/${cognito-identity.amazonaws.com:aud}/identity/${cognito-identity.amazonaws.com:sub}";

/** People may keep datasets, each their own. */
function graph(): Deployed {
  const definition = graphDefinition();
  const roles = definition.roles.map((role) => {
    if (role.name !== "diners") return role;
    const Statement = {
      Effect: "Allow",
      Action: "cognito-sync:*",
      Resource: [own, `${own}/*`],
    } as const;
    return { ...role, policies: [{ Version: "2012-10-17", Statement }] };
  });
  return { ...definition, roles };
}

describe("Cognito Sync on the AWS port", () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graph());
  });
  after(() => port.close());

  /** Somebody who signed in, with a client of their credentials. */
  const signIn = async (sub: string) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await port.tokens.sign(ids.pool, "id", {
      ...{ sub, iss: issuerOf(ids.region, ids.pool), aud: ids.client, token_use: "id" },
      ...{ iat: now, exp: now + 3_600 },
    });
    const Logins = { [provider]: token };
    const client = new CognitoIdentityClient(port.client());
    const { IdentityId = "" } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    const { Credentials = {} } = await client.send(
      new GetCredentialsForIdentityCommand({ IdentityId, Logins }),
    );
    const { AccessKeyId = "", SecretKey = "", SessionToken = "" } = Credentials;
    const credentials = {
      ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
      expiresAt: 0,
    };
    const sync = new CognitoSyncClient(port.client(credentials));
    const whose = { IdentityPoolId, IdentityId };
    const list = (DatasetName: string, LastSyncCount?: number) =>
      sync.send(new ListRecordsCommand({ ...whose, DatasetName, LastSyncCount }));
    const update = async (DatasetName: string, RecordPatches: RecordPatch[]) => {
      const { SyncSessionToken } = await list(DatasetName);
      const change = { ...whose, DatasetName, SyncSessionToken, RecordPatches };
      return sync.send(new UpdateRecordsCommand(change));
    };
    return { sync, whose, list, update };
  };
  const set = (Key: string, Value: string, SyncCount = 0): RecordPatch => ({
    ...{ Op: "replace", Key, Value, SyncCount },
  });

  it("keeps the records of a dataset, and says what has changed since", async () => {
    const { sync, whose, list, update } = await signIn("keeps");
    assert.equal((await list("scores")).DatasetExists, false);
    const first = await update("scores", [set("high", "5"), set("name", "Jané")]);
    assert.deepEqual(
      first.Records?.map(({ Key, SyncCount }) => [Key, SyncCount]),
      [
        ["high", 1],
        ["name", 1],
      ],
    );
    await update("scores", [set("high", "6", 1), { Op: "remove", Key: "name", SyncCount: 1 }]);
    const all = await list("scores");
    assert.equal(all.DatasetSyncCount, 2);
    assert.deepEqual(all.Records?.map(({ Key, Value }) => [Key, Value]).sort(), [
      ["high", "6"],
      ["name", undefined],
    ]);
    assert.equal((await list("scores", 2)).Count, 0);
    await port.restart();
    const described = await sync.send(
      new DescribeDatasetCommand({ ...whose, DatasetName: "scores" }),
    );
    assert.equal(described.Dataset?.NumRecords, 1);
    assert.equal(described.Dataset?.DataStorage, 5);
    assert.ok(Math.abs(Number(described.Dataset?.LastModifiedDate) - Date.now()) < 60_000);
  });

  it("refuses a change of what somebody else changed meanwhile, and writes none of it", async () => {
    const { list, update } = await signIn("conflict");
    await update("scores", [set("a", "1")]);
    await assert.rejects(update("scores", [set("b", "1"), set("a", "2", 0)]), {
      name: "ResourceConflictException",
    });
    const { Records } = await list("scores");
    assert.deepEqual(
      Records?.map(({ Key, Value }) => [Key, Value]),
      [["a", "1"]],
    );
  });

  it("asks for the token of a session that lists this dataset", async () => {
    const { sync, whose, list } = await signIn("token");
    const { SyncSessionToken } = await list("scores");
    const send = (DatasetName: string, token = SyncSessionToken) =>
      sync.send(new UpdateRecordsCommand({ ...whose, DatasetName, SyncSessionToken: token }));
    await assert.rejects(send("scores", "made up"), { name: "InvalidParameterException" });
    await assert.rejects(send("other"), { name: "InvalidParameterException" });
    await later(3_600_000 - 60_000, async () => send("scores"));
  });

  it("deletes a dataset, and tells devices that still have it", async () => {
    const { sync, whose, list, update } = await signIn("deletes");
    await update("scores", [set("a", "1")]);
    const remove = () => sync.send(new DeleteDatasetCommand({ ...whose, DatasetName: "scores" }));
    assert.equal((await remove()).Dataset?.DatasetName, "scores");
    await assert.rejects(remove(), { name: "ResourceNotFoundException" });
    const seen = await list("scores", 1);
    assert.equal(seen.DatasetExists, false);
    assert.equal(seen.DatasetDeletedAfterRequestedSyncCount, true);
    const { Records } = await update("scores", [set("a", "new")]);
    assert.equal(Records?.[0]?.SyncCount, 3);
    assert.equal((await list("scores", 1)).DatasetDeletedAfterRequestedSyncCount, true);
  });

  it("keeps to the limits: 20 datasets, 1 MB each", async () => {
    const { sync, whose, update } = await signIn("limits");
    for (let index = 0; index < 20; index++) await update(`d${index}`, [set("a", "1")]);
    await assert.rejects(update("d20", [set("a", "1")]), { name: "LimitExceededException" });
    const big = "x".repeat(600_000);
    await update("d0", [set("b", big)]);
    await assert.rejects(update("d0", [set("c", big)]), { name: "LimitExceededException" });
    const page = await sync.send(new ListDatasetsCommand({ ...whose, MaxResults: 15 }));
    const rest = await sync.send(new ListDatasetsCommand({ ...whose, NextToken: page.NextToken }));
    assert.deepEqual([page.Count, rest.Count], [15, 20 - 15]);
    const { IdentityUsage } = await sync.send(new DescribeIdentityUsageCommand(whose));
    assert.equal(IdentityUsage?.DatasetCount, 20);
    assert.equal(IdentityUsage?.DataStorage, 600_001 + 40);
  });

  it("opens to each identity its own datasets alone", async () => {
    const [jane, bob] = [await signIn("jane"), await signIn("bob")];
    await jane.update("scores", [set("a", "1")]);
    const DatasetName = "scores";
    const foreign = [
      new ListRecordsCommand({ ...jane.whose, DatasetName }),
      new ListDatasetsCommand(jane.whose),
      new DeleteDatasetCommand({ ...jane.whose, DatasetName }),
      new DescribeIdentityUsageCommand(jane.whose),
    ];
    for (const command of foreign) {
      await assert.rejects(bob.sync.send(command as never), { name: "AccessDeniedException" });
    }
    assert.equal((await jane.list("scores")).Count, 1);
    await assert.rejects(jane.sync.send(new DescribeIdentityPoolUsageCommand({ IdentityPoolId })), {
      name: "AccessDeniedException",
    });
    const owner = new CognitoSyncClient(port.client(port.credentials.admin()));
    const { IdentityPoolUsage } = await owner.send(
      new DescribeIdentityPoolUsageCommand({ IdentityPoolId }),
    );
    assert.ok((IdentityPoolUsage?.DataStorage ?? 0) > 0);
    const { Datasets } = await owner.send(new ListDatasetsCommand(jane.whose));
    assert.deepEqual(
      Datasets?.map((one) => one.DatasetName),
      ["scores"],
    );
  });

  it("opens to nobody another's datasets, even where the role forgets whose they are", async () => {
    const definition = graph();
    const roles = definition.roles.map((role) => {
      const Statement = { Effect: "Allow", Action: "cognito-sync:*", Resource: "*" } as const;
      return role.name === "diners"
        ? { ...role, policies: [{ Version: "2012-10-17", Statement }] }
        : role;
    });
    port.load({ ...definition, roles });
    const [jane, bob] = [await signIn("jane"), await signIn("bob")];
    await assert.rejects(bob.sync.send(new ListDatasetsCommand(jane.whose)), {
      name: "NotAuthorizedException",
    });
    port.load(graph());
  });
});
