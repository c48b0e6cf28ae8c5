import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import { types } from "../../graph/types";
import { listOf, recordOf, textOf, textsOf } from "../../base/values";
import { inputsOf, ofType } from "./function-inputs";

interface VpcEndpoint {
  id: string;
  subnetIds: readonly string[];
}

function executeApiEndpoints(definition: Deployed): VpcEndpoint[] {
  return ofType(definition, types.vpcEndpoint).flatMap((values) => {
    const id = textOf(values["id"]);
    const isForApis = textOf(values["serviceName"])?.endsWith(".execute-api") === true;
    return id !== undefined && isForApis ? [{ id, subnetIds: textsOf(values["subnetIds"]) }] : [];
  });
}

/** Endpoints that private APIs name, where the graph has none. */
function namedByApis(definition: Deployed): string[] {
  return ofType(definition, types.restApi).flatMap((values) => {
    const block = values["endpointConfiguration"];
    return textsOf(recordOf(listOf(block)[0] ?? block)["vpcEndpointIds"]).slice(0, 1);
  });
}

/** A VPC endpoint through which private APIs may be called, for calls to copy. */
export function someVpcEndpoint(definition: Deployed): string | undefined {
  return executeApiEndpoints(definition)[0]?.id ?? namedByApis(definition)[0];
}

/**
 * The VPC endpoint through which a function calls private APIs: the graph's only one, or the one of several
 * in a subnet of the function; undefined where the function runs in no VPC.
 */
export function vpcEndpointOf(fn: FunctionDefinition, definition: Deployed): string | undefined {
  const network = inputsOf(fn, definition)?.["vpcConfig"];
  const { subnetIds } = recordOf(listOf(network)[0] ?? network);
  const subnets = textsOf(subnetIds);
  // Subnets that are not known before a deploy are a list, or one unknown.
  if (subnetIds === undefined || (Array.isArray(subnetIds) && subnetIds.length === 0)) {
    return undefined;
  }
  const endpoints = executeApiEndpoints(definition);
  if (endpoints.length === 0) return namedByApis(definition)[0];
  if (endpoints.length === 1) return endpoints[0]?.id;
  return endpoints.find((one) => one.subnetIds.some((id) => subnets.includes(id)))?.id;
}
