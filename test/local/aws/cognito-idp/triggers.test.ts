import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import type { Invocation, InvocationResult } from "../../../../src/local/start/services";
import { functionDefinition, graphDefinition, ids, poolDefinition } from "../definition";
import { runPort, type RunningPort } from "../run-port";

const ClientId = ids.client;
const Username = "jane@example.com";
const Password = "Correct-horse1";

interface TriggerEvent {
  triggerSource: string;
  userName: string;
  userPoolId: string;
  callerContext: { clientId: string };
  request: { userAttributes: Record<string, string> };
  response: Record<string, unknown>;
}

describe("Cognito's triggers", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  const events: TriggerEvent[] = [];
  const start = async (trigger: string, permitted = true, sourceAccount?: string) => {
    events.length = 0;
    const fn = functionDefinition("welcome");
    const pool = poolDefinition({ lambdaConfig: { [trigger]: fn.arn } });
    const permission = {
      action: "lambda:InvokeFunction",
      principal: "cognito-idp.amazonaws.com",
      sourceArn: pool.arn,
      ...(sourceAccount !== undefined && { sourceAccount }),
    };
    const functions = [{ ...fn, permissions: permitted ? [permission] : [] }];
    port = await runPort(graphDefinition({ userPools: [pool], functions }));
    client = new cognito.CognitoIdentityProviderClient(port.client());
  };
  afterEach(() => port.close());

  const respond = (response: Record<string, unknown>) =>
    port.answer(({ payload }: Invocation): InvocationResult => {
      const event = JSON.parse(payload) as TriggerEvent;
      events.push(event);
      const changed = JSON.stringify({ ...event, response });
      return { outcome: "returned", payload: changed, requestId: "r" };
    });
  const signUp = () => client.send(new cognito.SignUpCommand({ ClientId, Username, Password }));
  const signIn = async () => {
    const { AuthenticationResult } = await client.send(
      new cognito.InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    return AuthenticationResult ?? assert.fail("no tokens");
  };

  it("confirms at once where the trigger before sign-up says so", async () => {
    await start("preSignUp");
    respond({ autoConfirmUser: true, autoVerifyEmail: true });
    assert.equal((await signUp()).UserConfirmed, true);
    assert.deepEqual(port.codes, []);
    assert.equal(decodeJwt((await signIn()).IdToken ?? "")["email_verified"], true);
    const [event] = events;
    assert.equal(event?.triggerSource, "PreSignUp_SignUp");
    assert.equal(event?.userPoolId, ids.pool);
    assert.equal(event?.callerContext.clientId, ClientId);
    assert.equal(event?.request.userAttributes["email"], Username);
  });

  it("refuses the sign-up where the trigger throws, in its words", async () => {
    await start("preSignUp");
    port.answer(() => ({
      outcome: "functionError",
      payload: '{"errorMessage":"not from here"}',
      requestId: "r",
    }));
    await assert.rejects(signUp(), {
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error not from here.",
    });
    await assert.rejects(signIn(), { name: "UserNotFoundException" });
  });

  it("refuses a trigger's answer that is none", async () => {
    await start("preSignUp");
    port.answer(() => ({ outcome: "returned", payload: '"yes"', requestId: "r" }));
    await assert.rejects(signUp(), { name: "InvalidLambdaResponseException" });
  });

  it("refuses where the function has no permission for the pool, and says so", async () => {
    await start("preSignUp", false);
    await assert.rejects(signUp(), { name: "UnexpectedLambdaException" });
    assert.match(port.problems[0] ?? "", /no Lambda permission for cognito-idp/);
    assert.deepEqual(port.invocations, []);
  });

  it("refuses where the permission is for pools of another account", async () => {
    await start("preSignUp", true, "999999999999");
    await assert.rejects(signUp(), { name: "UnexpectedLambdaException" });
    assert.deepEqual(port.invocations, []);
  });

  it("is called behind the confirmation", async () => {
    await start("postConfirmation");
    respond({});
    await signUp();
    const ConfirmationCode = port.codes[0]?.code;
    await client.send(new cognito.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
    assert.equal(events[0]?.triggerSource, "PostConfirmation_ConfirmSignUp");
    assert.equal(events[0]?.request.userAttributes["cognito:user_status"], "CONFIRMED");
  });

  it("changes the claims of the ID token, but not whose token it is", async () => {
    await start("preTokenGeneration");
    respond({
      claimsOverrideDetails: {
        claimsToAddOrOverride: { tier: "gold", sub: "somebody", aud: "else", iss: "evil" },
        claimsToSuppress: ["email", "exp"],
        groupOverrideDetails: { groupsToOverride: ["vip"] },
      },
    });
    await signUp();
    const ConfirmationCode = port.codes[0]?.code;
    await client.send(new cognito.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
    const { IdToken = "", AccessToken = "" } = await signIn();
    const id = decodeJwt(IdToken);
    assert.equal(events[0]?.triggerSource, "TokenGeneration_Authentication");
    assert.equal(id["tier"], "gold");
    assert.equal(id["email"], undefined);
    assert.equal(id.aud, ClientId);
    assert.equal(id.sub, events[0]?.userName);
    assert.match(id.iss ?? "", /^https:\/\/cognito-idp\./);
    assert.ok(id.exp);
    assert.deepEqual(id["cognito:groups"], ["vip"]);
    assert.equal(decodeJwt(AccessToken)["tier"], undefined);
  });

  it("refuses a claim that is no text in the first version of the event", async () => {
    await start("preTokenGeneration");
    respond({ claimsOverrideDetails: { claimsToAddOrOverride: { roles: ["a", "b"] } } });
    await signUp();
    const ConfirmationCode = port.codes[0]?.code;
    await client.send(new cognito.ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
    await assert.rejects(signIn(), {
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });

  it("says which triggers run on AWS only", async () => {
    await start("customMessage");
    assert.match(port.problems[0] ?? "", /the trigger customMessage runs on AWS only/);
    await signUp();
    assert.deepEqual(port.invocations, []);
  });
});
