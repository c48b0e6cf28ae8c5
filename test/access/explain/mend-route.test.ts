import assert from "node:assert/strict";
import { mendRoute } from "../../../src/access/explain/mend-route";
import type { RefusedCall } from "../../../src/access/explain/refused-call";

const call = (verb: string, path: string, fromTable: boolean) =>
  mendRoute({
    definition: { graph: fromTable ? [{ type: "gatehouse:index:Endpoint" }] : [] },
    api: {
      name: "shop",
      stages: [{ stageName: "dev" }],
      resources: [
        {
          path: "/orders/{id}",
          methods: {
            GET: { verb: "GET", operationId: "getOrder" },
            PUT: { verb: "PUT", operationId: "putOrder" },
          },
        },
      ],
    },
    stage: { stageName: "dev" },
    ...{ verb, path },
  } as unknown as RefusedCall);

describe("mendRoute", () => {
  const cases: [name: string, verb: string, path: string, fromTable: boolean, mend: RegExp][] = [
    [
      "a refused preflight of a table",
      "OPTIONS",
      "/orders/7",
      true,
      /^for a page of another origin, add cors: \{ origins: \["https:\/\/…"\] \} to getOrder or putOrder$/,
    ],
    [
      "a refused preflight of other graphs",
      "OPTIONS",
      "/orders/7",
      false,
      /add an OPTIONS method without authorization at \/orders\/7/,
    ],
    ["OPTIONS at no path", "OPTIONS", "/nowhere/at/all", true, /add the row endpoint\("OPTIONS/],
    [
      "another verb",
      "POST",
      "/orders/7",
      true,
      /call GET \/orders\/7 or PUT.*add the row endpoint/,
    ],
  ];
  for (const [name, verb, path, fromTable, mend] of cases) {
    it(`tells what helps with ${name}`, () => assert.match(call(verb, path, fromTable)!, mend));
  }
});
