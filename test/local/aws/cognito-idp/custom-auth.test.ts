import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import type { Invocation, InvocationResult } from "../../../../src/local/start/services";
import { functionDefinition, graphDefinition, ids, poolDefinition } from "../definition";
import { runPort, type RunningPort } from "../run-port";
import { srpClient } from "./srp-client";

const Username = "jane@example.com";
const Password = "Correct-horse1";
const ClientId = ids.client;

interface Event {
  triggerSource: string;
  userName: string;
  request: Record<string, unknown> & {
    session?: { challengeName: string; challengeResult: boolean; challengeMetadata?: string }[];
    challengeAnswer?: string;
    privateChallengeParameters?: Record<string, string>;
    userNotFound?: boolean;
    clientMetadata?: Record<string, string>;
  };
}

type Answerer = (event: Event) => Record<string, unknown>;

/** A pool whose triggers ask for a secret word, and give up after three wrong answers. */
const secretWord: Answerer = ({ triggerSource, request }) => {
  const session = request.session ?? [];
  if (triggerSource.startsWith("DefineAuthChallenge")) {
    const right = session.at(-1)?.challengeResult === true;
    const custom = session.at(-1)?.challengeName === "CUSTOM_CHALLENGE";
    return {
      issueTokens: right && custom,
      failAuthentication: session.length >= 3 && !right,
      challengeName: "CUSTOM_CHALLENGE",
    };
  }
  if (triggerSource.startsWith("CreateAuthChallenge")) {
    return {
      publicChallengeParameters: { hint: "a horse" },
      privateChallengeParameters: { word: "staple" },
      challengeMetadata: `ROUND_${session.length}`,
    };
  }
  const { privateChallengeParameters = {}, challengeAnswer } = request;
  return { answerCorrect: privateChallengeParameters["word"] === challengeAnswer };
};

const triggers = ["defineAuthChallenge", "createAuthChallenge", "verifyAuthChallengeResponse"];

describe("Cognito's CUSTOM_AUTH", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  const events: Event[] = [];
  const start = async (
    answerer: Answerer = secretWord,
    names: readonly string[] = triggers,
    inputs: Record<string, unknown> = {},
  ) => {
    events.length = 0;
    const fn = functionDefinition("challenges");
    const lambdaConfig = Object.fromEntries(names.map((name) => [name, fn.arn]));
    const pool = poolDefinition({ ...(names.length > 0 && { lambdaConfig }), ...inputs });
    const permission = {
      action: "lambda:InvokeFunction",
      principal: "cognito-idp.amazonaws.com",
      sourceArn: pool.arn,
    };
    const clients = pool.clients.map((one) => ({
      ...one,
      inputs: {
        ...one.inputs,
        preventUserExistenceErrors: inputs["hiding"],
        explicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      },
    }));
    port = await runPort(
      graphDefinition({
        userPools: [{ ...pool, clients }],
        functions: [{ ...fn, permissions: [permission] }],
      }),
    );
    port.answer(({ payload }: Invocation): InvocationResult => {
      const event = JSON.parse(payload) as Event;
      events.push(event);
      const answer = JSON.stringify({ ...event, response: answerer(event) });
      return { outcome: "returned", payload: answer, requestId: "r" };
    });
    client = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const user = { UserPoolId: ids.pool, Username };
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    await client.send(
      new cognito.AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await client.send(
      new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
    );
  };
  afterEach(() => port.close());

  const initiate = (
    parameters: Record<string, string> = {},
    AuthFlow: cognito.AuthFlowType = "CUSTOM_AUTH",
  ) =>
    client.send(
      new cognito.InitiateAuthCommand({
        ClientId,
        AuthFlow,
        AuthParameters: { USERNAME: Username, ...parameters },
        ClientMetadata: { from: "a test" },
      }),
    );
  const respond = (
    { ChallengeName, Session }: cognito.InitiateAuthCommandOutput,
    responses: Record<string, string>,
  ) =>
    client.send(
      new cognito.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: Username, ...responses },
      }),
    );

  it("asks what the triggers ask, and gives tokens for the right answer", async () => {
    await start();
    const first = await initiate();
    assert.equal(first.ChallengeName, "CUSTOM_CHALLENGE");
    assert.equal(first.ChallengeParameters?.["hint"], "a horse");
    assert.equal(first.ChallengeParameters?.["word"], undefined);
    assert.deepEqual(events[0]?.request.clientMetadata, { from: "a test" });
    const second = await respond(first, { ANSWER: "battery" });
    assert.equal(second.ChallengeName, "CUSTOM_CHALLENGE");
    const { AuthenticationResult } = await respond(second, { ANSWER: "staple" });
    assert.equal(decodeJwt(AuthenticationResult?.IdToken ?? "")["email"], Username);
    assert.deepEqual(
      events.map(({ triggerSource }) => triggerSource.replace("_Authentication", "")),
      [
        "DefineAuthChallenge",
        "CreateAuthChallenge",
        "VerifyAuthChallengeResponse",
        "DefineAuthChallenge",
        "CreateAuthChallenge",
        "VerifyAuthChallengeResponse",
        "DefineAuthChallenge",
      ],
    );
    assert.deepEqual(events.at(-1)?.request.session, [
      { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "ROUND_0" },
      { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "ROUND_1" },
    ]);
  });

  it("refuses when the triggers give up, and takes no session twice", async () => {
    await start();
    const first = await initiate();
    const second = await respond(first, { ANSWER: "1" });
    await assert.rejects(respond(first, { ANSWER: "staple" }), { name: "NotAuthorizedException" });
    const third = await respond(second, { ANSWER: "2" });
    await assert.rejects(respond(third, { ANSWER: "3" }), {
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("lets the triggers begin with SRP", async () => {
    await start(({ triggerSource, request }) => {
      const last = request.session?.at(-1)?.challengeName;
      if (!triggerSource.startsWith("Define"))
        return secretWord({ triggerSource, request, userName: "" });
      if (last === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
      return last === "PASSWORD_VERIFIER"
        ? { challengeName: "CUSTOM_CHALLENGE" }
        : { issueTokens: true };
    });
    const srp = srpClient(ids.pool);
    const first = await initiate({ CHALLENGE_NAME: "SRP_A", SRP_A: srp.publicValue });
    assert.equal(first.ChallengeName, "PASSWORD_VERIFIER");
    const second = await respond(first, srp.answer(first.ChallengeParameters ?? {}, Password));
    assert.equal(second.ChallengeName, "CUSTOM_CHALLENGE");
    assert.ok((await respond(second, { ANSWER: "x" })).AuthenticationResult?.AccessToken);
    assert.deepEqual(
      events.at(-1)?.request.session?.map(({ challengeName }) => challengeName),
      ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"],
    );
  });

  it("refuses where the triggers are not all there", async () => {
    await start(secretWord, triggers.slice(0, 2));
    await assert.rejects(initiate(), {
      name: "InvalidParameterException",
      message: "Custom auth lambda trigger is not configured for the user pool.",
    });
  });

  it("gives nobody tokens where unknown users are hidden, whatever the triggers say", async () => {
    await start(() => ({ issueTokens: true }), triggers, { hiding: "ENABLED" });
    await assert.rejects(initiate({ USERNAME: "nobody@example.com" }), {
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    assert.equal(events[0]?.request.userNotFound, true);
  });

  it("says that nobody has a name where they are not hidden", async () => {
    await start(() => ({ issueTokens: true }));
    await assert.rejects(initiate({ USERNAME: "nobody@example.com" }), {
      name: "UserNotFoundException",
    });
  });

  it("refuses a user who is disabled", async () => {
    await start();
    const user = { UserPoolId: ids.pool, Username };
    const first = await initiate();
    await client.send(new cognito.AdminDisableUserCommand(user));
    await assert.rejects(initiate(), { message: "User is disabled." });
    await assert.rejects(respond(first, { ANSWER: "staple" }), { message: "User is disabled." });
  });

  it("refuses an answer of the trigger that names no challenge", async () => {
    await start(() => ({}));
    await assert.rejects(initiate(), { name: "InvalidLambdaResponseException" });
  });

  describe("USER_AUTH", () => {
    const choices = { signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } };

    it("lists the ways to begin, and takes the one that is chosen", async () => {
      await start(secretWord, [], choices);
      const first = await initiate({}, "USER_AUTH");
      assert.equal(first.ChallengeName, "SELECT_CHALLENGE");
      assert.deepEqual(first.AvailableChallenges, ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"]);
      const done = await respond(first, { ANSWER: "PASSWORD", PASSWORD: Password });
      assert.ok(done.AuthenticationResult?.IdToken);
    });

    it("signs in by a code that was mailed", async () => {
      await start(secretWord, [], choices);
      const first = await initiate({ PREFERRED_CHALLENGE: "EMAIL_OTP" }, "USER_AUTH");
      assert.equal(first.ChallengeName, "EMAIL_OTP");
      await assert.rejects(respond(first, { EMAIL_OTP_CODE: "000000" }), {
        name: "CodeMismatchException",
      });
      const EMAIL_OTP_CODE = port.codes.at(-1)?.code ?? "";
      assert.ok((await respond(first, { EMAIL_OTP_CODE })).AuthenticationResult?.IdToken);
      await assert.rejects(respond(first, { EMAIL_OTP_CODE }), { name: "NotAuthorizedException" });
    });

    it("offers no code where the pool does not allow it", async () => {
      await start(secretWord, []);
      const first = await initiate({ PREFERRED_CHALLENGE: "EMAIL_OTP" }, "USER_AUTH");
      assert.deepEqual(first.AvailableChallenges, ["PASSWORD", "PASSWORD_SRP"]);
      await assert.rejects(respond(first, { ANSWER: "EMAIL_OTP" }), {
        name: "InvalidParameterException",
      });
    });
  });

  describe("the trigger for users of an older directory", () => {
    const old: Answerer = ({ userName, request }) =>
      userName === "old@example.com" && request["password"] === Password
        ? {
            userAttributes: { email: userName, email_verified: "true" },
            finalUserStatus: "CONFIRMED",
          }
        : {};

    it("adds a user at the first sign-in", async () => {
      await start(old, ["userMigration"]);
      const parameters = { USERNAME: "old@example.com", PASSWORD: Password };
      const { AuthenticationResult } = await initiate(parameters, "USER_PASSWORD_AUTH");
      assert.equal(decodeJwt(AuthenticationResult?.IdToken ?? "")["email"], "old@example.com");
      assert.equal(events[0]?.triggerSource, "UserMigration_Authentication");
    });

    it("leaves out whom the trigger does not know", async () => {
      await start(old, ["userMigration"]);
      const parameters = { USERNAME: "else@example.com", PASSWORD: Password };
      await assert.rejects(initiate(parameters, "USER_PASSWORD_AUTH"), {
        name: "UserNotFoundException",
        message: `Exception migrating user in app client ${ClientId}`,
      });
    });
  });
});
