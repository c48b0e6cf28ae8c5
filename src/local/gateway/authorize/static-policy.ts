import type { PolicyDocument } from "../../../iam/language/policy";

const ids = new WeakMap<PolicyDocument, number>();
let next = 1;

/**
 * A number for a policy whose verdict depends on nothing but ARN and caller; undefined for one with
 * conditions or variables.
 */
export function idOfStatic(document: PolicyDocument): number | undefined {
  let id = ids.get(document);
  if (id === undefined) {
    const text = JSON.stringify(document);
    id = text.includes("${") || text.includes('"Condition"') ? 0 : next++;
    ids.set(document, id);
  }
  return id === 0 ? undefined : id;
}
