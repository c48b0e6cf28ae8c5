import { mendAuthorizer } from "./mend-authorizer";
import { mendCredential } from "./mend-credential";
import { mendKey } from "./mend-key";
import { mendIntegration, mendLimits, mendValidation } from "./mend-other";
import { mendPolicies } from "./mend-policies";
import { mendRoute } from "./mend-route";
import { checkOf, type RefusedCall } from "./refused-call";

/** What would have let a refused call pass, as one order to whoever reads it; undefined where that is not known. */
export function mendFor(call: RefusedCall): string | undefined {
  const check = checkOf(call);
  switch (check) {
    case "route":
      return mendRoute(call);
    case "resourcePolicy":
    case "policies":
      return mendPolicies(call);
    case "credential":
      return mendCredential(call);
    case "authorizer":
      return mendAuthorizer(call);
    case "key":
      return mendKey(call);
    case "limits":
      return mendLimits(call);
    case "validation":
      return mendValidation(call);
    case "integration":
      return mendIntegration(call);
    default:
      return check satisfies never;
  }
}
