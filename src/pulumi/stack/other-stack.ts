import * as pulumi from "@pulumi/pulumi";
import type { ApiModel } from "../../model";
import type { ApiContext } from "../context";

/** By table: a stack may be referred to once in a program. */
const known = new WeakMap<ApiModel, Map<string, pulumi.StackReference>>();

/** Another stack, `organization/project/stack`, for what it exports. */
export function otherStack(
  { model }: ApiContext,
  name: string,
  parent: pulumi.Resource,
): pulumi.StackReference {
  const stacks = known.get(model) ?? new Map<string, pulumi.StackReference>();
  known.set(model, stacks);
  const stack = stacks.get(name) ?? new pulumi.StackReference(name, {}, { parent });
  stacks.set(name, stack);
  return stack;
}
