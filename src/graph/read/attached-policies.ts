import type { PolicyDocument } from "../../iam/language/policy";
import { referenceOf, type Entry } from "./graph-index";
import { managedPolicy } from "../../iam/managed-policies";
import { readPolicy } from "./policy";
import { nameOf, type Reading } from "./reading";
import { types } from "../types";
import { isUnknown, listOf, recordOf, textOf } from "../../base/values";

/** A policy, or `"unknown"`, which refuses. */
export type Policy = PolicyDocument | "unknown";

/** The managed policy that an ARN names, of this graph or of AWS. */
function policyByArn(reference: unknown, where: string, reading: Reading): readonly Policy[] {
  const entry = reading.index.find(types.policy, reference);
  if (entry !== undefined) {
    const source = {
      value: entry.inputs["policy"],
      kind: "identity",
      where: nameOf(entry),
    } as const;
    return [readPolicy(source, reading)];
  }
  const arn = referenceOf(reference);
  const managed = arn === undefined ? undefined : managedPolicy(arn);
  if (managed === "silent") return [];
  if (managed !== undefined && managed !== "unknown") return [managed];
  reading.warn(`${where}: the policy ${arn ?? "that it names"} is not known here, so it refuses.`);
  return ["unknown"];
}

/** The boundary of a role or user; what is not known refuses. */
export function boundaryOf(entry: Entry, reading: Reading): Policy | undefined {
  const reference = entry.inputs["permissionsBoundary"];
  if (reference === undefined || reference === null || reference === "") return undefined;
  const [policy] = policyByArn(reference, nameOf(entry), reading);
  if (policy !== undefined) return policy;
  reading.warn(
    `${nameOf(entry)}: its boundary ${referenceOf(reference)} allows no call that is known here, so it refuses.`,
  );
  return "unknown";
}

/** An inline policy in a separate resource. */
function inlinePolicy(entry: Entry, reading: Reading): Policy {
  const source = { value: entry.inputs["policy"], kind: "identity", where: nameOf(entry) } as const;
  return readPolicy(source, reading);
}

/** Inline policies and ARNs among a role's own inputs. */
export function ownPolicies(entry: Entry, reading: Reading): readonly Policy[] {
  const { inlinePolicies, managedPolicyArns } = entry.inputs;
  const where = nameOf(entry);
  const inline = listOf(inlinePolicies).flatMap((item): Policy[] => {
    const value = recordOf(item)["policy"];
    // A block without a policy is how the provider says "none".
    if (value === undefined && !isUnknown(item)) return [];
    return [
      readPolicy({ value: isUnknown(item) ? item : value, kind: "identity", where }, reading),
    ];
  });
  const lost = [inlinePolicies, managedPolicyArns].some(isUnknown);
  if (lost) reading.warn(`${where}: its policies are not known, so it refuses.`);
  const managed = listOf(managedPolicyArns).flatMap((arn) => policyByArn(arn, where, reading));
  return [...inline, ...managed, ...(lost ? ["unknown" as const] : [])];
}

/** What attaches policies to one kind of identity. */
export interface AttachmentTypes {
  /** `aws:iam/role:Role` */
  identity: string;
  inline: string;
  attachment: string;
  /** The input that names the identity: `role`. */
  input: "role" | "user" | "group";
}

/** Policies attached from outside, by the identity that they are attached to. */
export function attachedPolicies(
  kinds: AttachmentTypes,
  reading: Reading,
): ReadonlyMap<Entry, readonly Policy[]> {
  const found = new Map<Entry, Policy[]>();
  const attach = (entry: Entry, reference: unknown, policies: readonly Policy[]): void => {
    const identity = identityNamed(kinds.identity, reference, reading);
    if (identity === undefined)
      reading.warn(
        `${nameOf(entry)}: its ${kinds.input} is not in the graph, so it changes nothing here.`,
      );
    else found.set(identity, [...(found.get(identity) ?? []), ...policies]);
  };
  for (const entry of reading.index.all(kinds.inline))
    attach(entry, entry.inputs[kinds.input], [inlinePolicy(entry, reading)]);
  for (const entry of reading.index.all(kinds.attachment))
    attach(
      entry,
      entry.inputs[kinds.input],
      policyByArn(entry.inputs["policyArn"], nameOf(entry), reading),
    );
  for (const entry of reading.index.all(types.policyAttachment))
    for (const reference of listOf(entry.inputs[`${kinds.input}s`]))
      attach(entry, reference, policyByArn(entry.inputs["policyArn"], nameOf(entry), reading));
  return found;
}

/** A role, user or group by name, id or ARN. */
export function identityNamed(
  type: string,
  reference: unknown,
  reading: Reading,
): Entry | undefined {
  return (
    reading.index.find(type, reference) ??
    reading.index.find(type, textOf(reference)?.split("/").at(-1))
  );
}
