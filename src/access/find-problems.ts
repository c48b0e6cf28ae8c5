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
import { regionProblems } from "./problems/regions";
import { routeProblems } from "./problems/routes";
import { scopeProblems } from "./problems/scopes";
import { settingProblems } from "./problems/settings";
import { shapeProblems } from "./problems/shapes";
import { takenNameProblems } from "./problems/taken-names";
import { conditionProblems, trustProblems } from "./problems/trust-policies";

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
  takenNameProblems,
  policySizeProblems,
  trustProblems,
  conditionProblems,
  regionProblems,
  functionPolicyProblems,
  scopeProblems,
];

/** Everything in a graph that AWS would refuse to deploy, beside what reading it has found. */
export function findProblems(judged: Judged): readonly string[] {
  return rules.flatMap((rule) => rule(judged));
}
