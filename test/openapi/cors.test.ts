import assert from "node:assert/strict";
import { Compile, parse } from "velocityjs";
import { apiSettings, endpoint } from "../../src/spec";
import { documentOf } from "./made";

const a = "https://a.example";
const b = "https://b.example";

interface Mock {
  responses: {
    default: {
      responseParameters: Record<string, string>;
      responseTemplates?: Record<string, string>;
    };
  };
}

/** The headers of a preflight's answer, its template run as API Gateway would run it. */
function preflight(
  spec: Record<string, unknown>,
  path: string,
  headers: Record<string, string>,
): Record<string, string> {
  const method = documentOf(spec).paths[path]?.["options"];
  const { default: answer } = (method?.["x-amazon-apigateway-integration"] as unknown as Mock)
    .responses;
  const fixed = Object.entries(answer.responseParameters).map(([name, value]) => [
    name.replace("method.response.header.", ""),
    value.slice(1, -1),
  ]);
  const override: Record<string, string> = {};
  const template = answer.responseTemplates?.["application/json"] ?? "";
  const text = new Compile(parse(template)).render({
    context: { responseOverride: { header: override } },
    input: { params: () => ({ header: { get: (name: string) => headers[name] ?? "" } }) },
  });
  assert.equal(text, "");
  return { ...Object.fromEntries(fixed), ...override } as Record<string, string>;
}

const allowed = "Access-Control-Allow-Origin";

describe("preflight", () => {
  it("declares the parameters of its path", () => {
    const get = endpoint("GET /shops/{shop}/files/{path+}", {
      access: "iam",
      cors: { origins: [a] },
    });
    const { parameters } = documentOf({ get }).paths["/shops/{shop}/files/{path+}"]!["options"]!;
    const text = { in: "path", required: true, schema: { type: "string" } };
    assert.deepEqual(parameters, [
      { name: "shop", ...text },
      { name: "path", ...text },
    ]);
  });

  it("names one origin as it stands, whoever asks", () => {
    const get = endpoint("GET /x", {
      access: "iam",
      cors: { origins: [a], maxAgeSeconds: 5, headers: ["X-A"] },
    });
    assert.deepEqual(preflight({ get }, "/x", { Origin: b }), {
      [allowed]: a,
      "Access-Control-Allow-Methods": "GET",
      "Access-Control-Allow-Headers": "X-A",
      "Access-Control-Max-Age": "5",
    });
  });

  it("names any origin, and never with credentials", () => {
    const get = endpoint("GET /x", { access: "iam", cors: { origins: "*" } });
    const headers = preflight({ get }, "/x", { Origin: b });
    assert.equal(headers[allowed], "*");
    assert.equal(headers["Access-Control-Allow-Credentials"], undefined);
  });

  const several = endpoint("GET /x", {
    access: "iam",
    cors: { origins: [a, b], credentials: true },
  });
  for (const [asking, sent, found] of [
    ["a listed origin", { Origin: b }, b],
    ["a listed origin in small letters, as HTTP/2 sends it", { origin: a }, a],
    ["another origin", { Origin: "https://evil.example" }, undefined],
    ["an origin that begins like a listed one", { Origin: `${a}.evil` }, undefined],
    ["no origin", {}, undefined],
    ["a template for an origin", { Origin: "$context" }, undefined],
  ] as const) {
    it(`of several origins answers ${asking} with ${found}`, () => {
      const headers = preflight({ several }, "/x", sent);
      assert.equal(headers[allowed], found);
      assert.equal(headers["Vary"], "Origin");
    });
  }

  it("answers for the row whose verb is asked for", () => {
    const get = endpoint("GET /x", { access: "iam", cors: { origins: "*" } });
    const put = endpoint("PUT /x", { access: "iam", cors: { origins: [a], credentials: true } });
    const drop = endpoint("DELETE /x", { access: "iam" });
    const ask = (method: string, origin: string) =>
      preflight({ get, put, drop }, "/x", {
        Origin: origin,
        "Access-Control-Request-Method": method,
      });
    assert.equal(ask("GET", b)[allowed], "*");
    assert.equal(ask("GET", b)["Access-Control-Allow-Credentials"], undefined);
    assert.equal(ask("PUT", b)[allowed], undefined);
    assert.equal(ask("PUT", a)[allowed], a);
    assert.equal(ask("PUT", a)["Access-Control-Allow-Credentials"], "true");
    assert.equal(ask("PUT", a)["Access-Control-Allow-Methods"], "PUT");
    assert.equal(ask("DELETE", a)[allowed], undefined);
  });

  it("spells out the verbs of an ANY row", () => {
    const any = endpoint("ANY /x", { access: "iam", cors: { origins: [a] } });
    assert.equal(
      preflight({ any }, "/x", {})["Access-Control-Allow-Methods"],
      "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT",
    );
  });

  it("leaves OPTIONS to a row of its own, and other paths alone", () => {
    const options = endpoint("OPTIONS /x", { access: "public", cors: { origins: [a] } });
    const get = endpoint("GET /y", { access: "iam" });
    const { paths } = documentOf({ options, get });
    assert.equal(paths["/x"]?.["options"]?.operationId, "options");
    assert.deepEqual(Object.keys(paths["/y"] ?? {}), ["get"]);
  });

  it("throws for an origin that would break out of the template", () => {
    const origins = [a, "https://x'#set($y=1)"] as unknown as [typeof a];
    const get = endpoint("GET /x", { access: "iam", cors: { origins } });
    assert.throws(() => documentOf({ get }));
  });
});

describe("preflight under binary types", () => {
  const get = endpoint("GET /x", { access: "iam", cors: { origins: [a, b] } });
  const handling = (...binaryMediaTypes: string[]): unknown => {
    const document = documentOf({ get, settings: apiSettings({ binaryMediaTypes }) });
    const mock = document.paths["/x"]?.["options"]?.["x-amazon-apigateway-integration"] as unknown;
    const { contentHandling, responses } = mock as Record<string, unknown> & {
      responses: { default: Record<string, unknown> };
    };
    return [contentHandling, responses.default["contentHandling"]];
  };

  it("is read as a text where its type counts as binary", () => {
    for (const type of ["*/*", "application/*", "application/json"]) {
      assert.deepEqual(handling(type), ["CONVERT_TO_TEXT", "CONVERT_TO_TEXT"], type);
    }
  });

  it("is left alone under others", () => {
    assert.deepEqual(handling("image/png", "application/x-json"), [undefined, undefined]);
  });
});

describe("gateway responses", () => {
  const get = endpoint("GET /x", { access: "iam", cors: { origins: [a], credentials: true } });
  const plain = endpoint("GET /y", { access: "iam" });
  const found = (spec: Record<string, unknown>) =>
    documentOf(spec)["x-amazon-apigateway-gateway-responses"];
  const of = (responseParameters: Record<string, string>) => ({
    DEFAULT_4XX: { responseParameters },
    DEFAULT_5XX: { responseParameters },
  });
  const name = "gatewayresponse.header.Access-Control-Allow-Origin";

  it("are left alone where no row has cors", () => assert.equal(found({ plain }), undefined));

  it("name the origin that all rows share", () =>
    assert.deepEqual(
      found({ get, plain }),
      of({
        [name]: `'${a}'`,
        "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'",
      }),
    ));

  it("name any origin, without credentials, where rows differ", () => {
    const other = endpoint("GET /z", { access: "iam", cors: { origins: [b] } });
    assert.deepEqual(found({ get, other }), of({ [name]: "'*'" }));
  });
});
