import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "@pulumi/aws/iam";
import type { FunctionModel } from "../../model";
import type { BundleFields } from "../bundle/fields";
import type { Transform } from "../transform";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, pulumi.Input<string>>>;

/** What one function, or all of them, may have beside what the table says. */
export interface FunctionOptions<Made = unknown> extends Partial<FunctionModel> {
  /**
   * Environment variables; a function of what the API has made before its functions, where one is
   * needed; for a trigger, which is made first, there is nothing to read.
   * @default none
   * @example environment: ({ userPools }) => ({ CLIENT_ID: userPools.customers.clientId })
   */
  environment?: Environment | ((made: Made) => Environment);
  /** Further statements of the function's role. @default none */
  statements?: readonly pulumi.Input<PolicyStatement>[];
  /** What the archive holds beside the code, and what stays outside the code: packages, files, endings. @default nothing */
  bundle?: BundleFields;
  /** ARNs of layers. @default none */
  layers?: pulumi.Input<pulumi.Input<string>[]>;
  /** The subnets and security groups that the function runs in. @default no VPC */
  vpc?: {
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
  };
  /** ARN of the queue or topic that gets what asynchronous invokes could not deliver. @default none */
  deadLetterTarget?: pulumi.Input<string>;
  /** The last word on the arguments of the function's own resources, by their type. @default none */
  transform?: Transform;
}

/** Options of one function with the defaults below them: its own value wins, lists and records add up. */
export function mergeOptions<Made>(
  defaults: FunctionOptions<Made>,
  own: FunctionOptions<Made>,
  made: Made,
): Omit<FunctionOptions, "environment" | "transform" | keyof FunctionModel> & {
  environment: Environment;
  transforms: (Transform | undefined)[];
} {
  const { transform: first, environment: below, ...rest } = defaults;
  const { transform: last, environment: above, ...mine } = own;
  return {
    ...rest,
    ...mine,
    environment: { ...environmentOf(below, made), ...environmentOf(above, made) },
    statements: [...(defaults.statements ?? []), ...(own.statements ?? [])],
    transforms: [first, last],
  };
}

function environmentOf<Made>(given: FunctionOptions<Made>["environment"], made: Made): Environment {
  return typeof given === "function" ? given(made) : (given ?? {});
}
