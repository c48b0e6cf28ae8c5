import type { ApiModel } from "../../../model/model";
import type { DeploymentNames } from "../document";
import { isRecord, isSame, recordOf, show, type Values } from "./reading";

const endpointConfiguration = "x-amazon-apigateway-endpoint-configuration";
const binaryTypes = "x-amazon-apigateway-binary-media-types";
const policy = "x-amazon-apigateway-policy";
const securityPolicy = "x-amazon-apigateway-security-policy";

/** Settings of the whole API that must not stand at the root: the import of OpenAPI 3.0 reads them elsewhere, or not. */
const misplaced = [endpointConfiguration, "x-amazon-apigateway-minimum-compression-size"];

/**
 * What is wrong with the settings of the whole API. The provider imports a document over the old one, which takes
 * off whatever the new one does not say, and only then sets the inputs of the resource: both must say the same, or
 * the API is without its VPC endpoints, policy or oldest version of TLS for a moment.
 */
export function checkRoot(
  document: Values,
  model: ApiModel,
  deployment: DeploymentNames | undefined,
): string[] {
  const faults = misplaced
    .filter((key) => key in document)
    .map((key) => `${key}: expected nothing at the root, found ${show(document[key])}.`);
  const expect = (what: string, found: unknown, expected: unknown): void => {
    if (!isSame(found, expected)) {
      faults.push(`${what}: expected ${show(expected)}, found ${show(found)}.`);
    }
  };
  const { binaryMediaTypes } = model.settings;
  const wanted = binaryMediaTypes.length > 0 ? [...binaryMediaTypes].sort() : undefined;
  expect(binaryTypes, document[binaryTypes], wanted);

  const servers = document["servers"];
  const [server] = Array.isArray(servers) ? servers : [];
  if (!Array.isArray(servers) || servers.length !== 1 || recordOf(server)["url"] !== "/") {
    faults.push(`servers: expected one, at "/", found ${show(servers)}.`);
  }
  const endpoint = recordOf(server)[endpointConfiguration];
  if (!isRecord(endpoint) || typeof endpoint["disableExecuteApiEndpoint"] !== "boolean") {
    faults.push(
      `servers: ${endpointConfiguration}: expected disableExecuteApiEndpoint, found ${show(endpoint)}.`,
    );
  }
  if (typeof document[securityPolicy] !== "string") {
    faults.push(
      `${securityPolicy}: expected the oldest version of TLS, found ${show(document[securityPolicy])}.`,
    );
  }
  if (!deployment) return faults;
  const { vpcEndpointIds, disableExecuteApiEndpoint = false } = deployment;
  expect(`servers: ${endpointConfiguration}`, endpoint, {
    disableExecuteApiEndpoint,
    ...(vpcEndpointIds && { vpcEndpointIds }),
  });
  expect(policy, document[policy], deployment.policy);
  expect(securityPolicy, document[securityPolicy], deployment.securityPolicy ?? "TLS_1_2");
  return faults;
}
