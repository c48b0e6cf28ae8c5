import { requestKeys } from "../../../iam/context-keys";
import type { AccessRequest } from "../../../iam/language/policy";
import type { Routed } from "../call";
import { firstValue } from "../port/headers";
import { sourceVpce } from "./private-network";

/** The condition keys of a call. Those of the principal exist for AWS_IAM alone. */
export function conditionContext(call: Routed): AccessRequest["context"] {
  const vpce = sourceVpce(call);
  const { sourceIp } = call.request;
  const keys = requestKeys({
    ...{ at: call.receivedAt, sourceIp },
    header: (name) => firstValue(call.headers, name),
    // Which VPC it is in is not known here, so it is none that a policy names.
    ...(vpce !== undefined && { network: { vpce, vpc: "vpc-00000000000000000", sourceIp } }),
  });
  return { ...keys, ...call.identity?.context };
}
