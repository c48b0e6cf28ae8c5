import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { graphDefinition, ids, poolDefinition } from "../definition";
import { later, runPort, type RunningPort } from "../run-port";
import { srpClient } from "./srp-client";

const email = "jane@example.com";
const password = "Correct-horse1";
const ClientId = ids.client;
const UserPoolId = ids.pool;

describe("Cognito sign-in, refresh and sign-out", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  let admin: cognito.CognitoIdentityProviderClient;
  beforeEach(async () => {
    port = await runPort(graphDefinition());
    client = new cognito.CognitoIdentityProviderClient(port.client());
    admin = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    await createUser();
  });
  afterEach(() => port.close());

  const createUser = async () => {
    const user = { UserPoolId, Username: email };
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    const MessageAction = "SUPPRESS" as const;
    await admin.send(
      new cognito.AdminCreateUserCommand({ ...user, UserAttributes, MessageAction }),
    );
    await admin.send(
      new cognito.AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }),
    );
  };
  const start = (AuthFlow: cognito.AuthFlowType, AuthParameters: Record<string, string>) =>
    client.send(new cognito.InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }));
  const signIn = async (PASSWORD = password) => {
    const answer = await start("USER_PASSWORD_AUTH", { USERNAME: email, PASSWORD });
    return answer.AuthenticationResult ?? assert.fail("no tokens");
  };
  const refused = (work: Promise<unknown>, name: string, message: string) =>
    assert.rejects(work, { name, message });

  it("signs in by SRP", async () => {
    const srp = srpClient(ids.pool);
    const first = await start("USER_SRP_AUTH", { USERNAME: email, SRP_A: srp.publicValue });
    assert.equal(first.ChallengeName, "PASSWORD_VERIFIER");
    const ChallengeResponses = srp.answer(first.ChallengeParameters ?? {}, password);
    const answer = new cognito.RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses,
    });
    const { AuthenticationResult } = await client.send(answer);
    assert.equal(decodeJwt(AuthenticationResult?.IdToken ?? "")["email"], email);
    await refused(
      client.send(answer),
      "NotAuthorizedException",
      "Invalid session for the user, session can only be used once.",
    );
  });

  it("refuses SRP with a wrong password", async () => {
    const srp = srpClient(ids.pool);
    const first = await start("USER_SRP_AUTH", { USERNAME: email, SRP_A: srp.publicValue });
    const answer = new cognito.RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: srp.answer(first.ChallengeParameters ?? {}, "Wrong-horse1"),
    });
    await refused(client.send(answer), "NotAuthorizedException", "Incorrect username or password.");
  });

  it("refuses a public value of SRP that is zero", () =>
    assert.rejects(start("USER_SRP_AUTH", { USERNAME: email, SRP_A: "0" }), {
      name: "InvalidParameterException",
    }));

  it("refreshes: new tokens of the same sign-in, and the refresh token stays", async () => {
    const first = await signIn();
    const { AuthenticationResult: next } = await start("REFRESH_TOKEN_AUTH", {
      REFRESH_TOKEN: first.RefreshToken ?? "",
    });
    assert.equal(next?.RefreshToken, undefined);
    const [before, after] = [decodeJwt(first.IdToken ?? ""), decodeJwt(next?.IdToken ?? "")];
    assert.equal(after["origin_jti"], before["origin_jti"]);
    assert.equal(after["auth_time"], before["auth_time"]);
    assert.notEqual(after.jti, before.jti);
  });

  it("refuses a refresh token after 30 days, and one that nobody gave", async () => {
    const { RefreshToken = "" } = await signIn();
    await later(30 * 86_400_000, () =>
      refused(
        start("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken }),
        "NotAuthorizedException",
        "Refresh Token has expired",
      ),
    );
    await refused(
      start("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: "made.up" }),
      "NotAuthorizedException",
      "Invalid Refresh Token",
    );
  });

  it("rotates refresh tokens where the client says so", async () => {
    const pool = poolDefinition();
    const [first, ...others] = pool.clients;
    const inputs = {
      ...first?.inputs,
      refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 0 },
    };
    const clients = [{ name: "customers", id: ids.client, inputs }, ...others];
    port.load(graphDefinition({ userPools: [{ ...pool, clients }] }));
    const { RefreshToken } = await signIn();
    const command = new cognito.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    const { AuthenticationResult: next } = await client.send(command);
    assert.ok(next?.RefreshToken && next.RefreshToken !== RefreshToken);
    await assert.rejects(client.send(command), { name: "RefreshTokenReuseException" });
    const again = new cognito.GetTokensFromRefreshTokenCommand({
      ClientId,
      RefreshToken: next.RefreshToken,
    });
    const atOnce = await Promise.allSettled([1, 2, 3].map(() => client.send(again)));
    assert.equal(atOnce.filter(({ status }) => status === "fulfilled").length, 1);
  });

  it("signs out everywhere: Cognito refuses at once, the ID token stays what it is", async () => {
    const { AccessToken, RefreshToken = "", IdToken = "" } = await signIn();
    await client.send(new cognito.GlobalSignOutCommand({ AccessToken }));
    await refused(
      client.send(new cognito.GetUserCommand({ AccessToken })),
      "NotAuthorizedException",
      "Access Token has been revoked",
    );
    await refused(
      start("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken }),
      "NotAuthorizedException",
      "Refresh Token has been revoked",
    );
    const verdict = await port.tokens.verify(IdToken, [poolDefinition().arn]);
    assert.equal(verdict.valid, true);
    await signIn();
  });

  it("revokes one sign-in and leaves the other", async () => {
    const [one, other] = [await signIn(), await signIn()];
    await client.send(new cognito.RevokeTokenCommand({ ClientId, Token: one.RefreshToken }));
    await assert.rejects(
      client.send(new cognito.GetUserCommand({ AccessToken: one.AccessToken })),
      { message: "Access Token has been revoked" },
    );
    await client.send(new cognito.GetUserCommand({ AccessToken: other.AccessToken }));
  });

  it("refuses an access token that expired, one that is changed and an ID token", async () => {
    const { AccessToken = "", IdToken } = await signIn();
    const ask = (token?: string) => client.send(new cognito.GetUserCommand({ AccessToken: token }));
    await later(3_602_000, () =>
      refused(ask(AccessToken), "NotAuthorizedException", "Access Token has expired"),
    );
    const changed = `${AccessToken.slice(0, -8)}AAAAAAAA`;
    await refused(
      ask(changed),
      "NotAuthorizedException",
      "Could not verify signature for Access Token",
    );
    await refused(ask(IdToken), "NotAuthorizedException", "Invalid Access Token");
  });

  it("changes and resets a password", async () => {
    const { AccessToken } = await signIn();
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      client.send(
        new cognito.ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }),
      );
    await refused(
      change("Wrong-horse1", "Better-horse2"),
      "NotAuthorizedException",
      "Incorrect username or password.",
    );
    await change(password, "Better-horse2");
    const { AccessToken: before } = await signIn("Better-horse2");
    await client.send(new cognito.ForgotPasswordCommand({ ClientId, Username: email }));
    await client.send(
      new cognito.ConfirmForgotPasswordCommand({
        ClientId,
        Username: email,
        ConfirmationCode: port.codes.at(-1)?.code,
        Password: "Third-horse3",
      }),
    );
    await signIn("Third-horse3");
    await assert.rejects(signIn("Better-horse2"), { message: "Incorrect username or password." });
    // Sign-ins of before stay: https://github.com/aws-amplify/amplify-js/issues/6559
    await client.send(new cognito.GetUserCommand({ AccessToken: before }));
  });

  it("gives both tokens one event id, and an origin only where tokens can be revoked", async () => {
    const { IdToken = "", AccessToken = "" } = await signIn();
    assert.equal(decodeJwt(IdToken)["event_id"], decodeJwt(AccessToken)["event_id"]);
    assert.equal(decodeJwt(IdToken)["origin_jti"], decodeJwt(AccessToken)["origin_jti"]);
    const pool = poolDefinition();
    const [first, ...rest] = pool.clients;
    const inputs = { ...first!.inputs, enableTokenRevocation: false };
    const clients = [{ ...first!, inputs }, ...rest];
    port.load(graphDefinition({ userPools: [{ ...pool, clients }] }));
    const plain = await signIn();
    for (const token of [plain.IdToken, plain.AccessToken]) {
      assert.equal(decodeJwt(token ?? "")["origin_jti"], undefined);
    }
    await client.send(new cognito.GetUserCommand({ AccessToken: plain.AccessToken }));
    await client.send(new cognito.GlobalSignOutCommand({ AccessToken: plain.AccessToken }));
    await refused(
      client.send(new cognito.GetUserCommand({ AccessToken: plain.AccessToken })),
      "NotAuthorizedException",
      "Access Token has been revoked",
    );
  });

  const bounded: [what: string, name: string, value: string, message: string][] = [
    ["a text that is too long", "custom:tier", "platinum", "String must be at most 6 characters."],
    ["a text that is too short", "custom:tier", "x", "String must be at least 2 characters."],
    ["a number that is too large", "custom:age", "151", "Number must be at most 150."],
    ["no number", "custom:age", "old", "Value must be a number."],
  ];
  for (const [what, Name, Value, message] of bounded) {
    it(`refuses ${what} for an attribute`, async () => {
      const tier = { name: "tier", attributeDataType: "String" };
      const age = { name: "age", attributeDataType: "Number" };
      const schemas = [
        { ...tier, stringAttributeConstraints: { minLength: "2", maxLength: "6" } },
        { ...age, numberAttributeConstraints: { maxValue: "150" } },
      ];
      port.load(graphDefinition({ userPools: [poolDefinition({ schemas })] }));
      const { AccessToken } = await signIn();
      const write = (UserAttributes: cognito.AttributeType[]) =>
        client.send(new cognito.UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
      await write([
        { Name: "custom:tier", Value: "gold" },
        { Name: "custom:age", Value: "150" },
      ]);
      await refused(
        write([{ Name, Value }]),
        "InvalidParameterException",
        `Attributes did not conform to the schema: ${Name}: ${message}\n`,
      );
    });
  }

  it("asks whom an admin invited for a new password", async () => {
    const Username = "bob@example.com";
    await admin.send(new cognito.AdminCreateUserCommand({ UserPoolId, Username }));
    const invited = port.codes.at(-1);
    assert.equal(invited?.to, Username);
    const first = await start("USER_PASSWORD_AUTH", {
      USERNAME: Username,
      PASSWORD: invited?.code ?? "",
    });
    assert.equal(first.ChallengeName, "NEW_PASSWORD_REQUIRED");
    const answer = (NEW_PASSWORD: string) =>
      client.send(
        new cognito.RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session: first.Session,
          ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
        }),
      );
    await assert.rejects(answer("short"), { name: "InvalidPasswordException" });
    assert.ok((await answer(password)).AuthenticationResult?.IdToken);
    await assert.rejects(answer(password), {
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  const meanwhile: Record<string, [name: string, work: () => Promise<unknown>, message: string]> = {
    disabled: [
      "dan@example.com",
      () =>
        admin.send(
          new cognito.AdminDisableUserCommand({ UserPoolId, Username: "dan@example.com" }),
        ),
      "User is disabled.",
    ],
    "given a lasting password": [
      "liv@example.com",
      () =>
        admin.send(
          new cognito.AdminSetUserPasswordCommand({
            UserPoolId,
            Username: "liv@example.com",
            Password: "Third-horse3",
            Permanent: true,
          }),
        ),
      "Invalid session for the user.",
    ],
  };
  for (const [what, [Username, work, message]] of Object.entries(meanwhile)) {
    it(`refuses the new password of whom an admin has ${what} meanwhile`, async () => {
      await admin.send(new cognito.AdminCreateUserCommand({ UserPoolId, Username }));
      const { Session } = await start("USER_PASSWORD_AUTH", {
        USERNAME: Username,
        PASSWORD: port.codes.at(-1)?.code ?? "",
      });
      await work();
      const answer = new cognito.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: password },
      });
      await refused(client.send(answer), "NotAuthorizedException", message);
    });
  }

  for (const flow of ["constructor", "__proto__"]) {
    it(`takes ${flow} for no flow`, () =>
      refused(
        start(flow as cognito.AuthFlowType, {}),
        "InvalidParameterException",
        `1 validation error detected: Value '${flow}' at 'authFlow' failed to satisfy constraint: ` +
          "Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, " +
          "CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]",
      ));
  }

  it("takes a name that is longer than any for nobody's", async () => {
    const USERNAME = "j".repeat(5_000);
    await refused(
      start("USER_PASSWORD_AUTH", { USERNAME, PASSWORD: password }),
      "UserNotFoundException",
      "User does not exist.",
    );
    assert.deepEqual(port.problems, []);
  });

  it("refuses a name with a space, which parts the names in the state folder", async () => {
    port.load(graphDefinition({ userPools: [poolDefinition({ usernameAttributes: [] })] }));
    const named = { Username: "jane doe", Password: password };
    await assert.rejects(client.send(new cognito.SignUpCommand({ ClientId, ...named })), {
      name: "InvalidParameterException",
    });
    const invited = { UserPoolId, Username: "jane doe" };
    await assert.rejects(admin.send(new cognito.AdminCreateUserCommand(invited)), {
      name: "InvalidParameterException",
    });
  });

  it("refuses a disabled user, and one that was deleted", async () => {
    const { RefreshToken = "", AccessToken } = await signIn();
    const user = { UserPoolId, Username: email };
    await admin.send(new cognito.AdminDisableUserCommand(user));
    await assert.rejects(signIn(), { message: "User is disabled." });
    await assert.rejects(start("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken }), {
      name: "NotAuthorizedException",
    });
    await admin.send(new cognito.AdminEnableUserCommand(user));
    await signIn();
    await admin.send(new cognito.AdminDeleteUserCommand(user));
    await assert.rejects(client.send(new cognito.GetUserCommand({ AccessToken })), {
      name: "UserNotFoundException",
    });
    await assert.rejects(signIn(), { name: "UserNotFoundException" });
  });

  it("puts groups into both tokens", async () => {
    const member = { UserPoolId, Username: email, GroupName: "staff" };
    await admin.send(new cognito.AdminAddUserToGroupCommand(member));
    const { IdToken = "", AccessToken = "" } = await signIn();
    for (const token of [IdToken, AccessToken]) {
      assert.deepEqual(decodeJwt(token)["cognito:groups"], ["staff"]);
    }
    await assert.rejects(
      admin.send(new cognito.AdminAddUserToGroupCommand({ ...member, GroupName: "nobody" })),
      { name: "ResourceNotFoundException", message: "Group not found." },
    );
    await admin.send(new cognito.AdminRemoveUserFromGroupCommand(member));
    const after = await signIn();
    assert.equal(decodeJwt(after.IdToken ?? "")["cognito:groups"], undefined);
  });

  it("verifies a changed address by its own code", async () => {
    const { AccessToken } = await signIn();
    const UserAttributes = [{ Name: "email", Value: "jane@example.org" }];
    const { CodeDeliveryDetailsList: sent } = await client.send(
      new cognito.UpdateUserAttributesCommand({ AccessToken, UserAttributes }),
    );
    assert.equal(sent?.[0]?.AttributeName, "email");
    const shown = () =>
      admin.send(new cognito.AdminGetUserCommand({ UserPoolId, Username: "jane@example.org" }));
    const verified = async () =>
      (await shown()).UserAttributes?.find(({ Name }) => Name === "email_verified")?.Value;
    assert.equal(await verified(), "false");
    const Code = port.codes.at(-1)?.code;
    await client.send(
      new cognito.VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }),
    );
    assert.equal(await verified(), "true");
  });

  it("does not take a code for an address that came after the one it was sent to", async () => {
    port.load(graphDefinition({ userPools: [poolDefinition({ autoVerifiedAttributes: [] })] }));
    const { AccessToken } = await signIn();
    const AttributeName = "email";
    const expired = "Invalid code provided, please request a code again.";
    await client.send(
      new cognito.GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }),
    );
    const Code = port.codes.at(-1)?.code;
    await client.send(new cognito.ForgotPasswordCommand({ ClientId, Username: email }));
    const ConfirmationCode = port.codes.at(-1)?.code;
    const Username = "somebody@example.org";
    const UserAttributes = [{ Name: "email", Value: Username }];
    await client.send(new cognito.UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    await refused(
      client.send(new cognito.VerifyUserAttributeCommand({ AccessToken, AttributeName, Code })),
      "ExpiredCodeException",
      expired,
    );
    const reset = { ClientId, Username, ConfirmationCode, Password: "Third-horse3" };
    await refused(
      client.send(new cognito.ConfirmForgotPasswordCommand(reset)),
      "ExpiredCodeException",
      expired,
    );
    const shown = await admin.send(new cognito.AdminGetUserCommand({ UserPoolId, Username }));
    const verified = shown.UserAttributes?.find(({ Name }) => Name === "email_verified");
    assert.equal(verified?.Value, "false");
  });

  it("keeps each of two changes of attributes that run beside each other", async () => {
    const change = (Name: string) =>
      admin.send(
        new cognito.AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username: email,
          UserAttributes: [{ Name, Value: "Jane" }],
        }),
      );
    const names = ["name", "given_name", "nickname", "profile"];
    await Promise.all(names.map(change));
    const user = await admin.send(new cognito.AdminGetUserCommand({ UserPoolId, Username: email }));
    const kept = user.UserAttributes?.flatMap(({ Name, Value }) => (Value === "Jane" ? Name : []));
    assert.deepEqual(kept?.toSorted(), names.toSorted());
  });

  it("lists users by a filter", async () => {
    const Filter = 'email ^= "jane"';
    const found = await admin.send(new cognito.ListUsersCommand({ UserPoolId, Filter }));
    assert.equal(found.Users?.length, 1);
    assert.equal(found.Users?.[0]?.UserStatus, "CONFIRMED");
    assert.ok(found.Users?.[0]?.UserCreateDate instanceof Date);
  });

  it("asks a client with a secret for its hash", async () => {
    const ask = (SECRET_HASH?: string) =>
      client.send(
        new cognito.InitiateAuthCommand({
          ClientId: ids.secretClient,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: {
            USERNAME: email,
            PASSWORD: password,
            ...(SECRET_HASH !== undefined && { SECRET_HASH }),
          },
        }),
      );
    const hash = createHmac("sha256", ids.secret)
      .update(email + ids.secretClient)
      .digest("base64");
    await ask(hash);
    await refused(
      ask(),
      "NotAuthorizedException",
      `Client ${ids.secretClient} is configured with secret but SECRET_HASH was not received`,
    );
    await refused(
      ask("bm90aGluZw=="),
      "NotAuthorizedException",
      `Unable to verify secret hash for client ${ids.secretClient}`,
    );
  });

  it("asks admin operations for a signature and for the caller's policies", async () => {
    const command = new cognito.AdminGetUserCommand({ UserPoolId, Username: email });
    await assert.rejects(client.send(command), { name: "UnrecognizedClientException" });
    const role = graphDefinition().roles[0]?.arn ?? "";
    const session = await port.credentials.assume(role, { sessionName: "local" });
    const asRole = new cognito.CognitoIdentityProviderClient(port.client(session));
    await refused(
      asRole.send(command),
      "AccessDeniedException",
      `User: arn:aws:sts::000000000000:assumed-role/restaurants-dev-getStock/local is not authorized to perform: cognito-idp:AdminGetUser on resource: ${poolDefinition().arn} because no identity-based policy allows the cognito-idp:AdminGetUser action`,
    );
  });

  it("keeps a pool's users when the graph loses the pool for a while", async () => {
    port.load(graphDefinition({ userPools: [] }));
    await assert.rejects(signIn(), { name: "ResourceNotFoundException" });
    port.load(graphDefinition());
    await signIn();
  });
});
