import assert from "node:assert/strict";
import { diffAccess } from "../../src/access/diff/diff-access";
import { headline } from "../../src/access/diff/reviewed";
import { toJson } from "../../src/access/diff/to-json";
import { toMarkdown as diffMarkdown } from "../../src/access/diff/to-markdown";
import { toText } from "../../src/access/diff/to-text";
import type { Resource } from "../../src/graph/resource";
import { readGraph } from "../../src/graph/read/read-graph";
import { toMarkdown } from "../../src/access/report/markdown";
import { reportOf } from "../../src/access/report/report-of";

const resource = (type: string, inputs: Resource["inputs"] = {}, more = {}): Resource => ({
  ...{ type, name: "one", urn: `urn:pulumi:dev::shop::${type}::one`, inputs, outputs: {} },
  ...more,
});
const unreadIn = (...graph: Resource[]) => readGraph(graph).unread.map(({ what }) => what);
const reviewed = (base: Resource[], head: Resource[]) => ({
  ...diffAccess(readGraph(base), readGraph(head)),
  ownersFiles: [],
});

/** Types that may carry endpoints, permissions or people; none of them is read. */
const carriers = [
  "aws-apigateway:index:RestAPI",
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/route:Route",
  "aws:appsync/graphQLApi:GraphQLApi",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:lb/listener:Listener",
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudformation/stack:Stack",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  "aws:iam/userLoginProfile:UserLoginProfile",
  "aws:cognito/user:User",
  "aws-native:apigateway:RestApi",
  "awsx:classic/apigateway:API",
  "kubernetes:networking.k8s.io/v1:Ingress",
  "pulumi-nodejs:dynamic:Resource",
  "command:local:Command",
  "gatehouse:index:Unheard",
  "somebody:index:Thing",
];

const routes = (auth: string) =>
  resource("aws-apigateway:index:RestAPI", { routes: [{ path: "/costs", auth }] });

describe("what is not read", () => {
  for (const type of carriers) {
    it(`is named: ${type}`, () => assert.deepEqual(unreadIn(resource(type)), [`${type} "one"`]));
    for (const [how, base, head] of [
      ["new", [], [resource(type)]],
      ["gone", [resource(type)], []],
      ["changed", [resource(type, { a: 1 })], [resource(type, { a: 2 })]],
    ] as const)
      it(`is OTHER and needs an owner where it is ${how}: ${type}`, () => {
        const { changes, owners } = reviewed([...base], [...head]);
        assert.deepEqual(
          changes.map(({ verdict, property }) => [verdict, property]),
          [["OTHER", "notRead"]],
        );
        assert.equal(owners[0]?.what, `${type} one`);
      });
  }

  it("is nothing of a table, a component of the program and a provider", () =>
    assert.deepEqual(
      unreadIn(
        resource("aws:dynamodb/table:Table", { anything: 1 }),
        resource("aws:lambda/layerVersion:LayerVersion", { layerName: "x", code: { path: "x" } }),
        resource("shop:index:Orders", {}, { component: "local" }),
        resource("pulumi:providers:aws", { region: "eu-west-1" }),
      ),
      [],
    ));

  it("is an input that is not known, by its path", () =>
    assert.deepEqual(
      unreadIn(
        resource("aws:cognito/userPool:UserPool", { unheardOf: 1, passwordPolicy: { odd: 2 } }),
      ),
      ['input "unheardOf" of UserPool "one"', 'input "passwordPolicy.odd" of UserPool "one"'],
    ));

  it("is a policy whose value only a deploy knows", () => {
    const policy = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const found = unreadIn(resource("aws:iam/rolePolicy:RolePolicy", { role: "r", policy }));
    assert.deepEqual(found, ['input "policy" of RolePolicy "one"']);
  });

  it("stands at the head of every output of a diff, which then does not say that nobody gains", () => {
    const same = reviewed([routes("iam")], [routes("iam")]);
    assert.match(headline(same), /^Of what is read, nobody .*; 1 thing .* is not read\.$/);
    assert.match(toText(same), /^Not read: 1 thing/);
    const changed = reviewed([routes("iam")], [routes("none")]);
    assert.match(headline(changed), /1 other; 1 thing .* not read; NEEDS OWNER\.$/);
    assert.match(diffMarkdown(changed), /### Not read\n\n- `aws-apigateway:index:RestAPI "one"`/);
    const { notRead, needsOwner } = toJson(changed) as { notRead: object[]; needsOwner: string[] };
    assert.equal(notRead.length, 1);
    assert.deepEqual(needsOwner, ["aws-apigateway:index:RestAPI one"]);
  });

  it("comes first in a report", () => {
    const text = toMarkdown(reportOf(readGraph([routes("iam")])));
    assert.ok(text.indexOf("## Not read") < text.indexOf("## Endpoints"));
    assert.match(
      text,
      /1 thing that may carry .*\n\n- `aws-apigateway:index:RestAPI "one"`: it may/,
    );
  });
});
