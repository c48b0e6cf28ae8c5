import * as pulumi from "@pulumi/pulumi";
import { deployedBefore } from "../stack/deployed-before";

/** ARNs of functions by the moment at which Cognito calls them. */
type Triggers = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * The functions of a pool, once it is known that Cognito calls no other. The provider does not take
 * `preTokenGeneration` off a pool that keeps other triggers, and leaves it as it was: the function would be deleted,
 * and Cognito would go on calling it.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38617
 * @throws RunError with the ways out, where the pool that is deployed has one and the table has not
 */
export function withoutKeptTrigger(
  pool: string,
  lambdaConfig: Triggers,
): pulumi.Output<Record<string, string>> {
  return pulumi.output(
    keptTrigger(pool).then((kept) => {
      if (kept === undefined) return lambdaConfig;
      throw new pulumi.RunError(
        `${pool}: Cognito would still call ${kept} before it issues tokens. The AWS provider does not take a ` +
          "`preTokenGeneration` trigger off a user pool that keeps other triggers. " +
          `Expected \`preTokenGeneration\` in the \`triggers\` of ${pool}, found none. ` +
          "Put it back and let its handler return the event as it is. " +
          "To be rid of the function, take the trigger off in the Cognito console, run `pulumi refresh`, then take it out here.",
      );
    }),
  );
}

/** The function that the deployed pool has for the moment before tokens are issued. */
async function keptTrigger(pool: string): Promise<string | undefined> {
  const before = await deployedBefore().catch((error: unknown) => {
    void pulumi.log.warn(
      `${pool}: the state of the stack cannot be read, so nobody looked whether Cognito still calls a ` +
        `preTokenGeneration trigger that the table has no longer: ${(error as Error).message}`,
    );
    return [];
  });
  // A pool that the program makes by hand has its triggers from there.
  const own = before.find(
    ({ types, name }) =>
      name === pool &&
      types.slice(-2).join() === "gatehouse:index:UserPool,aws:cognito/userPool:UserPool",
  );
  const { preTokenGeneration, preTokenGenerationConfig } = record(own?.outputs["lambdaConfig"]);
  const arn = preTokenGeneration || record(preTokenGenerationConfig)["lambdaArn"];
  return typeof arn === "string" && arn !== "" ? arn : undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
