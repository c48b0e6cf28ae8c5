import assert from "node:assert/strict";
import { accessOf, answerOf } from "../../src/access/who/access-of";
import { asksOf } from "../../src/access/verify/asks-of";
import type { Deployed } from "../../src/graph/deployed";
import { contextKeys } from "../../src/iam/context-keys";
import { compare } from "../differential/compare";
import { peopled, policyOf, roleOf } from "../differential/peopled";
import { randomOf } from "../differential/random";
import { expandGraph } from "../local/gateway/expand-graph";

const accountId = "123456789012";

/** A row whose resource policy allows on one condition; beside it a role and a user with the tag team: red. */
function graphOf(
  authorizationType: "NONE" | "AWS_IAM",
  Condition: object,
  endpointType: "REGIONAL" | "PRIVATE" = "REGIONAL",
): Deployed {
  const open = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
  const tags = { team: "red" };
  const graph = expandGraph({
    api: {
      endpointType,
      routes: { "GET /": { authorizationType, integration: "f" } },
      policy: policyOf({ ...open, Condition }),
    },
    functions: {
      f: {
        permissions: [{ action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" }],
      },
    },
  });
  const user = { name: "ada", userName: "ada", arn: `arn:aws:iam::${accountId}:user/ada`, tags };
  return {
    ...graph,
    roles: [roleOf(graph, "cook", { tags })],
    users: [{ ...user, uniqueId: "AIDAADA", accountId, policies: [], accessKeys: [] }],
  };
}

describe("condition keys, as report and diff take them", () => {
  type Who = "world" | "cook" | "ada" | "anyone";
  const cases: [what: string, condition: object, who: Who, answer: "yes" | "some" | "no"][] = [
    ["anybody may have that user name", { "aws:username": "admin" }, "world", "some"],
    ["this user has another", { "aws:username": "admin" }, "ada", "no"],
    ["sessions have no user name", { "aws:username": "cook" }, "cook", "no"],
    ["a user's tags are those of the graph", { "aws:PrincipalTag/Team": "blue" }, "ada", "no"],
    ["a user has its tags", { "aws:principaltag/team": "red" }, "ada", "yes"],
    ["a session may be tagged otherwise", { "aws:PrincipalTag/team": "blue" }, "cook", "some"],
    ["no signer is a service", { "aws:PrincipalIsAWSService": "true" }, "cook", "no"],
    ["users have no identity", { "cognito-identity.amazonaws.com:sub": "x" }, "ada", "no"],
    ["sessions may have one", { "cognito-identity.amazonaws.com:sub": "x" }, "cook", "some"],
    ["who does not sign has none", { "cognito-identity.amazonaws.com:sub": "x" }, "anyone", "no"],
    ["who does not sign has no MFA", { "aws:MultiFactorAuthPresent": "true" }, "anyone", "no"],
    ["no network reaches a regional API", { "aws:VpcSourceIp": "10.0.0.7" }, "anyone", "no"],
    ["a header is the caller's", { "aws:Referer": "x" }, "anyone", "some"],
  ];
  const ids = { world: "account:999999999999", cook: "role:cook", ada: "user:ada" };
  for (const [what, condition, who, answer] of cases)
    it(`${what}: ${JSON.stringify(condition)} for ${who}`, () => {
      const type = who === "anyone" ? "NONE" : "AWS_IAM";
      const access = accessOf(graphOf(type, { StringEquals: condition }));
      const [endpoint] = access.endpoints;
      assert.ok(endpoint);
      const id = who === "anyone" ? who : ids[who];
      assert.equal(answerOf(endpoint, id, access.probes), answer);
    });
});

describe("condition keys, as verify takes them", () => {
  const cases: [condition: object, answer: string][] = [
    [{ StringEquals: { "aws:UserAgent": "gatehouse-verify" } }, "allowed"],
    [{ StringEquals: { "aws:Referer": "x" } }, "refused"],
    [{ StringEquals: { "aws:PrincipalOrgID": "o-1" } }, "unsure"],
    [{ StringEquals: { "aws:PrincipalAccount": accountId } }, "allowed"],
    [{ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "refused"],
  ];
  for (const [condition, answer] of cases)
    it(`${JSON.stringify(condition)}: ${answer}`, () => {
      const options = { sourceIp: "127.0.0.1", allowWrites: true, now: new Date(0) };
      const { asks } = asksOf(graphOf("AWS_IAM", condition), options);
      const ask = asks.find(({ caller }) => caller.name === "user:ada");
      assert.equal(ask?.expected.answer, answer);
    });
});

describe("each condition key", () => {
  for (const [written, { of, isRemote = false }] of Object.entries(contextKeys))
    it(`${written} decides alike for report, diff, verify and the gateway`, async () => {
      const name = written.endsWith("/") ? `${written}team` : written;
      for (const authorizationType of ["NONE", "AWS_IAM"] as const)
        for (const condition of [
          { StringLike: { [name]: "p*" } },
          { StringNotLike: { [name]: "p*" } },
          { Null: { [name]: "true" } },
          { Null: { [name]: "false" } },
        ]) {
          const type = of === "network" ? "PRIVATE" : "REGIONAL";
          const graph = peopled(graphOf(authorizationType, condition, type));
          const found = await compare(graph, { most: 60, random: randomOf(1) });
          assert.deepEqual(found.disagreements, []);
          assert.ok(isRemote || found.asked > 20, `${found.asked} questions`);
        }
    });
});
