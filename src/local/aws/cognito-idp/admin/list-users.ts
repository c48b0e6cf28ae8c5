import { z } from "zod";
import { AwsError } from "../../service/aws-error";
import { signed } from "../../service/operation";
import { poolPermission } from "./admin-user";
import { toList } from "../user/attributes";
import { findPool } from "../describe/find-pool";
import { pageOf } from "../store/page";
import { shownUser } from "./show-user";
import type { User } from "../store/users";
import { limit, paginationKey, userPoolId } from "../describe/shapes";

const input = z.object({
  UserPoolId: userPoolId,
  AttributesToGet: z.array(z.string()).optional(),
  Filter: z.string().max(256).optional(),
  Limit: limit.optional(),
  PaginationToken: paginationKey.optional(),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = signed(input, poolPermission("ListUsers"), async ({ input, context }) => {
  const pool = findPool(context, input.UserPoolId);
  const wanted = filterOf(input.Filter);
  const matching = context.cognito.users.list(pool).filter(wanted);
  const page = pageOf(matching, { limit: input.Limit, token: input.PaginationToken });
  const names = input.AttributesToGet;
  return {
    Users: page.items.map((user) => ({
      ...shownUser(user),
      ...(names && {
        Attributes: toList(user.attributes).filter(({ Name }) => names.includes(Name)),
      }),
    })),
    ...(page.next !== undefined && { PaginationToken: page.next }),
  };
});

const searchable = [
  "username",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
  "cognito:user_status",
  "status",
  "sub",
];

/** `email = "jane@example.com"`, `name ^= "Ja"` */
function filterOf(text: string | undefined): (user: User) => boolean {
  if (text === undefined || text.trim() === "") return () => true;
  const match = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(text);
  const [, name = "", operator, value = ""] = match ?? [];
  if (!match || !searchable.includes(name)) {
    throw new AwsError("InvalidParameterException", "Error while parsing filter.");
  }
  const expected = value.replace(/\\(.)/g, "$1");
  return (user) => {
    const found = valueOf(user, name);
    if (found === undefined) return false;
    return operator === "=" ? found === expected : found.startsWith(expected);
  };
}

function valueOf(user: User, name: string): string | undefined {
  if (name === "username") return user.username;
  if (name === "cognito:user_status") return user.status;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  return user.attributes[name];
}
