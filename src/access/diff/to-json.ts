import { properties, type Property } from "./properties";
import { countsOf, type Reviewed } from "./reviewed";

/** A diff as plain data, for programs. */
export function toJson(reviewed: Reviewed): object {
  const { changes, problems, ownersFiles, stacks } = reviewed;
  return {
    version: 1,
    counts: countsOf(reviewed),
    needsOwner: ownersFiles.map(({ file }) => file),
    ownersFiles,
    problems,
    ...(stacks && { stacks }),
    changes: changes.map((change) => {
      const found: Property = properties[change.property];
      return { ...change, audit: found.audit === true };
    }),
  };
}
