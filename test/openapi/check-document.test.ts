import assert from "node:assert/strict";
import fc from "fast-check";
import * as example from "../../api-spec";
import { z } from "zod";
import { checkDocument, toOpenApi, type DeploymentNames } from "../../src/openapi/write";
import { apiSettings, endpoint } from "../../src/spec";
import { deployment as publicDeployment, documentOf, modelOf } from "./made";

type Json = Record<string, any>;

const settings = apiSettings({
  cors: { origins: ["https://shop.example"] },
  binaryMediaTypes: ["image/png"],
});
const listAny = endpoint("ANY /files/{path+}", { access: "iam" });
const search = endpoint("GET /search", {
  access: "iam",
  response: z.array(z.object({ name: z.string() }).meta({ id: "Found" })),
});
const model = modelOf({ ...example, settings, listAny, search });
const deployment: DeploymentNames = {
  ...publicDeployment,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
    ],
  },
  vpcEndpointIds: ["vpce-1", "vpce-2"],
  disableExecuteApiEndpoint: true,
};
const endpointConfiguration = "x-amazon-apigateway-endpoint-configuration";
const made = toOpenApi(model, deployment);
const copy = (): Json => JSON.parse(JSON.stringify(made)) as Json;
const paths = Object.keys(made.paths);
const methods = paths.flatMap((path) =>
  Object.keys(made.paths[path] ?? {}).map((key) => [path, key] as const),
);
const own = methods.filter(([, key]) => key !== "options");
const schemes = Object.keys(made.components.securitySchemes);

/** Changes that would open a method, close it, or hand it to another; each takes a document and a choice. */
const mutations: Record<string, (document: Json, choice: number) => void> = {
  "drops the requirements of a method": (document, choice) => {
    const [path, key] = methods[choice % methods.length]!;
    delete document["paths"][path][key].security;
  },
  "empties the requirements of a method": (document, choice) => {
    const closed = own.filter(([path, key]) => made.paths[path]?.[key]?.security.length);
    const [path, key] = closed[choice % closed.length]!;
    document["paths"][path][key].security = choice % 2 ? [] : [{}];
  },
  "splits a requirement in two": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    document["paths"][path][key].security = [{ iam: [] }, { apiKey: [] }];
  },
  "adds a scheme to a requirement": (document, choice) => {
    const [path, key] = methods[choice % methods.length]!;
    const [first = {}] = document["paths"][path][key].security;
    document["paths"][path][key].security = [{ ...first, extra: [] }];
  },
  "misspells a scheme in a requirement": (document, choice) => {
    const closed = own.filter(([path, key]) => made.paths[path]?.[key]?.security.length);
    const [path, key] = closed[choice % closed.length]!;
    const [first] = document["paths"][path][key].security;
    const [name = "", ...rest] = Object.keys(first);
    const others = rest.map((one) => [one, first[one]]);
    document["paths"][path][key].security = [
      Object.fromEntries([[`${name}s`, first[name]], ...others]),
    ];
  },
  "changes scopes": (document, choice) => {
    const [path, key] = choice % 2 ? ["/me", "put"] : ["/orders", "put"];
    document["paths"][path!][key!].security[0].customers = choice % 3 ? [] : ["orders/read"];
  },
  "misspells a verb": (document, choice) => {
    const [path, key] = methods[choice % methods.length]!;
    const item = document["paths"][path];
    item[`${key}s`] = item[key];
    delete item[key];
  },
  "writes a verb in capitals": (document, choice) => {
    const [path, key] = methods[choice % methods.length]!;
    const item = document["paths"][path];
    item[key.toUpperCase()] = item[key];
    delete item[key];
  },
  "adds a method": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    const item = document["paths"][path];
    const free = ["get", "put", "trace", "x-amazon-apigateway-any-method"].filter(
      (verb) => !item[verb],
    );
    item[free[choice % free.length]!] = item[key];
  },
  "adds a path": (document, choice) => {
    document["paths"][`${paths[choice % paths.length]}/`] = { get: { security: [] } };
  },
  "drops a path": (document, choice) => {
    delete document["paths"][paths[choice % paths.length]!];
  },
  "drops a scheme": (document, choice) => {
    delete document["components"].securitySchemes[schemes[choice % schemes.length]!];
  },
  "renames a scheme": (document, choice) => {
    const name = schemes[choice % schemes.length]!;
    const all = document["components"].securitySchemes;
    all[name.toUpperCase()] = all[name];
    delete all[name];
  },
  "drops a field of a scheme": (document, choice) => {
    const scheme = document["components"].securitySchemes[schemes[choice % schemes.length]!];
    const fields = Object.keys(scheme);
    delete scheme[fields[choice % fields.length]!];
  },
  "swaps two schemes": (document, choice) => {
    const all = document["components"].securitySchemes;
    const [a, b] = [schemes[choice % schemes.length]!, schemes[(choice + 1) % schemes.length]!];
    [all[a], all[b]] = [all[b], all[a]];
  },
  "gives the key's scheme an authorizer, so that no key is asked for": (document) => {
    const all = document["components"].securitySchemes;
    all.apiKey["x-amazon-apigateway-authorizer"] = all.partners["x-amazon-apigateway-authorizer"];
  },
  "adds another pool": (document) => {
    const { customers } = document["components"].securitySchemes;
    customers["x-amazon-apigateway-authorizer"].providerARNs.push(
      "arn:aws:cognito-idp:a:1:userpool/b",
    );
  },
  "names another pool": (document) => {
    const { customers } = document["components"].securitySchemes;
    customers["x-amazon-apigateway-authorizer"].providerARNs = [
      "arn:aws:cognito-idp:a:1:userpool/b",
    ];
  },
  "caches an authorizer's answer for longer": (document) => {
    const { partners } = document["components"].securitySchemes;
    partners["x-amazon-apigateway-authorizer"].authorizerResultTtlInSeconds = 3_600;
  },
  "lets a method invoke another function": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    const [otherPath, otherKey] = own[(choice + 1) % own.length]!;
    const uri = document["paths"][otherPath][otherKey]["x-amazon-apigateway-integration"].uri;
    document["paths"][path][key]["x-amazon-apigateway-integration"].uri = uri;
  },
  "turns an integration into a mock": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    document["paths"][path][key]["x-amazon-apigateway-integration"].type = "mock";
  },
  "puts a function behind a preflight": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    const item = document["paths"][path];
    if (!item.options) return void delete document["paths"][path];
    item.options["x-amazon-apigateway-integration"] = item[key]["x-amazon-apigateway-integration"];
  },
  "adds requirements at the root": (document) => {
    document["security"] = [{ iam: [] }];
  },
  "reads keys from authorizers": (document) => {
    document["x-amazon-apigateway-api-key-source"] = "AUTHORIZER";
  },
  "refers to a model that is missing": (document) => {
    document["components"].schemas = {};
  },
  "gives a method an authorization of its own": (document, choice) => {
    const [path, key] = own[choice % own.length]!;
    document["paths"][path][key]["x-amazon-apigateway-auth"] = { type: "NONE" };
  },
  "drops a parameter": (document) => {
    document["paths"]["/stock/{restaurant}"].get.parameters = [];
  },
  "drops the parameters of a preflight": (document, choice) => {
    const withParameters = paths.filter((path) => /\{/.test(path));
    delete document["paths"][withParameters[choice % withParameters.length]!].options.parameters;
  },
  "drops the servers": (document) => void delete document["servers"],
  "adds a server": (document) => void document["servers"].push(document["servers"][0]),
  "opens the API's own address": (document) => {
    document["servers"][0][endpointConfiguration].disableExecuteApiEndpoint = false;
  },
  "takes a VPC endpoint off": (document) => {
    document["servers"][0][endpointConfiguration].vpcEndpointIds.pop();
  },
  "moves the endpoint to the root": (document) => {
    document[endpointConfiguration] = document["servers"][0][endpointConfiguration];
  },
  "drops the resource policy": (document) => void delete document["x-amazon-apigateway-policy"],
  "widens the resource policy": (document) => {
    document["x-amazon-apigateway-policy"].Statement[0].Resource = "*";
  },
  "drops the oldest version of TLS": (document) => {
    delete document["x-amazon-apigateway-security-policy"];
  },
  "takes an older version of TLS": (document) => {
    document["x-amazon-apigateway-security-policy"] = "TLS_1_0";
  },
  "takes off media types": (document) => {
    delete document["x-amazon-apigateway-binary-media-types"];
  },
  "switches compression on": (document) => {
    document["x-amazon-apigateway-minimum-compression-size"] = 0;
  },
  "drops the items of a list": (document) => {
    delete document["components"].schemas.SearchResponse.items;
  },
  "describes a list": (document) => {
    document["components"].schemas.SearchResponse.description = "All of them.";
  },
  "writes beside a reference": (document) => {
    document["components"].schemas.SearchResponse.items.description = "One of them.";
  },
};

describe("checkDocument", () => {
  it("finds nothing in a document that toOpenApi made", () => {
    assert.deepEqual(checkDocument(copy(), model), []);
    assert.deepEqual(checkDocument(copy(), model, deployment), []);
    assert.deepEqual(checkDocument(documentOf(example), modelOf(example)), []);
    assert.deepEqual(checkDocument(documentOf(example), modelOf(example), publicDeployment), []);
  });

  for (const [fact, mutate] of Object.entries(mutations)) {
    it(`sees what ${fact}`, () => {
      fc.assert(
        fc.property(fc.nat(1_000), (choice) => {
          const document = copy();
          mutate(document, choice);
          assert.notDeepEqual(checkDocument(document, model, deployment), []);
        }),
        { numRuns: 60 },
      );
    });
  }

  it("sees any change of a requirement or a scheme", () => {
    const places = [
      ...own.map(
        ([path, key]) =>
          (document: Json) =>
            document["paths"][path][key].security,
      ),
      ...schemes.map((name) => (document: Json) => document["components"].securitySchemes[name]),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const document = copy();
        const found = place(document);
        for (const key of Object.keys(found)) delete found[key];
        if (Array.isArray(found)) found.length = 0;
        Object.assign(found, Array.isArray(found) && !Array.isArray(value) ? [value] : value);
        if (JSON.stringify(document) === JSON.stringify(made)) return;
        const same = JSON.stringify(place(document)) === JSON.stringify(place(copy()));
        if (!same) assert.notDeepEqual(checkDocument(document, model, deployment), []);
      }),
    );
  });

  it("names the row, what was expected and what was found", () => {
    const document = copy();
    document["paths"]["/stock/{restaurant}"].get.security = [{ iams: [] }];
    assert.deepEqual(checkDocument(document, model), [
      'GET /stock/{restaurant} (getStock): security: expected {"iam":[]}, found {"iams":[]}.',
    ]);
  });

  it("reads what is no document", () => assert.equal(checkDocument(null, model).length, 1));
});
