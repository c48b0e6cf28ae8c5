import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { totpCode } from "../../../../src/local/aws/cognito-idp/mfa/totp";
import { graphDefinition, ids, poolDefinition } from "../definition";
import { later, runPort, type RunningPort } from "../run-port";

const ClientId = ids.client;
const Username = "jane@example.com";
const Password = "Correct-horse1";

describe("totpCode", () => {
  // RFC 6238, appendix B (SHA-1), the last six digits; the secret is "12345678901234567890".
  const vectors: [seconds: number, code: string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ];
  for (const [seconds, code] of vectors) {
    it(`gives ${code} at ${seconds} s`, () => {
      const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
      assert.equal(totpCode(secret, Math.floor(seconds / 30)), code);
    });
  }
});

describe("Cognito's second factor", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  const start = async (inputs: Record<string, unknown>) => {
    const pool = poolDefinition({
      softwareTokenMfaConfiguration: { enabled: true },
      ...inputs,
    });
    port = await runPort(graphDefinition({ userPools: [pool] }));
    client = new cognito.CognitoIdentityProviderClient(port.client());
    const admin = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const user = { UserPoolId: ids.pool, Username };
    const attributes = [
      { Name: "phone_number", Value: "+15555550123" },
      { Name: "phone_number_verified", Value: "true" },
    ];
    await admin.send(
      new cognito.AdminCreateUserCommand({
        ...user,
        MessageAction: "SUPPRESS",
        ...(inputs["smsConfiguration"] !== undefined && { UserAttributes: attributes }),
      }),
    );
    await admin.send(
      new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
    );
  };
  afterEach(() => port.close());

  const signIn = () =>
    client.send(
      new cognito.InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
  const answer = (
    ChallengeName: cognito.ChallengeNameType,
    Session: string | undefined,
    responses: Record<string, string> = {},
  ) =>
    client.send(
      new cognito.RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: Username, ...responses },
      }),
    );
  const codeAt = (secret: string, steps = 0) =>
    totpCode(secret, Math.floor(Date.now() / 30_000) + steps);

  it("makes a user of a pool that requires it set an authenticator app up", async () => {
    await start({ mfaConfiguration: "ON" });
    const first = await signIn();
    assert.equal(first.ChallengeName, "MFA_SETUP");
    assert.equal(first.AuthenticationResult, undefined);
    await assert.rejects(answer("MFA_SETUP", first.Session), { name: "InvalidParameterException" });
    const associated = await client.send(
      new cognito.AssociateSoftwareTokenCommand({ Session: first.Session }),
    );
    const secret = associated.SecretCode ?? "";
    const verify = (UserCode: string) =>
      client.send(
        new cognito.VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }),
      );
    const wrong = codeAt(secret) === "000000" ? "000001" : "000000";
    await assert.rejects(verify(wrong), { name: "EnableSoftwareTokenMFAException" });
    const used = codeAt(secret);
    const verified = await verify(used);
    assert.equal(verified.Status, "SUCCESS");
    const done = await answer("MFA_SETUP", verified.Session);
    assert.ok(done.AuthenticationResult?.IdToken);

    const second = await signIn();
    assert.equal(second.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const give = (code: string) =>
      answer("SOFTWARE_TOKEN_MFA", second.Session, { SOFTWARE_TOKEN_MFA_CODE: code });
    // The code of the set-up was used: it is good once.
    await assert.rejects(give(used), { name: "CodeMismatchException" });
    await later(60_000, async () => {
      const tokens = await give(codeAt(secret));
      assert.ok(tokens.AuthenticationResult?.IdToken);
    });
  });

  it("lets a user of a pool where it is optional switch it on", async () => {
    await start({ mfaConfiguration: "OPTIONAL" });
    const AccessToken = (await signIn()).AuthenticationResult?.AccessToken;
    const prefer = () =>
      client.send(
        new cognito.SetUserMFAPreferenceCommand({
          AccessToken,
          SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        }),
      );
    await assert.rejects(prefer(), {
      message: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    });
    const { SecretCode = "" } = await client.send(
      new cognito.AssociateSoftwareTokenCommand({ AccessToken }),
    );
    await assert.rejects(prefer(), { message: "User has not verified software token mfa" });
    const UserCode = codeAt(SecretCode);
    await client.send(new cognito.VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    assert.ok((await signIn()).AuthenticationResult);
    await prefer();
    assert.equal((await signIn()).ChallengeName, "SOFTWARE_TOKEN_MFA");
  });

  it("bounds the codes that can be guessed over many sign-ins", async () => {
    await start({ mfaConfiguration: "OPTIONAL" });
    const AccessToken = (await signIn()).AuthenticationResult?.AccessToken;
    const { SecretCode = "" } = await client.send(
      new cognito.AssociateSoftwareTokenCommand({ AccessToken }),
    );
    const UserCode = codeAt(SecretCode);
    await client.send(new cognito.VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    const SoftwareTokenMfaSettings = { Enabled: true };
    await client.send(
      new cognito.SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }),
    );
    const names: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const { Session } = await signIn();
      const wrong = { SOFTWARE_TOKEN_MFA_CODE: UserCode };
      await answer("SOFTWARE_TOKEN_MFA", Session, wrong).catch((error: Error) =>
        names.push(error.name),
      );
    }
    assert.deepEqual(names, [
      ...Array<string>(5).fill("CodeMismatchException"),
      "LimitExceededException",
    ]);
  });

  it("sends a code by SMS", async () => {
    await start({
      mfaConfiguration: "ON",
      smsConfiguration: { externalId: "x", snsCallerArn: "y" },
    });
    const first = await signIn();
    assert.equal(first.ChallengeName, "SMS_MFA");
    assert.equal(first.ChallengeParameters?.["CODE_DELIVERY_DESTINATION"], "+*******0123");
    const SMS_MFA_CODE = port.codes.at(-1)?.code ?? "";
    await assert.rejects(answer("SMS_MFA", first.Session, { SMS_MFA_CODE: "nothing" }), {
      name: "CodeMismatchException",
      message: "Invalid code or auth state for the user.",
    });
    const done = await answer("SMS_MFA", first.Session, { SMS_MFA_CODE });
    assert.ok(done.AuthenticationResult?.IdToken);
  });

  it("sends a code to a phone that is not verified", async () => {
    const smsConfiguration = { externalId: "x", snsCallerArn: "y" };
    await start({ mfaConfiguration: "OPTIONAL", smsConfiguration });
    const admin = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const user = { UserPoolId: ids.pool, Username };
    const UserAttributes = [{ Name: "phone_number_verified", Value: "false" }];
    await admin.send(new cognito.AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
    const SMSMfaSettings = { Enabled: true };
    await admin.send(new cognito.AdminSetUserMFAPreferenceCommand({ ...user, SMSMfaSettings }));
    assert.equal((await signIn()).ChallengeName, "SMS_MFA");
  });

  describe("with several factors", () => {
    const both = { mfaConfiguration: "OPTIONAL", smsConfiguration: { externalId: "x" } };
    const admin = () =>
      new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const prefer = (settings: Partial<cognito.AdminSetUserMFAPreferenceCommandInput>) =>
      admin().send(
        new cognito.AdminSetUserMFAPreferenceCommand({
          UserPoolId: ids.pool,
          Username,
          ...settings,
        }),
      );
    const withApp = async (settings: Partial<cognito.AdminSetUserMFAPreferenceCommandInput>) => {
      await start({ ...both, emailMfaConfiguration: { subject: "code" } });
      const { AuthenticationResult } = await signIn();
      const AccessToken = AuthenticationResult?.AccessToken;
      const { SecretCode = "" } = await client.send(
        new cognito.AssociateSoftwareTokenCommand({ AccessToken }),
      );
      const UserCode = totpCode(SecretCode, Math.floor(Date.now() / 30_000));
      await client.send(new cognito.VerifySoftwareTokenCommand({ AccessToken, UserCode }));
      await prefer(settings);
      return AccessToken;
    };
    const on = { Enabled: true };

    it("asks which one, and takes the one that is chosen", async () => {
      await withApp({ SMSMfaSettings: on, SoftwareTokenMfaSettings: on });
      const first = await signIn();
      assert.equal(first.ChallengeName, "SELECT_MFA_TYPE");
      const choices = '["SMS_MFA","SOFTWARE_TOKEN_MFA"]';
      assert.equal(first.ChallengeParameters?.["MFAS_CAN_CHOOSE"], choices);
      const second = await answer("SELECT_MFA_TYPE", first.Session, { ANSWER: "SMS_MFA" });
      assert.equal(second.ChallengeName, "SMS_MFA");
      const SMS_MFA_CODE = port.codes.at(-1)?.code ?? "";
      const done = await answer("SMS_MFA", second.Session, { SMS_MFA_CODE });
      assert.ok(done.AuthenticationResult?.IdToken);
    });

    it("takes no choice that is not the user's", async () => {
      await withApp({ SMSMfaSettings: on, SoftwareTokenMfaSettings: on });
      const { Session } = await signIn();
      await assert.rejects(answer("SELECT_MFA_TYPE", Session, { ANSWER: "EMAIL_OTP" }), {
        name: "InvalidParameterException",
      });
    });

    it("asks for the preferred one, and shows it", async () => {
      const AccessToken = await withApp({
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        SoftwareTokenMfaSettings: on,
      });
      assert.equal((await signIn()).ChallengeName, "SMS_MFA");
      const user = await client.send(new cognito.GetUserCommand({ AccessToken }));
      assert.equal(user.PreferredMfaSetting, "SMS_MFA");
      assert.deepEqual(user.UserMFASettingList, ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]);
      await prefer({ SMSMfaSettings: { Enabled: false } });
      assert.equal((await signIn()).ChallengeName, "SOFTWARE_TOKEN_MFA");
    });

    it("refuses two that are preferred", async () => {
      const preferred = { Enabled: true, PreferredMfa: true };
      await assert.rejects(
        withApp({ SMSMfaSettings: preferred, SoftwareTokenMfaSettings: preferred }),
        { name: "InvalidParameterException" },
      );
    });
  });
});
