import type { UserPoolDefinition } from "../../../access/definition";
import type { AwsContext } from "../context";
import { checkAttributes, checkMutable } from "./attributes";
import type { CodeDelivery } from "./codes";
import { checkAliasFree } from "./confirm-user";
import { poolSettings } from "./pool-settings";
import type { User } from "./users";

const addresses = ["email", "phone_number"] as const;

/** Changes attributes; an address that changed is no longer verified, unless the change says that it is. */
export async function changeAttributes(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  changes: Readonly<Record<string, string>>,
): Promise<User> {
  checkAttributes(pool, changes);
  checkMutable(pool, Object.keys(changes));
  // From what is kept at that moment: another change that runs beside this one stays.
  const changed = await context.cognito.users.change(pool, user.username, (before) => ({
    ...before,
    attributes: changedAttributes(context, { pool, user: before }, changes),
    modifiedAt: Date.now(),
  }));
  return changed ?? user;
}

function changedAttributes(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const next: Record<string, string> = { ...user.attributes, ...changes };
  for (const address of addresses) {
    const changed = changes[address] !== undefined && changes[address] !== user.attributes[address];
    if (!changed) continue;
    next[`${address}_verified`] = changes[`${address}_verified`] ?? "false";
    const named = poolSettings(pool).usernameAttributes.includes(address);
    if (named || next[`${address}_verified`] === "true") {
      checkAliasFree(context, { pool, user: { ...user, attributes: next }, alias: address });
    }
  }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ""));
}

/** Sends codes to addresses that the pool verifies and that are new. */
export async function sendVerifications(
  context: AwsContext,
  { pool, user }: { pool: UserPoolDefinition; user: User },
  names: readonly string[],
): Promise<CodeDelivery[]> {
  const sent: CodeDelivery[] = [];
  for (const address of addresses) {
    const to = user.attributes[address];
    const wanted = names.includes(address) && user.attributes[`${address}_verified`] !== "true";
    if (!to || !wanted || !poolSettings(pool).autoVerified.includes(address)) continue;
    const purpose = `VerifyUserAttribute:${address}` as const;
    sent.push(await context.cognito.codes.send({ pool, user, purpose }, address, to));
  }
  return sent;
}
