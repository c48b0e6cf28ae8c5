import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../../iam/language/policy";
import { resourcePolicy } from "../../iam/write/resource-policy";
import type { ApiContext } from "../context";
import { rowsNamed } from "./environment";
import { reference } from "./call-rights";
import { runError } from "../run-error";

/**
 * The API's resource policy: for callers with their own roles, and for a private API.
 * @throws RunError where the policy would open or close other rows, or is too long
 */
export function resourcePolicyOf(
  context: ApiContext,
  vpcEndpointIds: pulumi.Output<string[]> | undefined,
): pulumi.Output<PolicyDocument | undefined> {
  const { model } = context;
  const outsideRoles = model.callers.flatMap(({ name, role, calls }) => {
    const callees = rowsNamed(model, calls).filter(({ access }) => access === "iam");
    return role === undefined ? [] : [{ name, role, calls: callees.map(reference) }];
  });
  return pulumi.output(vpcEndpointIds).apply((ids) => {
    const { policy, notes, problems } = resourcePolicy({
      stage: model.stack,
      rows: model.endpoints.map(reference),
      outsideRoles,
      ...(ids === undefined ? {} : { vpcEndpointIds: ids }),
    });
    if (problems.length > 0) throw runError(problems.join("\n"));
    for (const note of notes) void pulumi.log.warn(note);
    return policy;
  });
}
