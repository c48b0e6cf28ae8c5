import type { ApiModel, EndpointModel } from "../../../model/model";
import type { Access } from "../../../spec";
import { pathParameters } from "../document";
import { functionUriEnd } from "../function-uri";
import { isRecord, isSame, recordOf, show } from "./reading";
import { requestValidators } from "../validators";

/** What is wrong with the method of a row. */
export function checkMethod(row: EndpointModel, method: unknown, model: ApiModel): string[] {
  const where = `${row.verb} ${row.path} (${row.name})`;
  if (!isRecord(method)) return [`${where}: the method is missing.`];
  const faults = checkSecurity(row, method["security"]).map((fault) => `${where}: ${fault}`);
  const expect = (what: string, found: unknown, expected: unknown): void => {
    if (!isSame(found, expected)) {
      faults.push(`${where}: ${what}: expected ${show(expected)}, found ${show(found)}.`);
    }
  };
  expect("operationId", method["operationId"], row.name);
  // Extensions that, put on a method, would change who may call.
  for (const key of ["x-amazon-apigateway-auth", "x-amazon-apigateway-authtype"]) {
    expect(key, method[key], undefined);
  }

  const integration = recordOf(method["x-amazon-apigateway-integration"]);
  expect("integration type", integration["type"], "aws_proxy");
  expect("integration httpMethod", integration["httpMethod"], "POST");
  expect("timeoutInMillis", integration["timeoutInMillis"], row.timeoutSeconds * 1000);
  expect("integration credentials", integration["credentials"], undefined);
  const uri = String(integration["uri"]);
  const end = functionUriEnd(model, row.name);
  if (!uri.endsWith(end))
    faults.push(`${where}: expected a URI that ends in ${end}, found ${uri}.`);

  const validator = method["x-amazon-apigateway-request-validator"];
  if (validator !== undefined && !Object.hasOwn(requestValidators, String(validator))) {
    faults.push(`${where}: there is no request validator ${show(validator)}.`);
  }
  faults.push(...checkParameters(row, method["parameters"]).map((fault) => `${where}: ${fault}`));
  return faults;
}

function checkSecurity(row: EndpointModel, security: unknown): string[] {
  if (!Array.isArray(security)) return [`security: expected a list, found ${show(security)}.`];
  const expected = expectedSchemes(row);
  const isPublic = row.access === "public";
  if (security.length !== (isPublic ? 0 : 1)) {
    const wanted = isPublic ? "no requirement" : "one requirement";
    return [`security: expected ${wanted}, found ${show(security)}.`];
  }
  if (isPublic) return [];
  return isSame(security[0], expected)
    ? []
    : [`security: expected ${show(expected)}, found ${show(security[0])}.`];
}

/** Written apart from the code that makes the document, so that one mistake is not made twice. */
function expectedSchemes(row: EndpointModel): Record<string, readonly string[]> {
  const ofWord: Record<Access, Record<string, readonly string[]>> = {
    public: {},
    apiKey: { apiKey: [] },
    iam: { iam: [] },
    cognito: { [[row.userPool, ...row.clients].join("-")]: row.scopes },
    custom: { [row.authorizer ?? ""]: [] },
  };
  return { ...ofWord[row.access], ...(row.plans.length > 0 && { apiKey: [] }) };
}

function checkParameters(row: EndpointModel, parameters: unknown): string[] {
  const found = Array.isArray(parameters) ? parameters.filter(isRecord) : [];
  const key = (place: unknown, name: unknown): string => `${String(place)} ${String(name)}`;
  const given = new Map(found.map((one) => [key(one["in"], one["name"]), one]));
  const faults = row.parameters.flatMap((one) => {
    const written = given.get(key(one.in, one.name));
    if (!written) return [`the ${one.in} parameter ${one.name} is missing.`];
    const required = one.required || one.in === "path";
    return written["required"] === required
      ? []
      : [`the ${one.in} parameter ${one.name}: expected required: ${required}.`];
  });
  if (found.length > row.parameters.length) faults.push("there are parameters that the row lacks.");
  return faults;
}

/** What is wrong with the answer to a preflight: it must be open, and nothing but a mock. */
export function checkPreflight(path: string, method: unknown): string[] {
  const { security, parameters, ...rest } = recordOf(method);
  const integration = rest["x-amazon-apigateway-integration"];
  const faults: string[] = [];
  const wanted = pathParameters(path);
  if (!isSame(parameters ?? [], wanted)) {
    faults.push(
      `OPTIONS ${path}: parameters: expected ${show(wanted)}, found ${show(parameters)}.`,
    );
  }
  if (!Array.isArray(security) || security.length > 0) {
    faults.push(`OPTIONS ${path}: expected security: [], found ${show(security)}.`);
  }
  const type = recordOf(integration)["type"];
  if (type !== "mock") {
    faults.push(`OPTIONS ${path}: expected the integration mock, found ${show(type)}.`);
  }
  return faults;
}
