import type { alphabets } from "./ids";

/** What is known about a resource when its identities are made up. */
export interface IdentityRequest {
  stack: string;
  type: string;
  name: string;
  urn: string;
  /** 0 for the first resource of this type and name, 1 for the second … */
  count: number;
  region: string;
  accountId: string;
  seed: string;
  /** Without marks of secrets. */
  inputs: Readonly<Record<string, unknown>>;
  /** Outputs of the resources before it, by id. */
  byId: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The same, with what the tables below need at hand. */
export interface IdentityContext extends IdentityRequest {
  partition: string;
  dnsSuffix: string;
  /** A stable id of this resource. */
  id(alphabet: keyof typeof alphabets, length: number, what?: string): string;
  uuid(what?: string): string;
  /** A secret of this resource: stable for one seed. */
  secret(length: number, what?: string): string;
  /** The value of an input, or the name that Pulumi would choose: the logical name and seven digits. */
  named(property: string): string;
  /** The text of an input; text that says "unknown" where it is unknown or missing. */
  input(property: string): string;
  /** `arn:aws:<service>:<region>:<account>:<rest>` */
  arn(service: string, rest: string): string;
}

/** `id` and what the provider computes beside it; an output that is not named stays unknown. */
export type Identities = Record<string, unknown>;

/** How the identities of one type are made. */
export type IdentityTable = Readonly<Record<string, (context: IdentityContext) => Identities>>;
