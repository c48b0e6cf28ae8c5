import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployed } from "../../src/graph/deployed";
import type { MethodDefinition } from "../../src/openapi/read/definitions";
import type { ResourceGraph } from "../../src/graph/resource";
import { readGraph } from "../../src/graph/read/read-graph";

/** A graph of `test/cases/graphs`. */
export function readCase(name: string): unknown {
  const file = join(__dirname, `../cases/graphs/${name}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What a graph of `test/cases/graphs` says. */
export function definitionOf(name: string): Deployed {
  return readGraph(readCase(name) as ResourceGraph);
}

/** A method of an API, by route. */
export function methodOf(definition: Deployed, route: string, api = 0): MethodDefinition {
  const [verb = "", path = ""] = route.split(" ");
  const resource = definition.apis[api]?.resources.find((one) => one.path === path);
  const method = resource?.methods[verb];
  if (method === undefined) throw new Error(`There is no ${route}`);
  return method;
}

/** A graph of one API with this body. */
export function graphOfBody(body: unknown, inputs: Record<string, unknown> = {}): ResourceGraph {
  const type = "aws:apigateway/restApi:RestApi";
  return [
    {
      type,
      name: "api",
      urn: `urn:pulumi:dev::shop::${type}::api`,
      inputs: { body, ...inputs },
      outputs: {
        id: "api1234567",
        executionArn: "arn:aws:execute-api:eu-west-1:222233334444:api1234567",
      },
    },
  ];
}
