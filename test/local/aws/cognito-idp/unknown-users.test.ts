import assert from "node:assert/strict";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { graphDefinition, ids } from "../definition";
import { runPort, type RunningPort } from "../run-port";
import { hashOf } from "./secret-hash-of";

describe("users whom the pool does not know, where the client hides them", () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graphDefinition());
  });
  after(() => port.close());

  const call = async (operation: string, input: unknown): Promise<Record<string, unknown>> => {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    };
    const response = await fetch(port.url, {
      method: "POST",
      headers,
      body: JSON.stringify(input),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const start = async (name: string): Promise<Record<string, string>> => {
    const answer = await call("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: ids.secretClient,
      AuthParameters: { USERNAME: name, SRP_A: "a1", SECRET_HASH: hashOf(name) },
    });
    assert.equal(answer["ChallengeName"], "PASSWORD_VERIFIER", JSON.stringify(answer));
    return answer["ChallengeParameters"] as Record<string, string>;
  };
  const refusal = async (shown: Record<string, string>, username: string): Promise<unknown> =>
    call("RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: ids.secretClient,
      ChallengeResponses: {
        USERNAME: username,
        PASSWORD_CLAIM_SECRET_BLOCK: shown["SECRET_BLOCK"],
        PASSWORD_CLAIM_SIGNATURE: "AAAA",
        TIMESTAMP: "Mon Nov 30 12:00:00 UTC 2026",
        SECRET_HASH: hashOf(username),
      },
    });

  it("have the same salt and name each time, also after a restart, and the form of those who exist", async () => {
    const name = "jane@example.com";
    await call("SignUp", {
      ClientId: ids.secretClient,
      Username: name,
      Password: "Correct-horse1",
      SecretHash: hashOf(name),
    });
    const known = [await start(name), await start(name)];
    const unknown = [await start("nobody@example.com"), await start("nobody@example.com")];
    await port.restart();
    unknown.push(await start("nobody@example.com"));
    const other = await start("nobody.else@example.com");
    for (const shown of [known, unknown]) {
      assert.equal(new Set(shown.map(({ SALT }) => SALT)).size, 1);
      assert.equal(new Set(shown.map(({ USER_ID_FOR_SRP }) => USER_ID_FOR_SRP)).size, 1);
      assert.equal(new Set(shown.map(({ SRP_B }) => SRP_B)).size, shown.length);
      assert.match(shown[0]!["USER_ID_FOR_SRP"]!, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.match(shown[0]!["SALT"]!, /^[0-9a-f]{32}$/);
    }
    assert.notEqual(other["SALT"], unknown[0]!["SALT"]);
    assert.deepEqual(Object.keys(unknown[0]!).sort(), Object.keys(known[0]!).sort());
  });

  it("are refused as a wrong password is, under either name", async () => {
    const wrong = { __type: "NotAuthorizedException", message: "Incorrect username or password." };
    for (const name of ["jane@example.com", "nobody@example.com"]) {
      const byId = await start(name);
      assert.deepEqual(await refusal(byId, byId["USER_ID_FOR_SRP"]!), wrong, name);
      assert.deepEqual(await refusal(await start(name), name), wrong, name);
    }
  });

  it("are locked out as those who exist are, after password and SRP alike", async () => {
    const triedBy = async (name: string): Promise<unknown[]> => {
      const password = () =>
        call("InitiateAuth", {
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: ids.secretClient,
          AuthParameters: { USERNAME: name, PASSWORD: "Wrong-horse1", SECRET_HASH: hashOf(name) },
        });
      const seen: unknown[] = [];
      const now = Date.now();
      for (const seconds of [0, 0, 0, 0, 0, 2, 2, 5]) {
        // The clock stands still in each step, however long it takes.
        const real = Date.now;
        Date.now = () => now + seconds * 1_000;
        try {
          seen.push(await password(), await refusal(await start(name), name));
        } finally {
          Date.now = real;
        }
      }
      return seen;
    };
    const Username = "kim@example.com";
    await call("SignUp", {
      ...{ ClientId: ids.secretClient, Username, Password: "Correct-horse1" },
      SecretHash: hashOf(Username),
    });
    const known = await triedBy(Username);
    assert.ok(JSON.stringify(known).includes("Password attempts exceeded"));
    for (const name of ["nobody.at.all@example.com", "joe@example.com"])
      assert.deepEqual(await triedBy(name), known);
  });

  it("forget their passwords as those do who exist, are disabled or have no verified address", async () => {
    const Password = "Correct-horse1";
    const names = ["known", "unverified", "disabled"].map((name) => `${name}@example.com`);
    const admin = new cognito.CognitoIdentityProviderClient(port.client(port.credentials.admin()));
    for (const Username of names) {
      const email_verified = String(!Username.startsWith("unverified"));
      const user = { UserPoolId: ids.pool, Username };
      await admin.send(
        new cognito.AdminCreateUserCommand({
          ...user,
          UserAttributes: [{ Name: "email_verified", Value: email_verified }],
          MessageAction: "SUPPRESS",
        }),
      );
      await admin.send(
        new cognito.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }),
      );
      if (Username.startsWith("disabled"))
        await admin.send(new cognito.AdminDisableUserCommand(user));
    }
    const forgottenBy = async (Username: string): Promise<unknown[]> => {
      const named = { ClientId: ids.secretClient, Username, SecretHash: hashOf(Username) };
      const confirm = (Given = Password) =>
        call("ConfirmForgotPassword", { ...named, ConfirmationCode: "000000", Password: Given });
      const seen: unknown[] = [await confirm(), await confirm("short")];
      const { CodeDeliveryDetails: sent } = await call("ForgotPassword", named);
      seen.push({ sent: Object.keys(sent as object).sort() });
      for (let tries = 0; tries < 7; tries += 1) seen.push(await confirm());
      for (let more = 0; more < 21; more += 1) {
        const { __type = "sent" } = await call("ForgotPassword", named);
        seen.push({ __type });
      }
      return seen;
    };
    const known = await forgottenBy("known@example.com");
    for (const kind of ["CodeMismatch", "ExpiredCode", "LimitExceeded", "InvalidPassword"])
      assert.ok(JSON.stringify(known).includes(kind), kind);
    for (const name of ["nobody2@example.com", "unverified@example.com", "disabled@example.com"])
      assert.deepEqual(await forgottenBy(name), known, name);
  });
});
