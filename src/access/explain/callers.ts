import { decideExecuteApi, type Policies } from "../../iam/execute-api";
import type { StagedMethod } from "./row-keys";

/** Names of the roles and users whose policies allow a method, functions' own roles last. */
export function callersOf(
  { definition, api, method }: Omit<StagedMethod, "stage">,
  arn: string,
): string[] {
  const ofFunctions = new Set(definition.functions.map(({ roleArn }) => roleArn));
  const roles = [...definition.roles].sort(
    (one, other) => Number(ofFunctions.has(one.arn)) - Number(ofFunctions.has(other.arn)),
  );
  return [...roles, ...definition.users]
    .filter((one) => {
      const boundaries: Policies = one.permissionsBoundary ? [one.permissionsBoundary] : [];
      const isRole = "roleName" in one;
      return decideExecuteApi({
        authorizationType: method.authorizationType === "AWS_IAM" ? "AWS_IAM" : "NONE",
        apiAccountId: api.accountId,
        identityPolicies: one.policies,
        boundaries,
        ...(api.policy === undefined ? {} : { resourcePolicy: api.policy }),
        request: {
          action: "execute-api:Invoke",
          resource: arn,
          context: {},
          principal: {
            arn: one.arn,
            accountId: one.accountId,
            ...(isRole ? { roleArn: one.arn } : {}),
          },
        },
      }).allow;
    })
    .map(({ name }) => name);
}
