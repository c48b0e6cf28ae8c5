import assert from "node:assert/strict";
import { endpoint, lambdaAuthorizer, type Endpoint } from "../../src/spec";

describe("endpoint", () => {
  it("keeps a callee that is not there yet, so that no call vanishes", () => {
    const missing = undefined as unknown as Endpoint;
    const row = endpoint("GET /a", { access: "public", calls: [missing] });
    assert.deepEqual(row.calls, [undefined]);
  });

  it("gives what it was given, with its kind and route", () => {
    const row = endpoint("GET /a", { access: "iam", timeoutSeconds: 3 });
    assert.deepEqual(
      { ...row },
      { kind: "endpoint", route: "GET /a", access: "iam", timeoutSeconds: 3 },
    );
  });

  it("does not let options rename its kind or route", () => {
    const options = { access: "public", kind: "trigger", route: "GET /other" } as never;
    const row = endpoint("GET /a", options);
    assert.equal(row.kind, "endpoint");
    assert.equal(row.route, "GET /a");
  });
});

describe("lambdaAuthorizer", () => {
  it("holds its sources as a list, whichever type it has", () => {
    const token = lambdaAuthorizer({
      type: "token",
      identitySource: "header:Authorization",
      cacheSeconds: 0,
    });
    const request = lambdaAuthorizer({
      type: "request",
      identitySource: ["header:A", "query:b"],
      cacheSeconds: 0,
    });
    assert.deepEqual(token.identitySource, ["header:Authorization"]);
    assert.deepEqual(request.identitySource, ["header:A", "query:b"]);
  });
});
