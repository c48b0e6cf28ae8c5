import { authorizerProblems } from "./problems/authorizers";
import { deploymentRules } from "./problems/deployments";
import type { Judged, Rule } from "./problems/judged";
import { functionPolicyProblems } from "./problems/function-policies";
import { inputProblems } from "./problems/inputs";
import { integrationProblems } from "./problems/integrations";
import { methodProblems } from "./problems/methods";
import { modelProblems } from "./problems/models";
import { nameProblems } from "./problems/names";
import { planSettingProblems } from "./problems/plan-settings";
import { planProblems } from "./problems/plans";
import { policySizeProblems } from "./problems/policy-sizes";
import { routeProblems } from "./problems/routes";
import { scopeProblems } from "./problems/scopes";
import { settingProblems } from "./problems/settings";
import { shapeProblems } from "./problems/shapes";

const rules: readonly Rule[] = [
  shapeProblems,
  inputProblems,
  settingProblems,
  routeProblems,
  methodProblems,
  modelProblems,
  integrationProblems,
  authorizerProblems,
  deploymentRules,
  planProblems,
  planSettingProblems,
  nameProblems,
  policySizeProblems,
  functionPolicyProblems,
  scopeProblems,
];

/** Everything in a graph that AWS would refuse to deploy, beside what reading it has found. */
export function findProblems(judged: Judged): readonly string[] {
  return rules.flatMap((rule) => rule(judged));
}
