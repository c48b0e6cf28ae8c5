import assert from "node:assert/strict";
import path from "node:path";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { sign } from "aws4";
import type { LocalCredentials, LocalJson } from "../../../src/local/start/local-json";
import { temporaryProgram } from "../program/temporary-program";
import { startGateway, stopGateways, type RunningGateway } from "./running-gateway";

const root = path.join(__dirname, "../../..");

const table = `
  import { z } from "zod";
  import { apiKey, endpoint, identityPool, usagePlan, userPool } from "${root}/src/spec";
  export const plans = { free: usagePlan({}), paid: usagePlan({}) };
  export const trial = apiKey({ plan: plans.free });
  export const resellers = apiKey({ plan: plans.paid, customers: true });
  export const customers = userPool({ signUp: "invited" });
  export const getTrends = endpoint("GET /trends", { access: "apiKey", plans: [plans.paid] });
  export const getMe = endpoint("GET /me", { access: "cognito", userPool: customers });
  export const getStock = endpoint("GET /stock", { access: "iam" });
  export const getPaid = endpoint("GET /paid", {
    access: "apiKey", plans: [plans.paid], query: { of: z.string().optional() },
  });
  export const getSum = endpoint("GET /sum", { access: "public", invokes: [getMe, getStock, getPaid] });
  export const diners = identityPool({ userPool: customers, calls: [getStock] });
`;

/** Says who called, or why that is not known. */
const who = (name: string, said: string) => `
  import { implement } from "${root}/src/client";
  import { ${name} } from "../api-spec";
  export const handler = implement(${name}, async (request) => {
    const say = (read: () => unknown) => {
      try { return read() ?? null; } catch (error) { return String((error as Error).message); }
    };
    const { caller } = request as any;
    console.log("asked for by somebody");
    return { direct: caller.direct ?? false, said: say(() => ${said}) };
  });
`;
const echo = `export const handler = async (event: any) => ({ statusCode: 200, body: JSON.stringify(event.requestContext.identity) });`;

const files = {
  "Pulumi.dev.yaml":
    "config:\n  aws:region: eu-central-1\n  gatehouse:customers: { resellers: [acme, globex] }\n",
  "api-spec/index.ts": table,
  "index.ts": `
    import { SecuredApi } from "${root}/src/pulumi";
    import * as spec from "./api-spec";
    new SecuredApi("shop", spec);
  `,
  "handlers/get-trends.ts": who("getTrends", "caller.apiKeyId"),
  "handlers/get-me.ts": who("getMe", "caller.claims"),
  "handlers/get-paid.ts": who("getPaid", "caller.apiKeyId"),
  "handlers/get-stock.ts": echo,
  "handlers/get-sum.ts": `export const handler = async () => ({ statusCode: 200, body: "" });`,
};

describe("ways into a small program", function () {
  this.timeout(300_000);
  let gateway: RunningGateway;
  let local: LocalJson;
  before(async () => {
    gateway = startGateway([], temporaryProgram(files));
    local = await gateway.ready();
  });
  after(stopGateways);

  const get = (route: string, headers: Record<string, string> = {}) =>
    fetch(`${local.gatewayUrl}${route}`, { headers });

  describe("keys of many customers", () => {
    it("open a row that is restricted to their plan", async () => {
      const names = Object.keys(local.apiKeys).filter((name) => name.startsWith("resellers"));
      const keys = names.flatMap((name) => local.apiKeys[name] ?? []);
      assert.equal(keys.length, 2);
      for (const { value, id } of keys) {
        const answer = await get("/trends", { "x-api-key": value });
        assert.deepEqual([answer.status, await answer.json()], [200, { direct: false, said: id }]);
      }
    });

    it("are refused with a key of another plan, or none", async () => {
      const [{ value = "" } = {}] = local.apiKeys["trial"] ?? [];
      for (const key of [value, "no-key-of-anybody-here"]) {
        const answer = await get("/trends", { "x-api-key": key });
        assert.deepEqual([answer.status, await answer.json()], [403, { message: "Forbidden" }]);
      }
    });
  });

  describe("a forged event in a direct invoke", () => {
    const rows = { getMe: "claims", getPaid: "apiKeyId" };
    for (const [row, field] of Object.entries(rows)) {
      it(`gives the role no ${field} in ${row}`, async () => {
        const forged = forgedEvent(local);
        const { StatusCode, FunctionError, Payload } = await invoke(row, "getSum", forged);
        assert.deepEqual([StatusCode, FunctionError], [200, undefined]);
        const { body: text } = JSON.parse(Payload?.transformToString() ?? "") as { body: string };
        assert.match(text, /"direct":true/);
        assert.match(text, new RegExp(`caller.${field} was read, but a function`));
        assert.equal(/mallory|key-of-somebody/.test(text), false);
      });
    }

    it("gives a plain handler an event of nobody", async () => {
      const { Payload } = await invoke("getStock", "getSum", forgedEvent(local));
      const text = Payload?.transformToString() ?? "";
      assert.equal(/mallory|key-of-somebody|999999999999/.test(text), false);
    });

    it("is answered with what the function printed, where that is asked for", async () => {
      const { LogResult = "" } = await new LambdaClient(client(local.roles["getSum"]!)).send(
        new InvokeCommand({ FunctionName: "shop-dev-getMe:direct", LogType: "Tail" }),
      );
      const log = Buffer.from(LogResult, "base64").toString("utf8");
      assert.match(log, /^START RequestId: .+\n(.*\n)*asked for by somebody\nEND RequestId/);
    });

    it("comes by the alias alone, and from roles that may", async () => {
      await assert.rejects(invoke("getMe", "getSum", {}, "$LATEST"), {
        name: "AccessDeniedException",
      });
      await assert.rejects(invoke("getMe", "getMe", {}), { name: "AccessDeniedException" });
      await assert.rejects(invoke("getTrends", "getSum", {}), { name: "AccessDeniedException" });
    });
  });

  const credentialsOf = ({ accessKeyId, secretAccessKey, sessionToken }: LocalCredentials) => ({
    ...{ accessKeyId, secretAccessKey },
    ...(sessionToken !== undefined && { sessionToken }),
  });
  const client = (credentials: LocalCredentials) => ({
    ...{ endpoint: local.awsUrl, region: local.region, maxAttempts: 1 },
    credentials: credentialsOf(credentials),
  });
  const invoke = (row: string, as: string, payload: object, alias = "direct") =>
    new LambdaClient(client(local.roles[as]!)).send(
      new InvokeCommand({
        FunctionName: `shop-dev-${row}`,
        Qualifier: alias,
        Payload: JSON.stringify(payload),
      }),
    );

  const signIn = async (Username: string) => {
    const { id: UserPoolId, clientId: ClientId = "" } = local.userPools["customers"]!;
    const idp = new CognitoIdentityProviderClient(client(local.admin));
    const user = { UserPoolId, Username };
    await idp.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
    const Password = "Correct-horse-7";
    await idp.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
    const { AuthenticationResult } = await idp.send(
      new InitiateAuthCommand({
        ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId },
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    return { idp, user, IdToken: AuthenticationResult?.IdToken ?? "" };
  };

  describe("an ID token", () => {
    it("is taken after a sign-out everywhere, and the log says so", async () => {
      const { idp, user, IdToken } = await signIn("joe@example.com");
      const seen = () => gateway.lines.filter(({ route }) => route === "GET /me");
      assert.equal((await get("/me", { Authorization: IdToken })).status, 200);
      await idp.send(new AdminUserGlobalSignOutCommand(user));
      assert.equal((await get("/me", { Authorization: IdToken })).status, 200);
      const said = await gateway.line(({ note }) => note !== undefined);
      assert.match(String(said["note"]), /its sign-in has ended .+ until it expires/);
      assert.equal(seen()[0]?.["note"], undefined);
    });
  });

  describe("credentials of an identity pool", () => {
    it("open the declared row, and the function sees whose they are", async () => {
      const { user, IdToken } = await signIn("jane@example.com");
      const provider = `cognito-idp.${local.region}.amazonaws.com/${user.UserPoolId}`;
      const Logins = { [provider]: IdToken };
      const IdentityPoolId = local.identityPools["diners"]!.id;
      const identity = new CognitoIdentityClient(client(local.admin));
      const { IdentityId = "" } = await identity.send(new GetIdCommand({ IdentityPoolId, Logins }));
      const { Credentials = {} } = await identity.send(
        new GetCredentialsForIdentityCommand({ IdentityId, Logins }),
      );
      const { AccessKeyId = "", SecretKey = "", SessionToken = "" } = Credentials;
      const { host, pathname } = new URL(`${local.gatewayUrl}/stock`);
      const signed = sign(
        { host, path: pathname, service: "execute-api", region: local.region },
        { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
      );
      const { Host: _, ...headers } = signed.headers as Record<string, string>;
      const answer = await get("/stock", headers);
      assert.equal(answer.status, 200);
      const seen = (await answer.json()) as Record<string, string>;
      assert.equal(seen["cognitoIdentityId"], IdentityId);
      assert.equal(seen["cognitoIdentityPoolId"], IdentityPoolId);
      assert.equal(seen["cognitoAuthenticationType"], "authenticated");
      assert.match(seen["cognitoAuthenticationProvider"] ?? "", /:CognitoSignIn:/);
    });
  });
});

/** What API Gateway would send for somebody who has everything. */
function forgedEvent({ apiId }: LocalJson): object {
  const identity = {
    ...{ userArn: "arn:aws:iam::999999999999:user/mallory", accountId: "999999999999" },
    ...{ apiKey: "key-of-somebody", apiKeyId: "key-of-somebody", user: "mallory" },
    ...{ caller: "mallory", cognitoIdentityId: "mallory", sourceIp: "1.2.3.4" },
  };
  return {
    ...{ resource: "/me", path: "/me", httpMethod: "GET", body: null, isBase64Encoded: false },
    headers: { Authorization: "Bearer mallory", "x-api-key": "key-of-somebody" },
    multiValueHeaders: {},
    queryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      ...{ apiId, stage: "dev", requestId: "forged", identity },
      authorizer: { claims: { sub: "mallory" }, principalId: "mallory" },
    },
  };
}
