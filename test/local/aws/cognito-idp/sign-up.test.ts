import assert from "node:assert/strict";
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { graphDefinition, ids } from "../definition";
import { later, runPort, type RunningPort } from "../run-port";

const ClientId = ids.client;
const Password = "Correct-horse1";
const hour = 60 * 60 * 1000;

describe("Cognito sign-up and sign-in", () => {
  let port: RunningPort;
  let client: CognitoIdentityProviderClient;
  beforeEach(async () => {
    port = await runPort(graphDefinition());
    client = new CognitoIdentityProviderClient(port.client());
  });
  afterEach(() => port.close());

  const signUp = (Username: string) =>
    client.send(new SignUpCommand({ ClientId, Username, Password }));
  const confirm = (Username: string, ConfirmationCode: string) =>
    client.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
  const signIn = (USERNAME: string, PASSWORD: string) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  const register = async (name: string) => {
    await signUp(name);
    await confirm(name, port.codes.at(-1)?.code ?? "");
  };
  const refused = (work: Promise<unknown>, name: string, message: string) =>
    assert.rejects(work, { name, message });

  it("sends a code and says where it went", async () => {
    const answer = await signUp("jane@example.com");
    assert.equal(answer.UserConfirmed, false);
    assert.match(answer.UserSub ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(answer.CodeDeliveryDetails, {
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "j***@e***",
    });
    const [code] = port.codes;
    assert.equal(code?.to, "jane@example.com");
    assert.equal(code?.userPool, "customers");
    assert.match(code?.code ?? "", /^\d{6}$/);
  });

  it("lists the codes at codesUrl, also after a restart", async () => {
    await signUp("jane@example.com");
    await port.restart();
    const codes = (await (await fetch(port.urls.codesUrl)).json()) as unknown[];
    assert.deepEqual(codes, port.codes);
  });

  it("gives three tokens after the confirmation, also after a restart", async () => {
    await register("jane@example.com");
    await port.restart();
    const { AuthenticationResult: result } = await signIn("jane@example.com", Password);
    assert.equal(result?.ExpiresIn, 3_600);
    assert.equal(result?.TokenType, "Bearer");
    assert.ok(result?.RefreshToken);
    const user = await client.send(new GetUserCommand({ AccessToken: result?.AccessToken }));
    const attributes = Object.fromEntries(
      (user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]),
    );
    assert.equal(attributes["email"], "jane@example.com");
    assert.equal(attributes["email_verified"], "true");
    assert.equal(user.Username, attributes["sub"]);
  });

  it("signs tokens that aws-jwt-verify accepts with the keys of the JWKS", async () => {
    await register("jane@example.com");
    const { AuthenticationResult: result } = await signIn("jane@example.com", Password);
    const jwks = (await (await fetch(`${port.url}/${ids.pool}/.well-known/jwks.json`)).json()) as {
      keys: [];
    };
    assert.equal(jwks.keys.length, 2);
    const verifier = CognitoJwtVerifier.create({
      userPoolId: ids.pool,
      clientId: ids.client,
      tokenUse: "id",
    });
    verifier.cacheJwks(jwks);
    const id = verifier.verifySync(result?.IdToken ?? "");
    assert.equal(id.iss, `https://cognito-idp.eu-central-1.amazonaws.com/${ids.pool}`);
    assert.equal(id.email_verified, true);
    assert.equal(id["cognito:username"], id.sub);
    assert.equal(id.exp - id.iat, 3_600);
    const access = verifier.verifySync(result?.AccessToken ?? "", { tokenUse: "access" });
    assert.equal(access.scope, "aws.cognito.signin.user.admin");
    assert.equal(access["username"], id.sub);
    assert.equal(access.origin_jti, id.origin_jti);
    assert.equal("aud" in access, false);
  });

  it("refuses a name that is taken", async () => {
    await signUp("jane@example.com");
    await refused(
      signUp("jane@example.com"),
      "UsernameExistsException",
      "An account with the given email already exists.",
    );
  });

  const weak: Record<string, string> = {
    "Aa1!": "Password not long enough",
    "aaaaaaa1!": "Password must have uppercase characters",
    "AAAAAAA1!": "Password must have lowercase characters",
    "Aaaaaaaa!": "Password must have numeric characters",
    Aaaaaaaa1: "Password must have symbol characters",
  };
  for (const [password, fault] of Object.entries(weak)) {
    it(`refuses the password ${password}: ${fault}`, () =>
      refused(
        client.send(new SignUpCommand({ ClientId, Username: "a@example.com", Password: password })),
        "InvalidPasswordException",
        `Password did not conform with policy: ${fault}`,
      ));
  }

  it("refuses a name that is no address", () =>
    refused(signUp("jane"), "InvalidParameterException", "Username should be an email."));

  it("refuses that a user says the address is verified", () =>
    refused(
      client.send(
        new SignUpCommand({
          ClientId,
          Username: "a@example.com",
          Password,
          UserAttributes: [{ Name: "email_verified", Value: "true" }],
        }),
      ),
      "NotAuthorizedException",
      "A client attempted to write unauthorized attribute",
    ));

  it("refuses an unknown client", () =>
    refused(
      client.send(new SignUpCommand({ ClientId: "nobody", Username: "a@example.com", Password })),
      "ResourceNotFoundException",
      "User pool client nobody does not exist.",
    ));

  it("refuses a wrong code, and after five of them the right one, until a new code is sent", async () => {
    await signUp("jane@example.com");
    const right = port.codes.at(-1)?.code ?? "";
    const wrong = right === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries += 1) {
      await refused(
        confirm("jane@example.com", wrong),
        "CodeMismatchException",
        "Invalid verification code provided, please try again.",
      );
    }
    await refused(
      confirm("jane@example.com", right),
      "LimitExceededException",
      "Attempt limit exceeded, please try after some time.",
    );
    await client.send(
      new ResendConfirmationCodeCommand({ ClientId, Username: "jane@example.com" }),
    );
    await confirm("jane@example.com", port.codes.at(-1)?.code ?? "");
  });

  it("refuses a code after a day", async () => {
    await signUp("jane@example.com");
    await later(24 * hour, () =>
      refused(
        confirm("jane@example.com", port.codes[0]?.code ?? ""),
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
      ),
    );
  });

  it("refuses a code that was used", async () => {
    await register("jane@example.com");
    await refused(
      confirm("jane@example.com", port.codes[0]?.code ?? ""),
      "NotAuthorizedException",
      "User cannot be confirmed. Current status is CONFIRMED",
    );
  });

  it("refuses a sign-in before the confirmation, and only to who knows the password", async () => {
    await signUp("jane@example.com");
    await refused(
      signIn("jane@example.com", Password),
      "UserNotConfirmedException",
      "User is not confirmed.",
    );
    await refused(
      signIn("jane@example.com", "Wrong-horse1"),
      "NotAuthorizedException",
      "Incorrect username or password.",
    );
  });

  it("says of an unknown user what the client wants it to say", async () => {
    await refused(
      signIn("nobody@example.com", Password),
      "UserNotFoundException",
      "User does not exist.",
    );
  });

  it("locks a user out after five wrong passwords, for a second first", async () => {
    await register("jane@example.com");
    for (let tries = 0; tries < 5; tries += 1) {
      await assert.rejects(signIn("jane@example.com", "Wrong-horse1"), {
        message: "Incorrect username or password.",
      });
    }
    await refused(
      signIn("jane@example.com", Password),
      "NotAuthorizedException",
      "Password attempts exceeded",
    );
    await later(2_000, () => signIn("jane@example.com", Password));
  });

  it("counts wrong passwords that are sent at once", async () => {
    await register("jane@example.com");
    const tries = Array.from({ length: 8 }, () =>
      signIn("jane@example.com", "Wrong-horse1").catch((error: Error) => error.message),
    );
    const messages = await Promise.all(tries);
    assert.equal(messages.filter((text) => text === "Password attempts exceeded").length, 3);
  });
});
