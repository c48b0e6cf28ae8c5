import assert from "node:assert/strict";
import aws4 from "aws4";
import vectors from "./vectors.json";
import { credential, signedRequest, verify } from "./signed";

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const at = Date.UTC(2015, 7, 30, 12, 36, 0);

function toAuthorization(one: (typeof vectors)[number], signature: string): [string, string] {
  return [
    "Authorization",
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${one.service}/aws4_request, SignedHeaders=${one.signedHeaders}, Signature=${signature}`,
  ];
}

describe("verifySignature", () => {
  for (const one of vectors) {
    it(`accepts AWS's own vector ${one.name}`, () => {
      const headers = [...one.headers, toAuthorization(one, one.signature)] as [string, string][];
      const verdict = verify(
        signedRequest({ ...one, headers, body: one.body ?? "" }),
        credential(secret),
        { service: one.service, now: at },
      );
      assert.equal(verdict.valid, true, JSON.stringify(verdict));
    });

    it(`refuses ${one.name} with one digit changed`, () => {
      const changed = one.signature.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
      const headers = [...one.headers, toAuthorization(one, changed)] as [string, string][];
      const verdict = verify(
        signedRequest({ ...one, headers, body: one.body ?? "" }),
        credential(secret),
        { service: one.service, now: at },
      );
      assert.equal(verdict.valid, false);
    });
  }

  function sign(more: { date?: string; secretAccessKey?: string } = {}): [string, string][] {
    const signed = aws4.sign(
      {
        host: "localhost",
        path: "/dev/x",
        service: "execute-api",
        region: "us-east-1",
        headers: { "X-Amz-Date": more.date ?? "20150830T123600Z" },
      },
      { accessKeyId: "AKID", secretAccessKey: more.secretAccessKey ?? secret },
    );
    return Object.entries(signed.headers as Record<string, string>);
  }
  const request = (headers: [string, string][]): ReturnType<typeof signedRequest> =>
    signedRequest({ method: "GET", target: "/dev/x", headers });

  const clocks = [
    { name: "5 minutes old", now: at + 300_000, valid: true },
    { name: "5 minutes and a second old", now: at + 301_000, valid: false },
    { name: "5 minutes ahead", now: at - 300_000, valid: true },
    { name: "5 minutes and a second ahead", now: at - 301_000, valid: false },
  ];
  for (const { name, now, valid } of clocks) {
    it(`${valid ? "accepts" : "refuses"} a signature that is ${name}`, () => {
      assert.equal(verify(request(sign()), credential(secret), { now }).valid, valid);
    });
  }

  // docs/aws-facts.md 1.2: the recorded text
  it("says in AWS's words that a signature has expired", () => {
    const verdict = verify(request(sign({ date: "20170517T062414Z" })), credential(secret), {
      now: Date.UTC(2017, 4, 17, 6, 33, 40),
    });
    assert.ok(!verdict.valid);
    assert.equal(
      verdict.message,
      "Signature expired: 20170517T062414Z is now earlier than 20170517T062840Z (20170517T063340Z - 5 min.)",
    );
    assert.equal(verdict.errorType, "InvalidSignatureException");
  });

  const faults: { name: string; change: (header: string) => string; message: RegExp }[] = [
    {
      name: "a region of elsewhere",
      change: (header) => header.replace("us-east-1", "eu-west-1"),
      message: /^Credential should be scoped to a valid region\. $/,
    },
    {
      name: "another service",
      change: (header) => header.replace("execute-api", "lambda"),
      message: /^Credential should be scoped to correct service: 'execute-api'\. $/,
    },
    {
      name: "another terminator",
      change: (header) => header.replace("aws4_request", "aws4"),
      message: /valid terminator: 'aws4_request', not 'aws4'/,
    },
    {
      name: "another day in the scope",
      change: (header) => header.replace("/20150830/", "/20150829/"),
      message: /does not match YYYYMMDD .*'20150829' != '20150830', from '20150830T123600Z'/,
    },
    {
      name: "four elements in the scope",
      change: (header) => header.replace("/aws4_request", ""),
      message: /exactly 5 slash-delimited elements/,
    },
    {
      name: "another algorithm",
      change: (header) => header.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
      message: /Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'/,
    },
    {
      name: "no signed Host",
      change: (header) => header.replace("host;", ""),
      message: /'Host' or ':authority' must be a 'SignedHeader'/,
    },
    {
      name: "an unknown key",
      change: (header) => header.replace("AKID/", "NOBODY/"),
      message: /^The security token included in the request is invalid\.$/,
    },
    {
      name: "no Signature",
      change: (header) => header.replace(/, Signature=.*/, ""),
      message: /^Authorization header requires 'Signature' parameter\. \(Hashed/,
    },
  ];
  for (const { name, change, message } of faults) {
    it(`refuses ${name}`, () => {
      const headers = sign().map(([key, value]): [string, string] =>
        key === "Authorization" ? [key, change(value)] : [key, value],
      );
      const verdict = verify(request(headers), credential(secret), { now: at });
      assert.ok(!verdict.valid);
      assert.match(verdict.message, message);
    });
  }

  it("refuses a Date that cannot be read", () => {
    const headers = sign().map(([key, value]): [string, string] =>
      key === "X-Amz-Date" ? [key, "yesterday"] : [key, value],
    );
    const verdict = verify(request(headers), credential(secret), { now: at });
    assert.ok(!verdict.valid);
    assert.match(verdict.message, /Date must be in ISO-8601 'basic format'\. Got 'yesterday'/);
  });

  it("keeps session tokens out of its reasons", () => {
    const headers = [...sign({ secretAccessKey: "other" })].map(([key, value]): [string, string] =>
      key === "Authorization"
        ? [key, value.replace("x-amz-date", "x-amz-date;x-amz-security-token")]
        : [key, value],
    );
    headers.push(["X-Amz-Security-Token", "very-secret"]);
    const verdict = verify(request(headers), credential(secret, { sessionToken: "very-secret" }), {
      now: at,
    });
    assert.ok(!verdict.valid);
    assert.ok(!JSON.stringify(verdict).includes("very-secret"));
  });

  it("shows of the query and of headers in its reasons only what is known to be no secret", () => {
    const headers: [string, string][] = [
      ["Host", "localhost"],
      ["X-Amz-Date", "20150830T123600Z"],
      ["x_api_key", "very-secret"],
      [
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date;x_api_key, Signature=0",
      ],
    ];
    const target = "/dev/x?token=very-secret&plain";
    const verdict = verify(signedRequest({ method: "GET", target, headers }), credential(secret), {
      now: at,
    });
    assert.ok(!verdict.valid);
    assert.match(verdict.because, /token=….*x_api_key:…/);
    assert.doesNotMatch(verdict.because, /very-secret/);
  });
});
