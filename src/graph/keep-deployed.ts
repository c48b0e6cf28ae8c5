import { entriesOf } from "./read/api-entries";
import type { ApiDefinition, Deployed } from "./deployed";
import { indexGraph, type GraphIndex } from "./read/graph-index";
import { types } from "./types";

/** What a deployment freezes: everything of an API but its stages, its endpoint and its names. */
type Frozen = Pick<
  ApiDefinition,
  | "resources"
  | "authorizers"
  | "gatewayResponses"
  | "models"
  | "policy"
  | "binaryMediaTypes"
  | "minimumCompressionSize"
  | "apiKeySource"
>;

/** Ids and inputs of an API's deployments: as long as they stay, Pulumi makes no new one. */
function deploymentsOf(index: GraphIndex, apiId: string): string | undefined {
  const api = index.find(types.restApi, apiId);
  if (api === undefined) return undefined;
  const deployments = entriesOf(index, api).deployments;
  if (deployments.length === 0) return undefined;
  return JSON.stringify(deployments.map(({ id, name, inputs }) => [id, name, inputs]));
}

function frozenOf(api: ApiDefinition): Frozen {
  const { resources, authorizers, gatewayResponses, models, binaryMediaTypes, apiKeySource } = api;
  const { policy, minimumCompressionSize } = api;
  return {
    resources,
    authorizers,
    gatewayResponses,
    models,
    binaryMediaTypes,
    apiKeySource,
    ...(policy === undefined ? {} : { policy }),
    ...(minimumCompressionSize === undefined ? {} : { minimumCompressionSize }),
  };
}

function keepApi(before: ApiDefinition, after: ApiDefinition): ApiDefinition {
  const { policy: _policy, minimumCompressionSize: _size, ...rest } = after;
  return { ...rest, ...frozenOf(before) };
}

/**
 * The next definition as AWS serves it: an API whose deployments did not change keeps serving what they
 * froze, and each such API is named among the warnings.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function keepDeployed(previous: Deployed, next: Deployed): Deployed {
  const [old, current] = [indexGraph(previous.graph), indexGraph(next.graph)];
  const warnings: string[] = [];
  const apis = next.apis.map((api) => {
    const before = previous.apis.find(({ apiId }) => apiId === api.apiId);
    const deployed = deploymentsOf(current, api.apiId);
    if (before === undefined || deployed === undefined) return api;
    if (deployed !== deploymentsOf(old, api.apiId)) return api;
    if (JSON.stringify(frozenOf(before)) === JSON.stringify(frozenOf(api))) return api;
    warnings.push(
      `RestApi "${api.name}": it changed and its Deployment did not, so its stages keep serving what was deployed. Put what changed into the deployment's triggers.`,
    );
    return keepApi(before, api);
  });
  return { ...next, apis, warnings: [...next.warnings, ...warnings] };
}
