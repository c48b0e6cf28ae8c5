import { authorizerProblems } from "./authorizers";
import { deploymentRules } from "./deployments";
import type { Judged, Rule } from "./judged";
import { functionPolicyProblems } from "./function-policies";
import { inputProblems } from "./inputs";
import { integrationProblems } from "./integrations";
import { methodProblems } from "./methods";
import { modelProblems } from "./models";
import { nameProblems } from "./names";
import { planSettingProblems } from "./plan-settings";
import { planProblems } from "./plans";
import { policySizeProblems } from "./policy-sizes";
import { regionProblems } from "./regions";
import { routeProblems } from "./routes";
import { scopeProblems } from "./scopes";
import { settingProblems } from "./settings";
import { shapeProblems } from "./shapes";
import { takenNameProblems } from "./taken-names";
import { conditionProblems, trustProblems } from "./trust-policies";

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
