import { randomBytes, randomUUID } from "node:crypto";
import type { UserPoolClientDefinition, UserPoolDefinition } from "../../graph/deployed";
import { recordOf, textOf, textsOf } from "../../base/values";
import { poolFacts } from "../../access/who/user-pool-facts";
import { clientSettings } from "../../local/aws/cognito-idp/describe/client-settings";
import { secretHash } from "../../local/aws/cognito-idp/sign-in/secret-hash";
import { callAws, type Caller } from "../aws/call";

/** Tokens of one sign-in. */
export interface PersonsTokens {
  idToken: string;
  accessToken: string;
}

/** Somebody in a pool for a while. */
export interface Person {
  username: string;
  /** Signs in through a client. Throws where it cannot. */
  signIn(client: UserPoolClientDefinition): Promise<PersonsTokens>;
  remove(): Promise<void>;
}

/** Whether people sign in to a client by password, without a page. */
export function takesPassword(client: UserPoolClientDefinition): boolean {
  const { authFlows } = clientSettings(client);
  return (
    authFlows.has("ALLOW_USER_PASSWORD_AUTH") || authFlows.has("ALLOW_ADMIN_USER_PASSWORD_AUTH")
  );
}

/** A user that exists for this run, made as the owner of the account makes one. */
export async function createPerson(pool: UserPoolDefinition, caller: Caller): Promise<Person> {
  const call = (target: string, input: object) =>
    callAws("cognito-idp", target, { input: { UserPoolId: pool.id, ...input }, caller });
  const isByPhone = textsOf(pool.inputs["usernameAttributes"])[0] === "phone_number";
  const email = `verify-${randomUUID()}@example.com`;
  const phone = `+1555${String(randomBytes(4).readUInt32BE() % 10_000_000).padStart(7, "0")}`;
  const isByEmail = textsOf(pool.inputs["usernameAttributes"]).includes("email");
  const named = isByPhone ? phone : isByEmail ? email : `verify-${randomUUID()}`;
  const created = await call("AdminCreateUser", {
    Username: named,
    MessageAction: "SUPPRESS",
    UserAttributes: isByPhone
      ? [
          { Name: "phone_number", Value: phone },
          { Name: "phone_number_verified", Value: "true" },
        ]
      : [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
  });
  const username = textOf(recordOf(created["User"])["Username"]) ?? named;
  const remove = async () => void (await call("AdminDeleteUser", { Username: username }));
  try {
    const length = Math.max(24, poolFacts(pool).minimumLength);
    const password = `Aa1!${randomBytes(64).toString("base64url")}`.slice(0, length);
    await call("AdminSetUserPassword", { Username: username, Password: password, Permanent: true });
    return {
      username,
      remove,
      signIn: (client) => signIn({ client, username, password, poolId: pool.id, caller }),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

interface SignIn {
  client: UserPoolClientDefinition;
  username: string;
  password: string;
  poolId: string;
  caller: Caller;
}

async function signIn({ client, username, password, poolId, caller }: SignIn) {
  const { authFlows } = clientSettings(client);
  const hash = secretHash(client, username);
  const input = {
    ClientId: client.id,
    AuthParameters: {
      USERNAME: username,
      PASSWORD: password,
      ...(hash !== undefined && { SECRET_HASH: hash }),
    },
  };
  const answer = authFlows.has("ALLOW_USER_PASSWORD_AUTH")
    ? await callAws("cognito-idp", "InitiateAuth", {
        input: { ...input, AuthFlow: "USER_PASSWORD_AUTH" },
        caller,
      })
    : await callAws("cognito-idp", "AdminInitiateAuth", {
        input: { ...input, UserPoolId: poolId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        caller,
      });
  const { IdToken, AccessToken } = recordOf(answer["AuthenticationResult"]);
  const [idToken, accessToken] = [textOf(IdToken), textOf(AccessToken)];
  if (idToken === undefined || accessToken === undefined)
    throw new Error(`a sign-in asks for ${textOf(answer["ChallengeName"]) ?? "more"} as well`);
  return { idToken, accessToken };
}
