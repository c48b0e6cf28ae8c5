import type { Resource, ResourceGraph } from "../../../src/graph/resource";
import { callArn, smallGraph, type SmallRow } from "../../cli/start/small-graph";

const account = "000000000000";
const apiId = "api0000001";
const code = "exports.handler = async () => ({ statusCode: 200 })";

const row = (name: string, access: SmallRow["access"]): SmallRow => ({
  ...{ name, verb: "GET", path: `/${name}`, access, code },
});

const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): Resource => ({
  ...{ type, name, urn: `urn:pulumi:dev::foreign::${type}::${name}`, inputs, outputs },
});

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const user = (name: string, ...statements: object[]): Resource[] => {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return [
    resource("aws:iam/user:User", name, { name }, { id: name, arn, uniqueId: `AIDA${name}` }),
    resource(
      "aws:iam/userPolicy:UserPolicy",
      name,
      { user: name, policy: policyOf(...statements) },
      { id: `${name}:policy` },
    ),
  ];
};

const invoke = { Action: "execute-api:Invoke", Resource: callArn("GET", "/reports") };

/** What somebody wrote by hand, without a table: users with policies of their own, a key that is switched off. */
export const foreignGraph: ResourceGraph = [
  ...smallGraph([row("reports", "iam"), row("list", "apiKey")]),
  ...user("office", {
    ...{ Sid: "FromTheOffice", Effect: "Allow", ...invoke },
    Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
  }),
  ...user("barred", { Effect: "Allow", ...invoke }, { Sid: "Barred", Effect: "Deny", ...invoke }),
  ...user("stranger", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  resource(
    "aws:apigateway/apiKey:ApiKey",
    "old",
    { name: "old", value: "an-old-key-that-is-off", enabled: false },
    { id: "key0000002" },
  ),
  resource(
    "aws:apigateway/usagePlanKey:UsagePlanKey",
    "old",
    { keyId: "key0000002", keyType: "API_KEY", usagePlanId: "plan01" },
    { id: "key0000002" },
  ),
];

/** An open API behind a resource policy. */
export const guardedGraph: ResourceGraph = [
  ...smallGraph([row("news", "public")]),
  resource(
    "aws:apigateway/restApiPolicy:RestApiPolicy",
    "guard",
    {
      restApiId: apiId,
      policy: policyOf(
        {
          ...{
            Sid: "FromTheOffice",
            Effect: "Allow",
            Principal: "*",
            Action: "execute-api:Invoke",
          },
          Resource: "execute-api:/*",
          Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        },
        {
          ...{ Sid: "NotTheGuests", Effect: "Deny", Principal: "*", Action: "execute-api:Invoke" },
          Resource: "execute-api:/*",
          Condition: { IpAddress: { "aws:SourceIp": "10.9.0.0/16" } },
        },
      ),
    },
    { id: apiId },
  ),
];
