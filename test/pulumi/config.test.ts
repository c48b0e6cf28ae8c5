import assert from "node:assert/strict";
import { readConfig } from "../../src/pulumi/stack/config";

const origin = { stack: "dev", project: "shop", secretKeys: new Set<string>() };

describe("readConfig", () => {
  it("takes 0, or 7 to 30 days for deleted secrets", () => {
    const origin = { project: "shop", stack: "dev", secretKeys: new Set<string>() };
    const read = (days: string) => readConfig({ "gatehouse:secretRecoveryDays": days }, origin);
    for (const days of [0, 7, 30]) assert.equal(read(`${days}`).secretRecoveryDays, days);
    for (const days of ["-1", "1", "6", "31", "7.5", "soon"]) {
      assert.throws(() => read(days), /gatehouse:secretRecoveryDays: /);
    }
  });

  it("has a default for every key but the throttle", () => {
    assert.deepEqual(readConfig({ "aws:region": "eu-central-1", "warehouse:x": "1" }, origin), {
      disposable: false,
      logRetentionDays: 30,
      accessLogs: true,
      cloudWatchRole: false,
      gitHubProvider: false,
      tracing: false,
      tags: {},
      throttles: {},
      plans: {},
      stageVariables: {},
      keepDeployments: false,
      customers: {},
      apiKeyValues: {},
      distinctKeysFrom: [],
      userPoolDomains: {},
      userPools: {},
    });
  });

  const wrong: [Record<string, string>, RegExp][] = [
    [
      { "gatehouse:tags": '{"aws:team":"x"}' },
      /tags\.aws:team: expected 1 to 128 letters.*begins with aws:/,
    ],
    [{ "gatehouse:tags": '{"gatehouse:api":"x"}' }, /tags\.gatehouse:api: expected/],
    [
      { "gatehouse:tags": '{"team":"a & b"}' },
      /tags\.team: expected at most 256 letters.*found a & b/,
    ],
    [
      {
        "gatehouse:tags": JSON.stringify(
          Object.fromEntries([...Array(49).keys()].map((n) => [`t${n}`, "x"])),
        ),
      },
      /gatehouse:tags: expected at most 48 tags/,
    ],
    [
      {
        "gatehouse:canary":
          '{"stableDeploymentId":"abc123","percentTraffic":1,"stageVariables":{"a b":"x"}}',
      },
      /canary\.stageVariables\.a b: expected letters, digits and underscores, found the name a b/,
    ],
    ...["v1/x", "~v1", ""].map((basePath): [Record<string, string>, RegExp] => [
      {
        "gatehouse:domain": JSON.stringify({
          name: "api.example.com",
          certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1",
          basePath,
        }),
      },
      /domain\.basePath: expected one segment of letters, digits and/,
    ]),
    [{ "gatehouse:logRetentionDays": "10" }, /logRetentionDays: .*found 10/],
    [{ "gatehouse:nothing": "1" }, /gatehouse:nothing: there is no such key/],
    [
      { "gatehouse:privat": "true" },
      /gatehouse:privat: there is no such key\. Did you mean private\?/,
    ],
    [
      { "gatehous:private": "true" },
      /gatehous:private: nothing reads this key\. Expected gatehouse:private/,
    ],
    [{ "Gatehouse:private": "true" }, /Gatehouse:private: nothing reads this key/],
    [{ "gate-house:tags.a": "1" }, /gate-house:tags\.a: nothing reads/],
    [
      { "gatehuose:x": "1", "gatehouse:y": "1" },
      /gatehuose:x: nothing.*\n.*gatehouse:y: there is no/,
    ],
    [{ "shop:gatehouse.private": "true" }, /gatehouse\.private: nothing reads.*gatehouse:private/],
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
      assert.throws(() => readConfig(values, origin), { message });
    });
  }

  const sentences: [Record<string, string>, string][] = [
    [
      { "gatehouse:disposable": "yess" },
      "gatehouse:disposable: expected boolean, found yess. Correct it in Pulumi.dev.yaml.",
    ],
    [
      { "gatehouse:tags": '{"team":3}' },
      "gatehouse:tags.team: expected string, found 3. Correct it in Pulumi.dev.yaml.",
    ],
    [
      { "gatehouse:throttle": '{"rateLimit":1}' },
      "gatehouse:throttle.burstLimit: expected number, found nothing. Correct it in Pulumi.dev.yaml.",
    ],
  ];
  for (const [values, sentence] of sentences) {
    it(`says what it expected and what it found, each once: ${JSON.stringify(values)}`, () => {
      const message = `The stack's configuration has problems:\n- ${sentence}`;
      assert.throws(() => readConfig(values, origin), { message });
    });
  }

  it("names the stack's file where it takes out an unknown key", () => {
    assert.throws(() => readConfig({ "gatehouse:nothing": "1" }, origin), {
      message: /take it out of Pulumi\.dev\.yaml\.$/,
    });
  });

  const clear: [string, Record<string, string>][] = [
    ["in clear text", { "gatehouse:apiKeyValues": '{"website-2":"hunter2-hunter2-hunter2"}' }],
    ["in clear text and too short", { "gatehouse:apiKeyValues": '{"website-2":"hunter2"}' }],
    ["of another form", { "gatehouse:apiKeyValues": "hunter2" }],
    ["in a list", { "gatehouse:apiKeyValues": '["hunter2"]' }],
    ["deeper than they should be", { "gatehouse:apiKeyValues": '{"website":{"2":"hunter2"}}' }],
    ["as a number", { "gatehouse:apiKeyValues": '{"website-2":12345678901234567890123}' }],
  ];
  for (const [name, values] of clear) {
    it(`does not tell values of keys that stand ${name}`, () => {
      assert.throws(
        () => readConfig(values, origin),
        ({ message }: Error) =>
          /apiKeyValues: values of keys stand in clear text/.test(message) &&
          !/hunter2|1234567/.test(message),
      );
    });
  }

  it("takes a namespace that is the project's own", () => {
    readConfig({ "gatehous:private": "true" }, { ...origin, project: "gatehous" });
  });

  it("does not tell the value of a key that is a secret", () => {
    const values = { "gatehouse:tracing": "hunter2" };
    assert.throws(
      () => readConfig(values, { ...origin, secretKeys: new Set(["gatehouse:tracing"]) }),
      ({ message }: Error) => /gatehouse:tracing/.test(message) && !/hunter2/.test(message),
    );
  });
});
