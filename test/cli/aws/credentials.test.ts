import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { callAws, keysOf, type Caller } from "../../../src/cli/aws/call";
import { temporaryFolder } from "../../app/running";
import { withAwsEnvironment } from "../../support/aws-environment";

/** Secrets that no message may hold. */
const secrets = ["a-secret-key", "a-session-token", "an-sso-token"];
const expiration = "2099-01-01T00:00:00Z";

interface CredentialsCase {
  name: string;
  config?: string;
  credentials?: string;
  env?: Record<string, string>;
  profile?: string;
  /** A token of `aws sso login` for this start page. */
  signedIn?: string;
  /** Who signs a call: its access key, after the roles that were assumed for it. */
  signs?: string;
  fails?: RegExp;
}

const own = (key: string) => `aws_access_key_id = ${key}\naws_secret_access_key = a-secret-key\n`;
const environment = { AWS_ACCESS_KEY_ID: "AKIAENVIRONMENT", AWS_SECRET_ACCESS_KEY: "a-secret-key" };
const role = (name: string) => `role_arn = arn:aws:iam::123456789012:role/${name}\n`;
const sso = (url: string) =>
  `[profile sso]\nsso_start_url = ${url}\nsso_region = eu-central-1\nsso_account_id = 123456789012\nsso_role_name = reader\n`;
const prints = (text: string) =>
  `[profile made]\ncredential_process = ${process.execPath} -e "console.log('${text.replaceAll('"', '\\"')}')"\n`;
const start = "https://example.awsapps.com/start";
const nobody = /no AWS credentials were found .*--profile or AWS_PROFILE .* AWS_ACCESS_KEY_ID/;

const cases: CredentialsCase[] = [
  { name: "the environment", env: environment, signs: "AKIAENVIRONMENT" },
  {
    name: "the default profile",
    credentials: `[default]\n${own("AKIADEFAULT")}`,
    signs: "AKIADEFAULT",
  },
  {
    name: "AWS_PROFILE, of the credentials file",
    credentials: `[default]\n${own("AKIADEFAULT")}[prod]\n${own("AKIAPROD")}`,
    env: { AWS_PROFILE: "prod" },
    signs: "AKIAPROD",
  },
  {
    name: "--profile, of the config file, before AWS_PROFILE and the environment",
    config: `[profile prod]\n${own("AKIAPROD")}[profile other]\n${own("AKIAOTHER")}`,
    env: { ...environment, AWS_PROFILE: "other" },
    profile: "prod",
    signs: "AKIAPROD",
  },
  {
    name: "a role by source_profile",
    config: `[profile prod]\n${role("reader")}source_profile = base\n`,
    credentials: `[base]\n${own("AKIABASE")}`,
    env: { AWS_PROFILE: "prod" },
    signs: "AKIABASE > reader",
  },
  {
    name: "a role of a role, by --profile",
    config: `[profile b]\n${role("b")}source_profile = a\n[profile a]\n${role("a")}source_profile = base\n`,
    credentials: `[base]\n${own("AKIABASE")}`,
    profile: "b",
    signs: "AKIABASE > a > b",
  },
  {
    name: "a role by credential_source",
    config: `[profile prod]\n${role("reader")}credential_source = Environment\n`,
    env: environment,
    profile: "prod",
    signs: "AKIAENVIRONMENT > reader",
  },
  {
    name: "a web identity, as a pipeline has it",
    env: {
      AWS_WEB_IDENTITY_TOKEN_FILE: __filename,
      AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/pipeline",
    },
    signs: "web > pipeline",
  },
  {
    name: "credential_process",
    config: prints('{"Version":1,"AccessKeyId":"AKIAMADE","SecretAccessKey":"a-secret-key"}'),
    profile: "made",
    signs: "AKIAMADE",
  },
  { name: "SSO", config: sso(start), signedIn: start, profile: "sso", signs: "sso > reader" },
  {
    name: "SSO without a sign-in",
    config: sso("https://other.awsapps.com/start"),
    profile: "sso",
    fails: /no AWS credentials were found \(.*aws sso login.*\)/,
  },
  { name: "nothing at all", fails: nobody },
  {
    name: "an AWS_PROFILE that is not there",
    credentials: `[default]\n${own("AKIADEFAULT")}`,
    env: { AWS_PROFILE: "typo" },
    fails: /AWS_PROFILE is typo\)/,
  },
  {
    name: "a --profile that is not there, though the environment has others",
    env: environment,
    profile: "typo",
    fails: /\[typo\]/,
  },
  {
    name: "a profile without its secret",
    credentials: "[half]\naws_access_key_id = AKIAHALF\n",
    profile: "half",
    fails: /\[half\]/,
  },
  {
    name: "a role that may not be assumed",
    config: `[profile prod]\n${role("denied")}source_profile = base\n`,
    credentials: `[base]\n${own("AKIABASE")}`,
    profile: "prod",
    fails: /AWS denies the call \(no\)/,
  },
  {
    name: "a role that asks for a second factor",
    config: `[profile prod]\n${role("reader")}source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n`,
    credentials: `[base]\n${own("AKIABASE")}`,
    profile: "prod",
    fails: /multi-factor authentication/,
  },
  {
    name: "profiles in a circle",
    config: `[profile a]\n${role("a")}source_profile = b\n[profile b]\n${role("b")}source_profile = a\n`,
    profile: "a",
    fails: /cycle/,
  },
  {
    name: "a credential_process that fails, with a secret in its command",
    config: "[profile made]\ncredential_process = exit 3 a-secret-key\n",
    profile: "made",
    fails: /its credential_process failed/,
  },
  {
    name: "a credential_process that prints something else",
    config: prints("a-secret-key"),
    profile: "made",
    fails: /invalid JSON/,
  },
  {
    name: "credentials that have expired",
    env: { ...environment, AWS_ACCESS_KEY_ID: "AKIAEXPIRED", AWS_SESSION_TOKEN: "a-session-token" },
    fails: /the AWS credentials have expired/,
  },
  {
    name: "an address where nobody answers",
    env: { ...environment, AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" },
    fails: /AWS cannot be reached \(.*ECONNREFUSED.*\)/,
  },
];

/** STS and SSO: an access key is the way that led to it. */
function answerTo(request: http.IncomingMessage, body: string): { status?: number; text: string } {
  const by = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "web";
  const from = Buffer.from(by, "base64url").toString("utf8");
  const way = from.includes(" > ") ? from : by;
  const keysFor = (name: string, before = way) =>
    Buffer.from(`${before} > ${name}`).toString("base64url");
  if (request.url!.startsWith("/federation/credentials")) {
    const made = { accessKeyId: keysFor("reader", "sso"), secretAccessKey: "a-secret-key" };
    const roleCredentials = { ...made, sessionToken: "t", expiration: Date.parse(expiration) };
    return { text: JSON.stringify({ roleCredentials }) };
  }
  const input = new URLSearchParams(body);
  const action = input.get("Action")!;
  const failed = (code: string) => ({
    ...{
      status: 403,
      text: `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    },
  });
  if (by === "AKIAEXPIRED") return failed("ExpiredToken");
  const name = input.get("RoleArn")?.split("/").at(-1);
  if (name === "denied") return failed("AccessDenied");
  const result =
    name === undefined
      ? `<Arn>${way}</Arn>`
      : `<Credentials><AccessKeyId>${keysFor(name)}</AccessKeyId><SecretAccessKey>a-secret-key</SecretAccessKey><SessionToken>a-session-token</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
  return {
    text: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  };
}

describe("credentials of AWS", function () {
  this.timeout(60_000);
  const folder = temporaryFolder("credentials");
  const asked: string[] = [];
  let server: http.Server;
  before(async () => {
    server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        asked.push(new URLSearchParams(body).get("Action") ?? request.url!);
        const { status = 200, text } = answerTo(request, body);
        response.statusCode = status;
        response.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => void server.close());

  /** Runs something with the files and variables of a case, in a home of its own. */
  async function having<T>(one: CredentialsCase, run: (caller: Caller) => Promise<T>): Promise<T> {
    const home = fs.mkdtempSync(path.join(folder, "home-"));
    const file = (name: string, text = "") => {
      fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
      fs.writeFileSync(path.join(home, name), text);
      return path.join(home, name);
    };
    if (one.signedIn !== undefined) {
      const name = createHash("sha1").update(one.signedIn).digest("hex");
      const token = { accessToken: "an-sso-token", expiresAt: expiration, startUrl: one.signedIn };
      file(`.aws/sso/cache/${name}.json`, JSON.stringify({ ...token, region: "eu-central-1" }));
    }
    const { HOME } = process.env;
    const { profile } = one;
    process.env["HOME"] = home;
    try {
      return await withAwsEnvironment(
        {
          AWS_CONFIG_FILE: file("config", one.config),
          AWS_SHARED_CREDENTIALS_FILE: file("credentials", one.credentials),
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          ...one.env,
        },
        () => run({ region: "eu-central-1", profile }),
      );
    } finally {
      process.env["HOME"] = HOME;
    }
  }

  const identity = (caller: Caller) => callAws("sts", "GetCallerIdentity", { input: {}, caller });

  for (const one of cases) {
    const { name, signs, fails } = one;
    it(`${signs === undefined ? "says what to do at" : "are had from"} ${name}`, async () => {
      if (signs !== undefined) return assert.equal((await having(one, identity))["Arn"], signs);
      await assert.rejects(having(one, identity), (error: Error) => {
        assert.match(error.message, fails!);
        assert.match(error.message, /\.$/);
        for (const secret of secrets) assert.ok(!error.message.includes(secret), error.message);
        return true;
      });
    });
  }

  it("are asked for once for all services", async () => {
    asked.length = 0;
    const { accessKeyId } = await having(
      cases.find(({ name }) => name === "a role by source_profile")!,
      async (caller) => {
        for (const service of ["iam", "lambda", "apigateway"] as const)
          await callAws(
            service,
            service === "iam"
              ? "ListRoles"
              : service === "lambda"
                ? "ListFunctions"
                : "GetRestApis",
            { input: {}, caller },
          ).catch(() => {});
        return keysOf(caller);
      },
    );
    assert.equal(Buffer.from(accessKeyId, "base64url").toString("utf8"), "AKIABASE > reader");
    assert.equal(asked.filter((one) => one === "AssumeRole").length, 1);
  });
});
