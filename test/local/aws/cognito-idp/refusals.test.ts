import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "@aws-crypto/sha256-js";
import { graphDefinition, ids } from "../definition";
import { runPort, type RunningPort } from "../run-port";

interface Call {
  operation: string;
  signed?: boolean;
  input: unknown;
}

interface Case extends Call {
  it: string;
  /** Calls that go before, whose answers `{{0.Session}}` names. */
  before?: readonly Call[];
  error: string;
  message: string;
}

const file = join(__dirname, "../../../cases/aws/cognito-refusals.json");
const { describe: title, cases } = JSON.parse(readFileSync(file, "utf8")) as {
  describe: string;
  cases: Case[];
};

function valueAt(answers: unknown, path: string): string {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], answers);
  return JSON.stringify(String(value)).slice(1, -1);
}

describe(title, () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graphDefinition());
  });
  after(() => port.close());

  const headersOf = async (one: Call, body: string): Promise<Record<string, string>> => {
    const headers = {
      host: new URL(port.url).host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${one.operation}`,
    };
    if (!one.signed) return headers;
    const { hostname } = new URL(port.url);
    const signer = new SignatureV4({
      credentials: port.credentials.admin(),
      region: ids.region,
      service: "cognito-idp",
      sha256: Sha256,
    });
    const request = { method: "POST", protocol: "http:", hostname, path: "/", headers, body };
    return (await signer.sign(request)).headers;
  };

  const send = async (one: Call, answers: readonly unknown[]): Promise<Response> => {
    const body = JSON.stringify(one.input).replace(/\{\{([\w.]+)\}\}/g, (_whole, path: string) =>
      path === "code" ? port.codes.at(-1)!.code : valueAt(answers, path),
    );
    const headers = await headersOf(one, body);
    return fetch(port.url, { method: "POST", headers, body });
  };

  for (const one of cases) {
    it(one.it, async () => {
      const answers: unknown[] = [];
      for (const call of one.before ?? []) {
        const answer = await send(call, answers);
        const body: unknown = await answer.json();
        assert.equal(answer.status, 200, JSON.stringify(body));
        answers.push(body);
      }
      const response = await send(one, answers);
      assert.deepEqual(await response.json(), { __type: one.error, message: one.message });
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("x-amzn-errortype"), `${one.error}:`);
      assert.equal(response.headers.get("content-type"), "application/x-amz-json-1.1");
    });
  }
});
