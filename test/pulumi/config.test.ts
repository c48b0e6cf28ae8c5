import assert from "node:assert/strict";
import { readConfig } from "../../src/pulumi/config";

describe("readConfig", () => {
  it("has a default for every key but the throttle", () => {
    assert.deepEqual(readConfig({ "aws:region": "eu-central-1", "gatehouses:x": "1" }), {
      disposable: false,
      logRetentionDays: 30,
      accessLogs: true,
      cloudWatchRole: false,
      tracing: false,
      tags: {},
      userPoolDomains: {},
      userPools: {},
    });
  });

  const wrong: [Record<string, string>, RegExp][] = [
    [{ "gatehouse:nothing": "1" }, /gatehouse:nothing: there is no such key/],
    [{ "gatehouse:disposable": "yes" }, /gatehouse:disposable: .*expected boolean.*found yes/],
    [{ "gatehouse:logRetentionDays": "31" }, /gatehouse:logRetentionDays: .*found 31/],
    [{ "gatehouse:throttle": '{"rateLimit":1}' }, /gatehouse:throttle\.burstLimit: /],
    [
      { "gatehouse:throttle": '{"rateLimit":1,"burstLimit":1,"x":1}' },
      /gatehouse:throttle\.x: there is no such key/,
    ],
    [
      { "gatehouse:userPoolDomains": '{"a":"my-aws-pool"}' },
      /userPoolDomains\.a: must not contain aws/,
    ],
    [{ "gatehouse:userPoolDomains": '{"a":"-x"}' }, /gatehouse:userPoolDomains\.a: /],
    [{ "gatehouse:userPools": '{"a":{"id":"pool"}}' }, /gatehouse:userPools\.a\.id: /],
  ];
  for (const [values, message] of wrong) {
    it(`refuses ${JSON.stringify(values)}`, () => {
      assert.throws(() => readConfig(values), { message });
    });
  }

  it("does not tell the value of a key that is a secret", () => {
    const values = { "gatehouse:tracing": "hunter2" };
    assert.throws(
      () => readConfig(values, new Set(["gatehouse:tracing"])),
      ({ message }: Error) => /gatehouse:tracing/.test(message) && !/hunter2/.test(message),
    );
  });
});
