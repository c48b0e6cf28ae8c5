import { listOf, type PolicyDocument, type Statement } from "../../iam/language/policy";
import { statementsOf } from "../who/conditions";

/**
 * How actions begin by which code changes who may call what: memberships, keys, policies, roles, tokens for
 * others, other code, and the parameters that list keys.
 */
const granting = [
  "apigateway:delete",
  "apigateway:patch",
  "apigateway:post",
  "apigateway:put",
  "apigateway:setwebacl",
  "apigateway:update",
  "cloudformation:create",
  "cloudformation:execute",
  "cloudformation:update",
  "cognito-identity:create",
  "cognito-identity:getopenidtokenfordeveloperidentity",
  "cognito-identity:mergedeveloperidentities",
  "cognito-identity:set",
  "cognito-identity:update",
  "cognito-idp:add",
  "cognito-idp:admin",
  "cognito-idp:create",
  "cognito-idp:delete",
  "cognito-idp:set",
  "cognito-idp:update",
  "cognito-sync:setcognitoevents",
  "iam:",
  "lambda:add",
  "lambda:create",
  "lambda:put",
  "lambda:removepermission",
  "lambda:update",
  "organizations:",
  "secretsmanager:put",
  "secretsmanager:update",
  "ssm:putparameter",
  "sso:",
  "sts:assumerole",
  "sts:getfederationtoken",
];

/** Actions among those that only read. */
const reading = [
  "cognito-idp:adminget",
  "cognito-idp:adminlist",
  "iam:generate",
  "iam:get",
  "iam:list",
  "iam:simulate",
  "organizations:describe",
  "organizations:list",
  "sso:describe",
  "sso:get",
  "sso:list",
];

/** Whether a pattern of actions may mean one that begins so. */
function canMean(pattern: string, start: string): boolean {
  const cut = pattern.search(/[*?]/);
  if (cut < 0) return pattern.startsWith(start);
  const fixed = pattern.slice(0, cut);
  return fixed.startsWith(start) || start.startsWith(fixed);
}

function isGranting(pattern: string): boolean {
  const text = pattern.toLowerCase();
  return (
    !reading.some((start) => text.startsWith(start)) &&
    granting.some((start) => canMean(text, start))
  );
}

function ofStatement({ Effect, Action, NotAction }: Statement): readonly string[] {
  if (Effect !== "Allow") return [];
  if (Action !== undefined) return listOf(Action).filter(isGranting);
  return NotAction === undefined ? [] : [`all but ${listOf(NotAction).join(", ")}`];
}

/** The actions in these policies by which whoever holds them may change who may call what. */
export function grantingActions(policies: readonly (PolicyDocument | "unknown")[]): string[] {
  return [...new Set(statementsOf(policies).flatMap(ofStatement))].sort();
}
