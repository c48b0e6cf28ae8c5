import { requestKeys } from "../../../iam/context-keys";
import type { AccessRequest } from "../../../iam/language/policy";
import type { Call } from "../call";
import { firstValue } from "../port/headers";
import { sourceVpce } from "./private-network";

/** The condition keys of a call. Those of the principal exist for AWS_IAM alone. */
export function conditionContext(call: Call): AccessRequest["context"] {
  const vpce = sourceVpce(call);
  const keys = requestKeys({
    ...{ at: call.receivedAt, sourceIp: call.request.sourceIp },
    header: (name) => firstValue(call.headers, name),
    ...(vpce !== undefined && { network: { vpce } }),
  });
  return { ...keys, ...call.identity?.context };
}
