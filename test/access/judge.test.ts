import assert from "node:assert/strict";
import { accessOf } from "../../src/access/who/access-of";
import { faultText } from "../../src/access/judge/fault";
import type { Deployed, RoleDefinition } from "../../src/graph/deployed";
import { gatewayTrust, policyOf, roleOf } from "../differential/peopled";
import { expandGraph } from "../local/gateway/expand-graph";

const api = "arn:aws:execute-api:eu-central-1:123456789012:abcdef1234";
const role = "arn:aws:iam::123456789012:role/invoker";
const invoke = (Resource: string) =>
  policyOf({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource });

function graphOf(verb: string, path: string, sourceArn: string): Deployed {
  const permission = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" };
  return expandGraph({
    api: { routes: { [`${verb} ${path}`]: { integration: "f" } } },
    functions: { f: { permissions: [{ ...permission, sourceArn }] } },
  });
}

function graphAs(more: Partial<RoleDefinition>): Deployed {
  const graph = expandGraph({
    api: { routes: { "GET /": { integration: { functionArn: "f", credentials: role } } } },
  });
  const made = { trust: gatewayTrust, policies: [invoke("*")], ...more };
  return { ...graph, roles: [roleOf(graph, "invoker", made)] };
}

function faultIn(graph: Deployed): string | undefined {
  const fault = accessOf(graph).endpoints[0]?.fault;
  return fault && faultText(fault);
}

describe("accessOf, asked whether API Gateway may invoke a function", () => {
  // Method and resource stand in the SourceArn as they are declared (recorded: idx 22243955141).
  const permissions: [verb: string, path: string, sourceArn: string, served: boolean][] = [
    ["ANY", "/{proxy+}", `${api}/dev/ANY/{proxy+}`, true],
    ["GET", "/stock/{id}", `${api}/dev/GET/stock/{id}`, true],
    ["GET", "/stock/{id}", `${api}/dev/GET/stock/*`, true],
    ["ANY", "/{proxy+}", `${api}/*/*/*`, true],
    ["ANY", "/{proxy+}", `${api}/dev/GET/*`, false],
    ["GET", "/stock/{id}", `${api}/prod/GET/stock/*`, false],
    ["GET", "/stock/{id}", `${api}/dev/POST/stock/*`, false],
  ];
  for (const [verb, path, sourceArn, served] of permissions)
    it(`${served ? "serves" : "does not serve"} ${verb} ${path} by ${sourceArn}`, () => {
      const fault = faultIn(graphOf(verb, path, sourceArn));
      assert.equal(fault, served ? undefined : "API Gateway may not invoke f");
    });

  const roles: [name: string, more: Partial<RoleDefinition>, fault: string | undefined][] = [
    ["that trusts it and may", {}, undefined],
    ["without its trust", { trust: policyOf() }, "does not trust apigateway.amazonaws.com"],
    ["whose trust is not known", { trust: "unknown" }, "does not trust apigateway.amazonaws.com"],
    ["whose boundary allows it", { permissionsBoundary: invoke("*") }, undefined],
    [
      "whose boundary leaves it out",
      { permissionsBoundary: invoke("arn:aws:lambda:*:*:function:g") },
      "has a boundary without it",
    ],
    ["without policies", { policies: [] }, "does not allow it"],
    ["with an unknown policy", { policies: ["unknown"] }, "has a policy that is not known"],
  ];
  for (const [name, more, fault] of roles)
    it(`as a role ${name}`, () => {
      const text = fault && `API Gateway may not invoke f: the role invoker ${fault}`;
      assert.equal(faultIn(graphAs(more)), text);
    });
});
