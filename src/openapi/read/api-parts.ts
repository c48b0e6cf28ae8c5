import type {
  AuthorizerDefinition,
  GatewayResponseDefinition,
  MethodDefinition,
} from "./definitions";

/** A method and the path that it stands on. */
export interface MethodAt {
  path: string;
  /** The id of the resource, where the graph names one. */
  resourceId?: string;
  /** Its authorizer is not known before a deploy; until then the method refuses. */
  authorizerUnknown?: boolean;
  /** The address of its integration is not known before a deploy. */
  uriUnknown?: boolean;
  method: MethodDefinition;
}

/** What a body or single resources say about an API, before it is put together. */
export interface ApiParts {
  /** Resources without methods included, with their ids where the graph names them. */
  paths: readonly { path: string; id?: string }[];
  methods: readonly MethodAt[];
  authorizers: readonly AuthorizerDefinition[];
  gatewayResponses: readonly GatewayResponseDefinition[];
  models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Parts that say nothing. */
export const noParts: ApiParts = {
  paths: [],
  methods: [],
  authorizers: [],
  gatewayResponses: [],
  models: {},
};
