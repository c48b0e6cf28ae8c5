import type { Caller, Cors } from "../spec";
import type { FunctionOptions } from "./parts/function-options";
import type { UserPoolOutputs } from "./pools/user-pool";
import type { Transform } from "./transform";
import type * as pulumi from "@pulumi/pulumi";

/** The names of the exports of one kind. */
export type NamesOf<Spec, Kind extends string> = {
  [Name in keyof Spec]: Spec[Name] extends { readonly kind: Kind } ? Name : never;
}[keyof Spec] &
  string;

/** The names that have a function: rows, authorizers and triggers. */
export type FunctionName<Spec> = NamesOf<Spec, "endpoint" | "lambdaAuthorizer" | "trigger">;

/** The names that have a role: those with a function, identity pools, and callers whose role is made. */
export type RoleName<Spec> =
  FunctionName<Spec> | Exclude<NamesOf<Spec, "caller" | "identityPool">, OutsideRoleName<Spec>>;

/** The names of callers who have their own role. */
type OutsideRoleName<Spec> = {
  [Name in keyof Spec]: Spec[Name] extends Caller<infer Role>
    ? [Role] extends [never]
      ? never
      : Name
    : never;
}[keyof Spec];

/** What an API has made before its functions, for their environments. */
export interface Made<Spec> {
  userPools: { readonly [Name in NamesOf<Spec, "userPool">]: UserPoolOutputs };
  identityPools: {
    readonly [Name in NamesOf<Spec, "identityPool">]: { id: pulumi.Output<string> };
  };
  /** The id of the API. */
  apiId: pulumi.Output<string>;
  /** Where the API's stage is reached. */
  url: pulumi.Output<string>;
}

/** What `SecuredApi` takes beside the table. */
export interface SecuredApiOptions<Spec> {
  /** The folder of the handlers, from the project's folder. @default "handlers" */
  handlers?: string;
  /** The folder of the table, from the project's folder. @default "api-spec" */
  spec?: string;
  /** Where bundles are written, from the project's folder. @default ".gatehouse/bundles" */
  output?: string;
  /** What single functions may have beside what the table says. @default nothing */
  functions?: { readonly [Name in FunctionName<Spec>]?: FunctionOptions<Made<Spec>> };
  /** What all functions have where `functions` says nothing else. @default nothing */
  defaults?: FunctionOptions<Made<Spec>>;
  /** Which pages of other origins may call rows that say nothing else. @default the table's `apiSettings` */
  cors?: Cors;
  /** The last word on the arguments of any resource of the API, by its type. @default nothing */
  transform?: Transform;
}
