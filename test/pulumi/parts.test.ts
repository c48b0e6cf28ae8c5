import assert from "node:assert/strict";
import { canonicalJson, sha256 } from "../../src/pulumi/canonical";
import { sourcesOf } from "../../src/pulumi/parts/permission";
import { placeStatements } from "../../src/pulumi/parts/role-policies";
import { trustCaller } from "../../src/pulumi/parts/trust";
import { policySize } from "../../src/iam/write/policy-size";
import type { Statement } from "../../src/iam/language/policy";

describe("sourcesOf", () => {
  const cases: [string, string, string][] = [
    ["GET", "/", "GET/"],
    ["GET", "/stock/{item}", "GET/stock/*"],
    ["POST", "/a/{b}/c/{d}", "POST/a/*/c/*"],
    ["ANY", "/files/{proxy+}", "*/files/*"],
  ];
  for (const [verb, path, source] of cases) {
    it(`names ${source} for ${verb} ${path}`, () => {
      assert.deepEqual(sourcesOf([{ verb, path }]), { sources: [source], collapsed: false });
    });
  }

  it("names the whole stage where a function's policy would grow too long", () => {
    const routes = Array.from({ length: 60 }, (_, index) => ({ verb: "GET", path: `/${index}` }));
    assert.deepEqual(sourcesOf(routes), { sources: ["*"], collapsed: true });
    assert.equal(sourcesOf(routes.slice(0, 40)).sources.length, 40);
  });
});

describe("placeStatements", () => {
  const statement = (count: number): Statement => ({
    Sid: "Calls",
    Effect: "Allow",
    Action: "execute-api:Invoke",
    Resource: Array.from({ length: count }, (_, index) =>
      `arn:aws:execute-api:${index}`.padEnd(97, "x"),
    ),
  });
  const place = (count: number, otherSize = 0) =>
    placeStatements([statement(count)], { role: "work", otherSize });

  it("leaves what fits in one inline policy", () => {
    assert.deepEqual(place(90), { inline: [statement(90)], managed: [] });
  });

  it("divides more than 10,240 characters over managed policies of 6,144", () => {
    const { inline, managed } = place(150);
    assert.deepEqual(inline, []);
    assert.ok(managed.length >= 3);
    for (const statements of managed) assert.ok(policySize(statements) <= 6_144);
    const resources = managed.flat().flatMap(({ Resource }) => Resource ?? []);
    assert.deepEqual(resources, statement(150).Resource);
  });

  it("counts statements that are not known yet", () => {
    assert.equal(place(90, 2_000).inline.length, 0);
  });

  it("refuses more than a role may have", () => {
    assert.throws(() => place(900), {
      message: /^work: .*Expected at most 10 managed policies, found \d+\. Name fewer rows/,
    });
  });
});

describe("canonicalJson and sha256", () => {
  it("are the same whatever the order of keys, and differ for other values", () => {
    assert.equal(canonicalJson({ b: [{ d: 1, c: 2 }], a: undefined }), '{"b":[{"c":2,"d":1}]}');
    assert.equal(sha256({ body: '{"a":1,"b":2}' }), sha256({ body: '{ "b": 2, "a": 1 }' }));
    assert.notEqual(sha256({ body: '{"a":1}' }), sha256({ body: '{"a":2}' }));
    assert.notEqual(sha256({ a: [1, 2] }), sha256({ a: [2, 1] }));
  });
});

describe("trustCaller", () => {
  const place = { accountId: "1", region: "r", partition: "aws-cn", dnsSuffix: "d" };
  const cases: [string, unknown][] = [
    ["arn:aws:iam::111122223333:role/x", { AWS: "arn:aws:iam::111122223333:role/x" }],
    ["states.amazonaws.com", { Service: "states.amazonaws.com" }],
  ];
  for (const [assumedBy, principal] of cases) {
    it(`trusts ${assumedBy}`, () => {
      const [statement] = [trustCaller({ assumedBy: [assumedBy] }, place).Statement].flat();
      assert.deepEqual(statement?.Principal, principal);
    });
  }

  it("refuses everybody", () => {
    for (const assumedBy of ["*", "arn:aws:iam::111122223333:role/*"]) {
      assert.throws(() => trustCaller({ assumedBy: [assumedBy] }, place), {
        message: /a role that everybody may assume/,
      });
    }
  });

  it("trusts workflows of one repository by audience and subject", () => {
    const github = { github: "example/shop" } as const;
    const subjects = [
      [{ ...github, branch: "main" }, "repo:example/shop:ref:refs/heads/main"],
      [{ ...github, environment: "prod" }, "repo:example/shop:environment:prod"],
    ] as const;
    for (const [who, sub] of subjects) {
      assert.deepEqual(trustCaller({ assumedBy: [who] }, place).Statement, [
        {
          Effect: "Allow",
          Principal: {
            Federated: "arn:aws-cn:iam::1:oidc-provider/token.actions.githubusercontent.com",
          },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": sub,
            },
          },
        },
      ]);
    }
  });

  it("asks for the external id and further conditions, each together with the others", () => {
    const trust = {
      assumedBy: ["arn:aws:iam::111122223333:root"],
      externalId: "shop-42",
      conditions: {
        StringEquals: { "aws:PrincipalTag/team": "billing" },
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      },
    };
    const [statement] = [trustCaller(trust, place).Statement].flat();
    assert.deepEqual(statement?.Condition, {
      StringEquals: { "sts:ExternalId": "shop-42", "aws:PrincipalTag/team": "billing" },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    });
  });

  it("refuses a condition that would take the place of another", () => {
    const conditions = { StringEquals: { "sts:ExternalId": "mine" } };
    const trust = { assumedBy: ["arn:aws:iam::111122223333:root"], externalId: "x1", conditions };
    assert.throws(() => trustCaller(trust, place), {
      message: /StringEquals sts:ExternalId is set/,
    });
  });
});
