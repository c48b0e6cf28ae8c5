import type { Entry, GraphIndex } from "./graph-index";
import { types } from "../types";

/** The resources that belong to one API. */
export interface ApiEntries {
  resources: readonly Entry[];
  methods: readonly Entry[];
  methodResponses: readonly Entry[];
  integrations: readonly Entry[];
  integrationResponses: readonly Entry[];
  authorizers: readonly Entry[];
  models: readonly Entry[];
  responses: readonly Entry[];
  deployments: readonly Entry[];
  stages: readonly Entry[];
  methodSettings: readonly Entry[];
  policies: readonly Entry[];
}

/** The API that a resource belongs to, whichever name its input has. */
export function apiOf(index: GraphIndex, entry: Entry): Entry | undefined {
  const { restApi, restApiId, apiId } = entry.inputs;
  return index.find(types.restApi, restApi ?? restApiId ?? apiId);
}

/** The resources of an API, by kind, in the order of registration. */
export function entriesOf(index: GraphIndex, api: Entry): ApiEntries {
  const own = (type: string): readonly Entry[] =>
    index.all(type).filter((entry) => apiOf(index, entry) === api);
  return {
    resources: own(types.resource),
    methods: own(types.method),
    methodResponses: own(types.methodResponse),
    integrations: own(types.integration),
    integrationResponses: own(types.integrationResponse),
    authorizers: own(types.authorizer),
    models: own(types.model),
    responses: own(types.response),
    deployments: own(types.deployment),
    stages: own(types.stage),
    methodSettings: own(types.methodSettings),
    policies: own(types.restApiPolicy),
  };
}
