import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { graphDefinition, ids, poolDefinition } from "./definition";
import { runPort, type RunningPort } from "./run-port";

const ClientId = ids.client;
const UserPoolId = ids.pool;
const Username = "jane@example.com";
const Password = "Correct-horse1";

describe("addresses and passwords of a user", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  let AccessToken: string | undefined;
  const signIn = async (name = Username, password = Password) => {
    const { AuthenticationResult } = await client.send(
      new cognito.InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: name, PASSWORD: password },
      }),
    );
    return AuthenticationResult ?? assert.fail("no tokens");
  };
  const start = async (
    inputs: Record<string, unknown>,
    attributes: Record<string, string> = {},
  ) => {
    port = await runPort(graphDefinition({ userPools: [poolDefinition(inputs)] }));
    client = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    const given = { email_verified: "true", ...attributes };
    const UserAttributes = Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
    const user = { UserPoolId, Username };
    await client.send(
      new cognito.AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    const set = new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true });
    await client.send(set);
    ({ AccessToken } = await signIn());
  };
  afterEach(() => port.close());

  const attributes = async () => {
    const { UserAttributes = [] } = await client.send(new cognito.GetUserCommand({ AccessToken }));
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  };
  const verify = (Code: string) =>
    client.send(
      new cognito.VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }),
    );

  describe("where the pool keeps an address until the new one is proven", () => {
    const keep = {
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
    };
    const change = (Value: string) =>
      client.send(
        new cognito.UpdateUserAttributesCommand({
          AccessToken,
          UserAttributes: [{ Name: "email", Value }],
        }),
      );

    it("changes it with the code, and the sign-in with it", async () => {
      await start(keep);
      const { CodeDeliveryDetailsList } = await change("new@example.com");
      assert.equal(CodeDeliveryDetailsList?.[0]?.Destination, "n***@e***");
      assert.equal(port.codes.at(-1)?.to, "new@example.com");
      assert.equal((await attributes())["email"], Username);
      await signIn();
      await assert.rejects(verify("000000"), { name: "CodeMismatchException" });
      await verify(port.codes.at(-1)?.code ?? "");
      const { email, email_verified } = await attributes();
      assert.deepEqual([email, email_verified], ["new@example.com", "true"]);
      await signIn("new@example.com");
      await assert.rejects(signIn(), { name: "UserNotFoundException" });
    });

    it("does not change it to another's address", async () => {
      await start(keep);
      const other = { UserPoolId, Username: "joe@example.com", MessageAction: "SUPPRESS" } as const;
      await client.send(new cognito.AdminCreateUserCommand(other));
      await assert.rejects(change("joe@example.com"), { name: "AliasExistsException" });
    });

    it("takes no code of an address that another change has replaced", async () => {
      await start(keep);
      await change("first@example.com");
      const old = port.codes.at(-1)?.code ?? "";
      await change("second@example.com");
      if (old !== port.codes.at(-1)?.code) {
        await assert.rejects(verify(old), { name: "CodeMismatchException" });
      }
      assert.equal((await attributes())["email"], Username);
    });
  });

  const recoveries: [what: string, mechanisms: [string, number][] | undefined, to: string][] = [
    ["the phone where nothing is said", undefined, "+15555550123"],
    [
      "the mail first",
      [
        ["verified_phone_number", 2],
        ["verified_email", 1],
      ],
      Username,
    ],
    ["nothing but the mail", [["verified_email", 1]], Username],
  ];
  for (const [what, mechanisms, to] of recoveries) {
    it(`sends the code for a new password to ${what}`, async () => {
      const recoveryMechanisms = mechanisms?.map(([name, priority]) => ({ name, priority }));
      await start(recoveryMechanisms ? { accountRecoverySetting: { recoveryMechanisms } } : {}, {
        phone_number: "+15555550123",
        phone_number_verified: "true",
      });
      await client.send(new cognito.ForgotPasswordCommand({ ClientId, Username }));
      assert.equal(port.codes.at(-1)?.to, to);
    });
  }

  it("leaves a forgotten password to the administrator where the pool says so", async () => {
    const recoveryMechanisms = [{ name: "admin_only", priority: 1 }];
    await start({ accountRecoverySetting: { recoveryMechanisms } });
    await assert.rejects(client.send(new cognito.ForgotPasswordCommand({ ClientId, Username })), {
      name: "NotAuthorizedException",
    });
  });

  it("lets no password come back that the pool remembers", async () => {
    await start({ passwordPolicy: { minimumLength: 8, passwordHistorySize: 2 } });
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      client.send(
        new cognito.ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }),
      );
    const used = { name: "PasswordHistoryPolicyViolationException" };
    await assert.rejects(change(Password, Password), used);
    await change(Password, "second-horse");
    await assert.rejects(change("second-horse", Password), used);
    await change("second-horse", "third-horse");
    await change("third-horse", Password);
  });

  for (const deviceConfiguration of [undefined, { deviceOnlyRememberedOnUserPrompt: true }]) {
    const what = deviceConfiguration === undefined ? "tracks none" : "tracks them on AWS";
    it(`remembers no device where the pool ${what}`, async () => {
      await start({ deviceConfiguration });
      assert.equal("NewDeviceMetadata" in (await signIn()), false);
      const DeviceKey = "eu-central-1_00000000-0000-4000-8000-000000000000";
      const untracked = {
        name: "InvalidParameterException",
        message: "Device tracking is not enabled for the pool.",
      };
      const own = { AccessToken, DeviceKey };
      const named = { UserPoolId, Username, DeviceKey };
      const calls = [
        client.send(new cognito.ConfirmDeviceCommand(own)),
        client.send(new cognito.GetDeviceCommand(own)),
        client.send(new cognito.ForgetDeviceCommand(own)),
        client.send(new cognito.ListDevicesCommand(own)),
        client.send(new cognito.UpdateDeviceStatusCommand(own)),
        client.send(new cognito.AdminGetDeviceCommand(named)),
        client.send(new cognito.AdminForgetDeviceCommand(named)),
        client.send(new cognito.AdminListDevicesCommand(named)),
        client.send(new cognito.AdminUpdateDeviceStatusCommand(named)),
      ];
      for (const call of calls) await assert.rejects(call, untracked);
      const said = port.problems.filter((one) =>
        one.includes("devices are remembered on AWS only"),
      );
      assert.equal(said.length, deviceConfiguration === undefined ? 0 : 1);
    });
  }
});

describe("what a pool tells of itself", () => {
  let port: RunningPort;
  let client: cognito.CognitoIdentityProviderClient;
  before(async () => {
    port = await runPort(graphDefinition());
    client = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
  });
  after(() => port.close());

  it("shows its second factors, domain and scopes", async () => {
    const mfa = await client.send(new cognito.GetUserPoolMfaConfigCommand({ UserPoolId }));
    assert.equal(mfa.MfaConfiguration, "OFF");
    const Domain = "customers-dev";
    const domain = await client.send(new cognito.DescribeUserPoolDomainCommand({ Domain }));
    assert.equal(domain.DomainDescription?.UserPoolId, UserPoolId);
    const servers = await client.send(new cognito.ListResourceServersCommand({ UserPoolId }));
    assert.deepEqual(
      servers.ResourceServers?.[0]?.Scopes?.map(({ ScopeName }) => ScopeName),
      ["write", "read"],
    );
  });

  it("shows how long a client's tokens hold", async () => {
    const { UserPoolClient } = await client.send(
      new cognito.DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
    );
    assert.equal(UserPoolClient?.RefreshTokenValidity, 30);
    assert.deepEqual(UserPoolClient?.TokenValidityUnits, {
      AccessToken: "hours",
      IdToken: "hours",
      RefreshToken: "days",
    });
  });

  it("gives an admin AWS's words for a user who is there already", async () => {
    const user = { UserPoolId, Username, MessageAction: "SUPPRESS" } as const;
    await client.send(new cognito.AdminCreateUserCommand(user));
    await assert.rejects(client.send(new cognito.AdminCreateUserCommand(user)), {
      name: "UsernameExistsException",
      message: "User account already exists",
    });
  });
});
