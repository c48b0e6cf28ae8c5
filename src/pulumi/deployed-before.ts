import * as pulumi from "@pulumi/pulumi";

/**
 * What the stack's state has of a resource from the update before this one; undefined where it has none. Ask before
 * this run registers the resource: the state is written as it goes.
 */
export async function deployedBefore(
  type: string,
  name: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  // A function of the engine itself, by which a StackReference reads resources.
  const token = "pulumi:pulumi:readStackResourceOutputs";
  const { outputs } = (await pulumi.runtime.invoke(token, {
    stackName: pulumi.getStack(),
  })) as { outputs?: Record<string, { outputs?: Record<string, unknown> }> };
  const found = Object.entries(outputs ?? {}).find(([urn]) => isOf(urn, type, name));
  return found?.[1].outputs ?? (found && {});
}

/** The type of a URN stands behind those of its parents: `urn:pulumi:dev::shop::a:b:C$aws:x:Y::name`. */
function isOf(urn: string, type: string, name: string): boolean {
  const [, , types = "", ...names] = urn.split("::");
  return types.split("$").at(-1) === type && names.join("::") === name;
}
