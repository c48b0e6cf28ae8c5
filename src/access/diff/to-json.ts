import { properties, type Property } from "../../graph/inputs/properties";
import { countsOf, ownersReasons, type Reviewed } from "./reviewed";

/** A diff as plain data, for programs. */
export function toJson(reviewed: Reviewed): object {
  const { changes, problems, stacks, unread } = reviewed;
  const owners = ownersReasons(reviewed);
  return {
    version: 1,
    counts: countsOf(reviewed),
    notRead: unread,
    needsOwner: owners.map(({ what }) => what),
    owners,
    problems,
    ...(stacks && { stacks }),
    changes: changes.map((change) => {
      const found: Property = properties[change.property];
      return { ...change, audit: found.audit === true };
    }),
  };
}
