import { evaluate } from "../../iam/evaluate";
import { listOf, type PolicyDocument, type RequestPrincipal } from "../../iam/language/policy";
import type { Deployed, RoleDefinition } from "../../graph/deployed";
import { namedPrincipals } from "../who/candidates";
import { statementsOf } from "../who/conditions";
import { contextsOf, type Contexts } from "../who/contexts";
import { sorted } from "../who/order";
import { beyond, type Reach } from "../who/reach";
import type { Change } from "./change";
import { normalized } from "./facts-of-roles";

const actions = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithWebIdentity",
  "sts:AssumeRoleWithSAML",
] as const;

interface Somebody {
  label: string;
  principal: RequestPrincipal;
}

/** Everybody that one of these trust policies names, and a stranger. */
function peopleOf(policies: readonly (PolicyDocument | "unknown")[]): readonly Somebody[] {
  const partition = "aws";
  const named = sorted(namedPrincipals(policies)).flatMap((text): Somebody[] => {
    const account = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/.exec(text);
    const id = account?.[1] ?? account?.[2];
    if (id !== undefined) {
      const arn = `arn:${partition}:iam::${id}:user/probe`;
      return [{ label: `the AWS account ${id}`, principal: { arn, accountId: id } }];
    }
    const owner = /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(text)?.[1];
    return owner === undefined ? [] : [{ label: text, principal: { arn: text, accountId: owner } }];
  });
  const others = statementsOf(policies).flatMap(({ Principal }) =>
    Principal === undefined || typeof Principal === "string" ? [] : Object.entries(Principal),
  );
  const ofType = (type: string) =>
    sorted(others.filter(([name]) => name === type).flatMap(([, values]) => [...listOf(values)]));
  return [
    ...named,
    ...ofType("Service").map((service) => ({
      label: service,
      principal: { arn: service, accountId: "", service },
    })),
    ...ofType("Federated").map((federated) => ({
      label: federated,
      principal: { arn: federated, accountId: "", federated },
    })),
    {
      label: "anybody with an AWS account",
      principal: { arn: "arn:aws:iam::999999999999:user/probe", accountId: "999999999999" },
    },
  ];
}

/** A trust policy has no Resource: it stands for its role. */
function whole(policy: PolicyDocument): PolicyDocument {
  const statements = listOf(policy.Statement).map((one) => ({ ...one, Resource: "*" }));
  return { ...policy, Statement: statements };
}

function reachOf(
  trust: PolicyDocument | "unknown",
  people: readonly Somebody[],
  contexts: Contexts,
): ReadonlyMap<string, Reach> {
  if (trust === "unknown") return new Map();
  const document = whole(trust);
  return new Map(
    people.map(({ label, principal }) => {
      const reach = new Map<string, bigint>();
      for (const action of actions)
        contexts.list.forEach((context, index) => {
          const request = { action, resource: "*", principal, context };
          if (evaluate([document], request).result !== "allowed") return;
          reach.set(action, (reach.get(action) ?? 0n) | (1n << BigInt(index)));
        });
      return [label, reach] as const;
    }),
  );
}

function textOf(trust: PolicyDocument | "unknown"): string {
  return trust === "unknown"
    ? "not known"
    : sorted(statementsOf([trust]).map(normalized)).join("\n");
}

function shown(reach: ReadonlyMap<string, Reach>): string {
  const names = [...reach].filter(([, one]) => one.size > 0).map(([label]) => label);
  return sorted(names).join(", ") || "nobody";
}

/** At most so many statements are compared; AWS takes 4,096 characters. */
const mostStatements = 100;

function compareRole(base: RoleDefinition, head: RoleDefinition): readonly Change[] {
  if (textOf(base.trust) === textOf(head.trust)) return [];
  const both = [base.trust, head.trust];
  const where = [`role ${base.name}`];
  const tooMany = both.some((one) => statementsOf([one]).length > mostStatements);
  const contexts = contextsOf(both);
  const people = tooMany ? [] : peopleOf(both);
  const before = reachOf(base.trust, people, contexts);
  const after = reachOf(head.trust, people, contexts);
  const at = { property: "trust" as const, where, from: shown(before), to: shown(after) };
  const changes = people.flatMap(({ label }): Change[] => {
    const [a, b] = [before.get(label) ?? new Map(), after.get(label) ?? new Map()];
    return [
      ...(beyond(b, a).size > 0 ? [{ ...at, verdict: "WIDER" as const, who: label }] : []),
      ...(beyond(a, b).size > 0 ? [{ ...at, verdict: "NARROWER" as const, who: label }] : []),
    ];
  });
  if (contexts.cut || tooMany)
    return (["WIDER", "NARROWER"] as const).map((verdict) => ({
      ...at,
      verdict,
      who: "callers that the policy names; it has too many conditions to compare",
    }));
  return changes.length > 0
    ? changes
    : [{ ...at, verdict: "OTHER", property: "statementText", who: "nobody else becomes the role" }];
}

/** Who becomes the roles that both graphs have. */
export function compareTrust(base: Deployed, head: Deployed): readonly Change[] {
  const after = new Map(head.roles.map((role) => [role.name, role]));
  return base.roles.flatMap((role) => {
    const other = after.get(role.name);
    return other === undefined ? [] : compareRole(role, other);
  });
}
