import { inlinePolicyLimit, managedPolicyLimit } from "../../iam/write/policy-size";
import type { Entry } from "../read/graph-index";
import { identityNamed } from "../read/attached-policies";
import { nameOf } from "../read/reading";
import { types } from "../types";
import { holdsUnknown, listOf, recordOf } from "../../base/values";
import type { Judged, Rule } from "./judged";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const largest = {
  role: inlinePolicyLimit,
  user: 2_048,
  group: 5_120,
  managed: managedPolicyLimit,
} as const;

/** IAM does not count white space outside of texts. */
export function sizeOf(policy: unknown): number {
  if (policy === undefined || holdsUnknown(policy)) return 0;
  if (typeof policy !== "string") return JSON.stringify(policy).length;
  try {
    return JSON.stringify(JSON.parse(policy)).length;
  } catch {
    return policy.length;
  }
}

interface Kind {
  name: keyof typeof largest & ("role" | "user" | "group");
  identity: string;
  inline: string;
}

const kinds: readonly Kind[] = [
  { name: "role", identity: types.role, inline: types.rolePolicy },
  { name: "user", identity: types.user, inline: types.userPolicy },
  { name: "group", identity: types.group, inline: types.groupPolicy },
];

function inlineSizes(judged: Judged, kind: Kind): ReadonlyMap<Entry, number> {
  const { reading } = judged;
  const sizes = new Map<Entry, number>();
  for (const entry of reading.index.all(kind.identity)) {
    const own = listOf(entry.inputs["inlinePolicies"]).map((item) =>
      sizeOf(recordOf(item)["policy"]),
    );
    sizes.set(
      entry,
      own.reduce((sum, size) => sum + size, 0),
    );
  }
  for (const entry of reading.index.all(kind.inline)) {
    const identity = identityNamed(kind.identity, entry.inputs[kind.name], reading);
    if (identity) sizes.set(identity, (sizes.get(identity) ?? 0) + sizeOf(entry.inputs["policy"]));
  }
  return sizes;
}

/** Policies that are longer than IAM takes. */
export const policySizeProblems: Rule = (judged) => {
  const inline = kinds.flatMap((kind) =>
    [...inlineSizes(judged, kind)].flatMap(([entry, size]) =>
      size > largest[kind.name]
        ? [
            `${nameOf(entry)}: its inline policies have ${size} characters together, at most ${largest[kind.name]} are allowed. Use managed policies.`,
          ]
        : [],
    ),
  );
  const managed = judged.reading.index.all(types.policy).flatMap((entry) => {
    const size = sizeOf(entry.inputs["policy"]);
    return size > largest.managed
      ? [
          `${nameOf(entry)}: a managed policy has at most ${largest.managed} characters, found ${size}. Split it.`,
        ]
      : [];
  });
  return [...inline, ...managed];
};
