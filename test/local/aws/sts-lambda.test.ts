import assert from "node:assert/strict";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { allow, graphDefinition, ids, roleDefinition } from "./definition";
import { later, runPort, type RunningPort } from "./run-port";

const account = ids.accountId;
const functionName = "restaurants-dev-countStock";
const functionArn = `arn:aws:lambda:eu-central-1:${account}:function:${functionName}`;
const getStock = `arn:aws:iam::${account}:role/restaurants-dev-getStock`;
const billingArn = `arn:aws:iam::${account}:role/restaurants-dev-billing`;

function graph() {
  const definition = graphDefinition();
  const billing = roleDefinition("billing", {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: getStock },
      Condition: { StringEquals: { "sts:ExternalId": "secret-of-both" } },
    },
  });
  return { ...definition, roles: [...definition.roles, billing] };
}

describe("STS and Lambda on the AWS port", () => {
  let port: RunningPort;
  beforeEach(async () => {
    port = await runPort(graph());
  });
  afterEach(() => port.close());

  const session = () => port.credentials.assume(getStock, { sessionName: "local" });
  const stsAs = async () => new STSClient(port.client(await session()));
  const lambdaAs = async () => new LambdaClient(port.client(await session()));

  it("says who the caller is", async () => {
    const { Arn, Account, UserId } = await (await stsAs()).send(new GetCallerIdentityCommand({}));
    const arn = `arn:aws:sts::${account}:assumed-role/restaurants-dev-getStock/local`;
    assert.equal(Arn, arn);
    assert.equal(Account, account);
    assert.match(UserId ?? "", /^AROA\w+:local$/);
  });

  it("knows a session after a restart, and refuses it after its end", async () => {
    const client = await stsAs();
    await port.restart();
    await client.send(new GetCallerIdentityCommand({}));
    await later(3_601_000, () =>
      assert.rejects(client.send(new GetCallerIdentityCommand({})), {
        name: /^ExpiredToken/,
        message: "The security token included in the request is expired",
      }),
    );
  });

  it("refuses a wrong secret, a missing token and an unknown key", async () => {
    const right = await session();
    const faults = [
      { ...right, secretAccessKey: "wrong" },
      { accessKeyId: right.accessKeyId, secretAccessKey: right.secretAccessKey },
      { ...right, accessKeyId: "ASIANOBODY" },
    ];
    const names = ["SignatureDoesNotMatch", "InvalidClientTokenId", "InvalidClientTokenId"];
    for (const [index, fault] of faults.entries()) {
      const client = new STSClient({ ...port.client(), credentials: fault });
      await assert.rejects(client.send(new GetCallerIdentityCommand({})), { name: names[index] });
    }
  });

  const assume = (ExternalId?: string) =>
    new AssumeRoleCommand({
      RoleArn: billingArn,
      RoleSessionName: "job",
      ...(ExternalId !== undefined && { ExternalId }),
    });

  it("assumes a role whose trust policy names the caller and whose condition holds", async () => {
    const answer = await (await stsAs()).send(assume("secret-of-both"));
    assert.equal(
      answer.AssumedRoleUser?.Arn,
      `arn:aws:sts::${account}:assumed-role/restaurants-dev-billing/job`,
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
    const next = new STSClient({
      ...port.client(),
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      },
    });
    const { Arn } = await next.send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, answer.AssumedRoleUser?.Arn);
  });

  for (const externalId of [undefined, "guessed"]) {
    it(`refuses the role with the external id ${externalId}`, async () => {
      await assert.rejects((await stsAs()).send(assume(externalId)), {
        name: "AccessDenied",
        message: `User: arn:aws:sts::${account}:assumed-role/restaurants-dev-getStock/local is not authorized to perform: sts:AssumeRole on resource: ${billingArn}`,
      });
    });
  }

  it("answers an action that it does not have with InvalidAction", async () => {
    const body = new URLSearchParams({ Action: "GetFederationToken", Version: "2011-06-15" });
    const response = await fetch(port.url, { method: "POST", body });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /<Code>InvalidAction<\/Code>/);
  });

  it("invokes the alias that the role's statement names", async () => {
    const answer = await (
      await lambdaAs()
    ).send(
      new InvokeCommand({ FunctionName: `${functionArn}:direct`, Payload: '{"params":{"a":1}}' }),
    );
    assert.equal(answer.StatusCode, 200);
    assert.equal(answer.Payload?.transformToString(), '{"params":{"a":1}}');
    assert.equal(port.invocations[0]?.functionArn, `${functionArn}:direct`);
  });

  const forms: Record<string, { FunctionName: string; Qualifier?: string }> = {
    "a name with its alias": { FunctionName: `${functionName}:direct` },
    "a name and Qualifier": { FunctionName: functionName, Qualifier: "direct" },
    "a partial ARN": { FunctionName: `${account}:function:${functionName}`, Qualifier: "direct" },
  };
  for (const [what, input] of Object.entries(forms)) {
    it(`takes ${what}`, async () => {
      await (await lambdaAs()).send(new InvokeCommand(input));
      assert.equal(port.invocations[0]?.functionArn, `${functionArn}:direct`);
    });
  }

  const closed: Record<string, string> = {
    "the function without the alias": functionArn,
    "another version": `${functionArn}:$LATEST`,
    "another function": `arn:aws:lambda:eu-central-1:${account}:function:other:direct`,
  };
  for (const [what, FunctionName] of Object.entries(closed)) {
    it(`refuses ${what}`, async () => {
      await assert.rejects((await lambdaAs()).send(new InvokeCommand({ FunctionName })), {
        name: "AccessDeniedException",
        message: `User: arn:aws:sts::${account}:assumed-role/restaurants-dev-getStock/local is not authorized to perform: lambda:InvokeFunction on resource: ${FunctionName} because no identity-based policy allows the lambda:InvokeFunction action`,
      });
      assert.deepEqual(port.invocations, []);
    });
  }

  it("counts a changed policy at once, for sessions that run", async () => {
    const client = await lambdaAs();
    const definition = graph();
    const roles = definition.roles.map((role) =>
      role.arn === getStock
        ? { ...role, policies: [allow("lambda:InvokeFunction", functionArn)] }
        : role,
    );
    port.load({ ...definition, roles });
    await client.send(new InvokeCommand({ FunctionName: functionArn }));
    await assert.rejects(
      client.send(new InvokeCommand({ FunctionName: `${functionArn}:direct` })),
      { name: "AccessDeniedException" },
    );
  });

  it("answers Event with 202 and DryRun with 204, which runs nothing", async () => {
    const client = await lambdaAs();
    const FunctionName = `${functionArn}:direct`;
    const event = new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: "{}" });
    assert.equal((await client.send(event)).StatusCode, 202);
    assert.equal(port.invocations.length, 1);
    const dry = new InvokeCommand({ FunctionName, InvocationType: "DryRun" });
    assert.equal((await client.send(dry)).StatusCode, 204);
    assert.equal(port.invocations.length, 1);
  });

  it("says when the function failed", async () => {
    port.answer(() => ({ outcome: "functionError", payload: '{"errorType":"E"}', requestId: "r" }));
    const answer = await (
      await lambdaAs()
    ).send(new InvokeCommand({ FunctionName: `${functionArn}:direct` }));
    assert.equal(answer.FunctionError, "Unhandled");
    assert.equal(answer.Payload?.transformToString(), '{"errorType":"E"}');
  });

  it("says that a function or alias does not exist to who may know it", async () => {
    const client = new LambdaClient(port.client(port.credentials.admin()));
    const missing = ["nowhere", `${functionName}:nothing`];
    for (const FunctionName of missing) {
      await assert.rejects(client.send(new InvokeCommand({ FunctionName })), {
        name: "ResourceNotFoundException",
      });
    }
  });

  it("hands the end of the log back where it is asked for", async () => {
    port.answer(() => ({
      ...{ outcome: "returned", payload: "{}", requestId: "r", printed: "one\ntwo" },
    }));
    const client = await lambdaAs();
    const command = { FunctionName: `${functionArn}:direct`, LogType: "Tail" } as const;
    const { LogResult = "" } = await client.send(new InvokeCommand(command));
    const log = Buffer.from(LogResult, "base64").toString("utf8");
    assert.match(
      log,
      /^START RequestId: r Version: \$LATEST\none\ntwo\nEND RequestId: r\nREPORT RequestId: r\tDuration: /,
    );
    assert.equal(port.invocations[0]?.tail, true);
    const quiet = await client.send(new InvokeCommand({ ...command, LogType: "None" }));
    assert.equal(quiet.LogResult, undefined);
    await assert.rejects(client.send(new InvokeCommand({ ...command, LogType: "All" as never })), {
      name: "ValidationException",
    });
  });

  it("says that a function may not run at all now", async () => {
    port.answer(() => ({ outcome: "throttled" }));
    const command = new InvokeCommand({ FunctionName: `${functionArn}:direct` });
    await assert.rejects((await lambdaAs()).send(command), {
      ...{ name: "TooManyRequestsException", message: "Rate Exceeded." },
      ...{ Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    });
  });

  it("refuses an event over 1 MB that nobody waits for", async () => {
    const command = new InvokeCommand({
      ...{ FunctionName: `${functionArn}:direct`, InvocationType: "Event" },
      Payload: JSON.stringify("a".repeat(1024 * 1024)),
    });
    await assert.rejects((await lambdaAs()).send(command), { name: "RequestTooLargeException" });
  });

  it("refuses a payload over 6 MB", async () => {
    const client = await lambdaAs();
    const Payload = JSON.stringify("a".repeat(6 * 1024 * 1024));
    await assert.rejects(
      client.send(new InvokeCommand({ FunctionName: `${functionArn}:direct`, Payload })),
      { name: "RequestTooLargeException" },
    );
  });
});
