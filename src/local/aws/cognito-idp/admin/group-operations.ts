import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";
import { signed } from "../../service/operation";
import { adminTarget, adminUser, changeUser, poolPermission, seconds } from "./admin-user";
import { findPool } from "../describe/find-pool";
import type { Group } from "../store/groups";
import { pageOf } from "../store/page";
import { shownUser } from "./show-user";
import { description, groupNameText, limit, paginationKey, userPoolId } from "../describe/shapes";

const groupName = z.object({ UserPoolId: userPoolId, GroupName: groupNameText });
const groupFields = groupName.extend({
  Description: description.optional(),
  RoleArn: z.string().optional(),
  Precedence: z.number().int().min(0).optional(),
});
const paging = { Limit: limit.optional(), NextToken: paginationKey.optional() };

function groupOf(context: AwsContext, input: z.output<typeof groupName>): Group {
  const group = context.cognito.groups.find(findPool(context, input.UserPoolId), input.GroupName);
  if (!group) throw new AwsError("ResourceNotFoundException", "Group not found.");
  return group;
}

function shownGroup(poolId: string, group: Group): object {
  const { name, description, roleArn, precedence, createdAt, modifiedAt } = group;
  return {
    GroupName: name,
    UserPoolId: poolId,
    ...(description !== undefined && { Description: description }),
    ...(roleArn !== undefined && { RoleArn: roleArn }),
    ...(precedence !== undefined && { Precedence: precedence }),
    CreationDate: seconds(createdAt),
    LastModifiedDate: seconds(modifiedAt),
  };
}

function fieldsOf(input: z.output<typeof groupFields>): Partial<Group> {
  return {
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
    ...(input.Precedence !== undefined && { precedence: input.Precedence }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup = signed(
  groupFields,
  poolPermission("CreateGroup"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    if (context.cognito.groups.find(pool, input.GroupName)) {
      throw new AwsError("GroupExistsException", "A group with the name already exists.");
    }
    const now = Date.now();
    const times = { createdAt: now, modifiedAt: now };
    const group: Group = { name: input.GroupName, ...fieldsOf(input), ...times };
    await context.cognito.groups.put(pool, group);
    return { Group: shownGroup(pool.id, group) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const updateGroup = signed(
  groupFields,
  poolPermission("UpdateGroup"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    const group = { ...groupOf(context, input), ...fieldsOf(input), modifiedAt: Date.now() };
    refuseDeclared(context, input);
    await context.cognito.groups.put(pool, group);
    return { Group: shownGroup(pool.id, group) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = signed(
  groupName,
  poolPermission("DeleteGroup"),
  async ({ input, context }) => {
    const pool = findPool(context, input.UserPoolId);
    const { name } = groupOf(context, input);
    refuseDeclared(context, input);
    await context.cognito.groups.remove(pool, name);
    for (const user of context.cognito.users.list(pool)) {
      if (!user.groups.includes(name)) continue;
      await context.cognito.users.change(pool, user.username, (before) => ({
        ...before,
        groups: before.groups.filter((one) => one !== name),
      }));
    }
    return {};
  },
);

/** The program is the truth about its own groups: a change here would be gone at the next `up`. */
function refuseDeclared(context: AwsContext, input: z.output<typeof groupName>): void {
  const pool = findPool(context, input.UserPoolId);
  if (!pool.groups.some(({ name }) => name === input.GroupName)) return;
  throw new AwsError(
    "InvalidParameterException",
    `Group ${input.GroupName} is declared by the program; change it there.`,
  );
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = signed(
  groupName,
  poolPermission("GetGroup"),
  async ({ input, context }) => ({
    Group: shownGroup(input.UserPoolId, groupOf(context, input)),
  }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = signed(
  z.object({ UserPoolId: userPoolId, ...paging }),
  poolPermission("ListGroups"),
  async ({ input, context }) => {
    const groups = context.cognito.groups.list(findPool(context, input.UserPoolId));
    return groupPage(input, groups);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = signed(
  adminTarget.extend(paging),
  poolPermission("AdminListGroupsForUser"),
  async ({ input, context }) => {
    const { pool, user } = adminUser(context, input);
    const groups = context.cognito.groups.list(pool);
    return groupPage(
      input,
      groups.filter(({ name }) => user.groups.includes(name)),
    );
  },
);

function groupPage(
  input: { UserPoolId: string; Limit?: number | undefined; NextToken?: string | undefined },
  groups: readonly Group[],
): object {
  const page = pageOf(groups, { limit: input.Limit, token: input.NextToken });
  return {
    Groups: page.items.map((group) => shownGroup(input.UserPoolId, group)),
    ...(page.next !== undefined && { NextToken: page.next }),
  };
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = signed(
  groupName.extend(paging),
  poolPermission("ListUsersInGroup"),
  async ({ input, context }) => {
    const { name } = groupOf(context, input);
    const pool = findPool(context, input.UserPoolId);
    const users = context.cognito.users.list(pool).filter(({ groups }) => groups.includes(name));
    const page = pageOf(users, { limit: input.Limit, token: input.NextToken });
    return {
      Users: page.items.map(shownUser),
      ...(page.next !== undefined && { NextToken: page.next }),
    };
  },
);

const membership = adminTarget.extend({ GroupName: groupNameText });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const adminAddUserToGroup = signed(
  membership,
  poolPermission("AdminAddUserToGroup"),
  async ({ input, context }) => {
    const { name } = groupOf(context, input);
    return changeUser(context, input, (user) => ({
      ...user,
      groups: [...new Set([...user.groups, name])],
    }));
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup = signed(
  membership,
  poolPermission("AdminRemoveUserFromGroup"),
  async ({ input, context }) => {
    const { name } = groupOf(context, input);
    return changeUser(context, input, (user) => ({
      ...user,
      groups: user.groups.filter((one) => one !== name),
    }));
  },
);
