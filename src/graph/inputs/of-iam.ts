import { types } from "../types";
import {
  asItStands,
  because,
  each,
  policiesAt,
  together,
  toldBy,
  type InputTable,
  type ToldBy,
  type TypeInputs,
} from "./type-inputs";

const statements: ToldBy = [
  "roleStatements",
  "directInvokes",
  "otherStatements",
  "statementText",
  "access",
];
const names = each(["name", "namePrefix"], because.name);

/** An inline policy, which belongs to a role, user or group. */
const inline = (owner: string): TypeInputs =>
  together(policiesAt("policy"), { compared: { [owner]: statements }, noAccess: names });

/** Who a policy or group belongs to. */
const membership = (...inputs: readonly string[]): TypeInputs => ({
  compared: toldBy(inputs, statements),
  noAccess: { name: because.name },
  toldAnywhere: true,
});

/** Inputs of AWS Identity and Access Management. */
export const iamInputs: InputTable = {
  [types.role]: together(policiesAt("assumeRolePolicy", "inlinePolicies.policy"), {
    compared: {
      managedPolicyArns: statements,
      maxSessionDuration: ["sessionSeconds"],
      permissionsBoundary: statements,
      // Policies may compare both: the ARN with a pattern, tags with those of a resource.
      path: [],
      tags: [],
    },
    noAccess: {
      description: because.words,
      forceDetachPolicies: because.engine,
      "inlinePolicies.name": because.name,
      ...names,
    },
  }),
  [types.user]: {
    compared: { path: [], permissionsBoundary: statements, tags: [] },
    noAccess: { forceDestroy: because.engine, name: because.name },
  },
  [types.group]: { compared: { path: [] }, noAccess: { name: because.name } },
  [types.rolePolicy]: inline("role"),
  [types.userPolicy]: inline("user"),
  [types.groupPolicy]: together(inline("group"), {
    compared: {},
    noAccess: {},
    toldAnywhere: true,
  }),
  [types.policy]: together(policiesAt("policy"), {
    compared: { path: [] },
    noAccess: {
      delayAfterPolicyCreationInMs: because.engine,
      description: because.words,
      tags: because.tags,
      ...names,
    },
    toldAnywhere: true,
  }),
  [types.rolePolicyAttachment]: membership("policyArn", "role"),
  [types.userPolicyAttachment]: membership("policyArn", "user"),
  [types.groupPolicyAttachment]: membership("policyArn", "group"),
  [types.policyAttachment]: membership("groups", "policyArn", "roles", "users"),
  [types.groupMembership]: membership("group", "users"),
  [types.userGroupMembership]: membership("groups", "user"),
  [types.accessKey]: {
    compared: toldBy(["status", "user"], ["userKeys"]),
    noAccess: { pgpKey: because.storage },
  },
  [types.openIdConnectProvider]: asItStands(),
  [types.samlProvider]: asItStands({ name: because.name }),
};
