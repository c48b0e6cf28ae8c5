import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "@aws-crypto/sha256-js";
import { graphDefinition, ids } from "./definition";
import { runPort, type RunningPort } from "./run-port";

interface Case {
  it: string;
  operation: string;
  signed?: boolean;
  input: unknown;
  error: string;
  message: string;
}

const file = join(__dirname, "../cases/aws/cognito-refusals.json");
const { describe: title, cases } = JSON.parse(readFileSync(file, "utf8")) as {
  describe: string;
  cases: Case[];
};

describe(title, () => {
  let port: RunningPort;
  before(async () => {
    port = await runPort(graphDefinition());
  });
  after(() => port.close());

  const headersOf = async (one: Case, body: string): Promise<Record<string, string>> => {
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

  for (const one of cases) {
    it(one.it, async () => {
      const body = JSON.stringify(one.input);
      const headers = await headersOf(one, body);
      const response = await fetch(port.url, { method: "POST", headers, body });
      assert.deepEqual(await response.json(), { __type: one.error, message: one.message });
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("x-amzn-errortype"), `${one.error}:`);
      assert.equal(response.headers.get("content-type"), "application/x-amz-json-1.1");
    });
  }
});
