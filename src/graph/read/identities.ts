import { parseArn } from "../../base/arn";
import type { RoleDefinition, UserDefinition } from "../deployed";
import { identityOf, valueOf, type Entry } from "./graph-index";
import {
  attachedPolicies,
  boundaryOf,
  identityNamed,
  ownPolicies,
  type Policy,
} from "./attached-policies";
import { readPolicy } from "./policy";
import { nameOf, type Reading } from "./reading";
import { stableId } from "../../base/stable-id";
import { types } from "../types";
import { listOf, numberOf, present, textOf, textsByName } from "../../base/values";

interface IdentityNames {
  name: string;
  arn: string;
  accountId: string;
}

/** Name, ARN and account of a role or user; the ARN of the graph decides. */
function namesOf(entry: Entry, kind: "role" | "user", reading: Reading): IdentityNames {
  const written = identityOf(entry, "arn");
  const parsed = parseArn(written);
  const { accountId, partition } = reading.home;
  const name = parsed?.resource.split("/").at(-1) ?? identityOf(entry, "name") ?? entry.name;
  const path = textOf(entry.inputs["path"]) ?? "/";
  const made = `arn:${partition}:iam::${accountId}:${kind}${path}${name}`;
  return { name, arn: written ?? made, accountId: parsed?.accountId || accountId };
}

function uniqueIdOf(entry: Entry, prefix: string): string {
  return identityOf(entry, "uniqueId") ?? `${prefix}${stableId(entry.urn, 17).toUpperCase()}`;
}

/** The provider's default tags stand in `tagsAll` alone. */
function tagsOf(entry: Entry): Readonly<Record<string, string>> | undefined {
  const tags = { ...textsByName(valueOf(entry, "tagsAll")), ...textsByName(entry.inputs["tags"]) };
  return Object.keys(tags).length > 0 ? tags : undefined;
}

/** All roles of a graph. */
export function readRoles(reading: Reading): readonly RoleDefinition[] {
  const attached = attachedPolicies(
    {
      identity: types.role,
      inline: types.rolePolicy,
      attachment: types.rolePolicyAttachment,
      input: "role",
    },
    reading,
  );
  return reading.index.all(types.role).map((entry) => {
    const { name, arn, accountId } = namesOf(entry, "role", reading);
    const trust = {
      value: entry.inputs["assumeRolePolicy"],
      kind: "trust",
      where: nameOf(entry),
    } as const;
    return present({
      name: entry.name,
      roleName: name,
      arn,
      uniqueId: uniqueIdOf(entry, "AROA"),
      accountId,
      maxSessionDuration: numberOf(entry.inputs["maxSessionDuration"]),
      trust: readPolicy(trust, reading),
      policies: [...ownPolicies(entry, reading), ...(attached.get(entry) ?? [])],
      permissionsBoundary: boundaryOf(entry, reading),
      tags: tagsOf(entry),
    }) as RoleDefinition;
  });
}

function accessKeysOf(user: Entry, reading: Reading): UserDefinition["accessKeys"] {
  return reading.index.all(types.accessKey).flatMap((entry) => {
    if (identityNamed(types.user, entry.inputs["user"], reading) !== user) return [];
    const secret = identityOf(entry, "secret");
    if (secret === undefined) {
      reading.warn(
        `${nameOf(entry)}: its secret is not in the graph, so nothing can be signed with it.`,
      );
      return [];
    }
    const active = textOf(valueOf(entry, "status")) ?? "Active";
    return [
      {
        name: entry.name,
        accessKeyId: entry.id,
        secretAccessKey: secret,
        active: active === "Active",
      },
    ];
  });
}

/** Groups of each user, from both kinds of membership. */
function groupsByUser(reading: Reading): ReadonlyMap<Entry, readonly Entry[]> {
  const found = new Map<Entry, Entry[]>();
  const add = (user: unknown, group: unknown): void => {
    const member = identityNamed(types.user, user, reading);
    const named = identityNamed(types.group, group, reading);
    if (member && named) found.set(member, [...(found.get(member) ?? []), named]);
  };
  for (const { inputs } of reading.index.all(types.groupMembership))
    for (const user of listOf(inputs["users"])) add(user, inputs["group"]);
  for (const { inputs } of reading.index.all(types.userGroupMembership))
    for (const group of listOf(inputs["groups"])) add(inputs["user"], group);
  return found;
}

/** All users of a graph, with the policies of their groups. */
export function readUsers(reading: Reading): readonly UserDefinition[] {
  const attached = attachedPolicies(
    {
      identity: types.user,
      inline: types.userPolicy,
      attachment: types.userPolicyAttachment,
      input: "user",
    },
    reading,
  );
  const ofGroups = attachedPolicies(
    {
      identity: types.group,
      inline: types.groupPolicy,
      attachment: types.groupPolicyAttachment,
      input: "group",
    },
    reading,
  );
  const groups = groupsByUser(reading);
  return reading.index.all(types.user).map((entry) => {
    const { name, arn, accountId } = namesOf(entry, "user", reading);
    const own: readonly Policy[] = attached.get(entry) ?? [];
    const inherited = (groups.get(entry) ?? []).flatMap((group) => ofGroups.get(group) ?? []);
    return present({
      name: entry.name,
      userName: name,
      arn,
      uniqueId: uniqueIdOf(entry, "AIDA"),
      accountId,
      policies: [...own, ...inherited],
      permissionsBoundary: boundaryOf(entry, reading),
      tags: tagsOf(entry),
      accessKeys: accessKeysOf(entry, reading),
    }) as UserDefinition;
  });
}
