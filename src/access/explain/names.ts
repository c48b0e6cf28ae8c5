import type { ApiKeyDefinition, FunctionDefinition, Deployed } from "../../graph/deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { types } from "../../graph/types";

/** Whether the graph comes from a table, so that what to do can be said in the table's words. */
export function isFromTable({ graph }: Deployed): boolean {
  return graph.some(({ type }) => type === "gatehouse:index:Endpoint");
}

/** The row of a method, where the graph comes from a table. */
export function rowOf(definition: Deployed, method: MethodDefinition): string | undefined {
  return isFromTable(definition) ? method.operationId : undefined;
}

const fields: Readonly<Record<string, string>> = {
  "gatehouse:index:Caller": "calls",
  "gatehouse:index:IdentityPool": "calls",
  "gatehouse:index:Endpoint": "calls",
};

/** Where a table lists what a role may call: `calls of billing`; undefined for a role written by hand. */
export function callsOf(definition: Deployed, roleArn: string): string | undefined {
  const role = definition.roles.find(({ arn }) => arn === roleArn);
  if (!role) return undefined;
  const resource = definition.graph.find(
    ({ type, name, outputs }) =>
      type === types.role && name === role.name && outputs["arn"] === roleArn,
  );
  const parent = definition.graph.find(({ urn }) => urn === resource?.parent);
  const field = parent && fields[parent.type];
  if (!field) return undefined;
  const guest = parent.type.endsWith(":IdentityPool") && role.name.endsWith("-guest");
  return guest ? `guestCalls of ${role.name.slice(0, -6)}` : `${field} of ${role.name}`;
}

/** `role billing`, `user alice`; the ARN of who the graph does not know. */
export function principalName({ roles, users }: Deployed, arn: string): string {
  const role = roles.find((one) => one.arn === arn);
  if (role) return `the role ${role.name}`;
  const user = users.find((one) => one.arn === arn);
  return user ? `the user ${user.name}` : arn;
}

/** A key as people call it: by its row, or by its Pulumi name. */
export function keyName({ group, name }: ApiKeyDefinition): string {
  return group ?? name;
}

/** The function behind an ARN, alias or version left away. */
export function functionBehind(
  { functions }: Deployed,
  arn: string | undefined,
): FunctionDefinition | undefined {
  return functions.find((one) => arn === one.arn || arn?.startsWith(`${one.arn}:`));
}

/** `a`, `a or b`, `a, b or c`; of many the first few. */
export function oneOf(names: readonly string[], most = 6): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, most);
  if (unique.length > most) return `${shown.join(", ")} or ${unique.length - most} more`;
  const last = shown.pop() ?? "";
  return shown.length > 0 ? `${shown.join(", ")} or ${last}` : last;
}
