import { listOf, type PrincipalElement, type Statement } from "../../iam/language/policy";
import type { Deployed, RoleDefinition } from "../../graph/deployed";
import { rowOf } from "./components";
import { describeCondition, statementsOf } from "./conditions";
import { sorted } from "./order";

/** One way in which somebody becomes a role. */
export interface Becoming {
  kind: "function" | "people" | "guests" | "principal";
  /** The function's row, the identity pool, or the principal as the trust policy writes it. */
  name: string;
  /** `people`: the user pool's providers. `principal`: the conditions. */
  detail?: string;
}

function namesOf(element: PrincipalElement | undefined): readonly string[] {
  if (element === undefined) return [];
  if (typeof element === "string") return [element];
  return Object.values(element).flatMap((values) => listOf(values));
}

function ofStatement(statement: Statement): readonly Becoming[] {
  if (statement.Effect !== "Allow") return [];
  const detail = statement.Condition && describeCondition(statement.Condition);
  const names = namesOf(statement.Principal);
  const others = statement.NotPrincipal === undefined ? [] : ["everybody but some"];
  return [...names, ...others].map((name) => ({
    kind: "principal",
    name,
    ...(detail !== undefined && { detail }),
  }));
}

function throughPools(definition: Deployed, role: RoleDefinition): readonly Becoming[] {
  return definition.identityPools.flatMap((pool): Becoming[] => {
    const rules = (pool.roleMappings ?? []).flatMap(({ rules: all }) => all);
    const pools = pool.cognitoProviders.map(({ providerName }) => {
      const id = providerName.split("/").at(-1);
      return definition.userPools.find((one) => one.id === id)?.name ?? providerName;
    });
    const people: Becoming = {
      kind: "people",
      name: pool.name,
      detail: sorted(pools).join(", "),
    };
    const isPeoples =
      pool.authenticatedRoleArn === role.arn || rules.some(({ roleArn }) => roleArn === role.arn);
    const isGuests = pool.allowUnauthenticated && pool.unauthenticatedRoleArn === role.arn;
    return [
      ...(isPeoples ? [people] : []),
      ...(isGuests ? [{ kind: "guests" as const, name: pool.name }] : []),
    ];
  });
}

/** Who becomes a role: functions that run as it, people through identity pools, and who its trust policy names. */
export function becomingsOf(definition: Deployed, role: RoleDefinition): readonly Becoming[] {
  const functions = definition.functions
    .filter(({ roleArn }) => roleArn === role.arn)
    .map((fn): Becoming => ({ kind: "function", name: rowOf(definition, fn)?.name ?? fn.name }));
  const pools = throughPools(definition, role);
  const principals = statementsOf([role.trust])
    .flatMap(ofStatement)
    .filter(({ name }) => {
      if (name === "lambda.amazonaws.com") return functions.length === 0;
      return name !== "cognito-identity.amazonaws.com" || pools.length === 0;
    });
  return [...functions, ...pools, ...principals];
}
