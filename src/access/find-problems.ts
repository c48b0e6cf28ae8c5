import { authorizerProblems } from "./problems/authorizers";
import { deploymentRules } from "./problems/deployments";
import type { Judged, Rule } from "./problems/judged";
import { nameProblems } from "./problems/names";
import { planProblems } from "./problems/plans";
import { policySizeProblems } from "./problems/policy-sizes";
import { routeProblems } from "./problems/routes";

const rules: readonly Rule[] = [
  routeProblems,
  authorizerProblems,
  deploymentRules,
  planProblems,
  nameProblems,
  policySizeProblems,
];

/** Everything in a graph that AWS would refuse to deploy, beside what reading it has found. */
export function findProblems(judged: Judged): readonly string[] {
  return rules.flatMap((rule) => rule(judged));
}
