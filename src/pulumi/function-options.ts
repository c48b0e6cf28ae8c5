import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "@pulumi/aws/iam";
import type { BundleFields } from "./bundle/fields";
import type { Transform } from "./transform";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, pulumi.Input<string>>>;

/** What one function, or all of them, may have beside what the table says. */
export interface FunctionOptions<Made = unknown> {
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
  /** The processor. @default "arm64" */
  architecture?: "arm64" | "x86_64";
  /** Memory in MB, 128 to 10240. @default the row's, else 256 */
  memoryMegabytes?: number;
  /** How long the function may take, in seconds. @default the row's, else 10 */
  timeoutSeconds?: number;
  /** Size of /tmp in MB, 512 to 10240. @default 512 */
  ephemeralStorageMegabytes?: number;
  /** ARN of the queue or topic that gets what asynchronous invokes could not deliver. @default none */
  deadLetterTarget?: pulumi.Input<string>;
  /** How many may run at once, taken off the account's limit; 0 stops the function. @default not limited */
  reservedConcurrency?: number;
  /** Whether X-Ray traces the function. @default the stack's `gatehouse:tracing` */
  tracing?: boolean;
  /** How long the function's log is kept, in days. @default the stack's `gatehouse:logRetentionDays` */
  logRetentionDays?: number;
  /** The last word on the arguments of the function's own resources, by their type. @default none */
  transform?: Transform;
}

/** Options of one function with the defaults below them: its own value wins, lists and records add up. */
export function mergeOptions<Made>(
  defaults: FunctionOptions<Made>,
  own: FunctionOptions<Made>,
  made: Made,
): Omit<FunctionOptions, "environment" | "transform"> & {
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
