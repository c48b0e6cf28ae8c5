import assert from "node:assert/strict";
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
});
