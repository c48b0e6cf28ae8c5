/** Options of a resource that change what happens to it. Absent where they are not set. */
export interface ResourceOptions {
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  ignoreChanges?: readonly string[];
  additionalSecretOutputs?: readonly string[];
  aliases?: readonly string[];
}

/** One resource that a program registers. Components are in the graph as well. */
export interface Resource {
  /** `aws:apigateway/restApi:RestApi` */
  type: string;
  /** The logical name in the program. */
  name: string;
  urn: string;
  /** The urn of the component that it belongs to. */
  parent?: string;
  /** A component of the program's own code: all that it deploys is in the graph. Absent for others. */
  component?: "local";
  /** References are resolved to the values of the graph's own outputs. */
  inputs: Readonly<Record<string, unknown>>;
  /** Identities: `id`, `arn`, … */
  outputs: Readonly<Record<string, unknown>>;
  options?: ResourceOptions;
}

/** All resources of one program and stack, in the order of registration. */
export type ResourceGraph = readonly Resource[];
