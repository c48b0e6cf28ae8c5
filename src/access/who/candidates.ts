import { present } from "../../base/values";
import { signerKeys } from "../../iam/context-keys";
import type { Policies } from "../../iam/execute-api";
import { matchesText } from "../../iam/language/glob";
import {
  listOf,
  type PolicyDocument,
  type RequestPrincipal,
  type Statement,
} from "../../iam/language/policy";
import type { Deployed } from "../../graph/deployed";
import { foreignAccount, idOf, type CallerId } from "./caller-id";
import { isConditional, statementsOf } from "./conditions";
import { compareText } from "./order";

/** Somebody who can sign. */
export interface Candidate {
  /** `role:billing` */
  id: string;
  principal: RequestPrincipal;
  policies: Policies;
  boundaries: Policies;
  /** Condition keys that say who this is; `undefined`: known not to have it. */
  context: Readonly<Record<string, string | undefined>>;
  /** Whether what it may depends on more than the ARN. */
  conditional: boolean;
  /** What one question about it counts: long policies take longer. */
  cost: number;
}

/** What one question of policies counts; AWS's own limits of policies make it 1 to 3. */
export function costOf(policies: readonly (PolicyDocument | "unknown" | undefined)[]): number {
  return 1 + Math.floor(JSON.stringify(policies).length / 4096);
}

const everything: PolicyDocument = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
};

function isOpenToConditions(policies: Policies): boolean {
  return policies.some((policy) => policy !== "unknown" && isConditional(policy));
}

/** The roles of a graph, each as a session of it. */
function rolesOf(definition: Deployed): Candidate[] {
  return definition.roles.map((role) => {
    const partition = role.arn.split(":")[1] ?? definition.partition;
    const arn = `arn:${partition}:sts::${role.accountId}:assumed-role/${role.roleName}/probe`;
    const boundaries = role.permissionsBoundary === undefined ? [] : [role.permissionsBoundary];
    const principal = { arn, accountId: role.accountId, roleArn: role.arn };
    return {
      id: idOf({ kind: "role", name: role.name }),
      principal,
      policies: role.policies,
      boundaries,
      // Its tags are left open: those of a session win over them.
      context: signerKeys({
        ...{ ...principal, of: { type: "AssumedRole", userId: `${role.uniqueId}:probe` } },
      }),
      conditional: isOpenToConditions([...role.policies, ...boundaries]),
      cost: costOf([...role.policies, ...boundaries]),
    };
  });
}

function usersOf(definition: Deployed): Candidate[] {
  return definition.users.map((user) => {
    const { arn, accountId, uniqueId: userId, userName } = user;
    const boundaries = user.permissionsBoundary === undefined ? [] : [user.permissionsBoundary];
    return {
      id: idOf({ kind: "user", name: user.name }),
      principal: { arn, accountId },
      policies: user.policies,
      boundaries,
      context: signerKeys({
        ...{ arn, accountId, of: { type: "User", userId, userName } },
        ...present({ tags: user.tags }),
      }),
      conditional: isOpenToConditions([...user.policies, ...boundaries]),
      cost: costOf([...user.policies, ...boundaries]),
    };
  });
}

/** Somebody outside the graph whose own account allows everything, or, inside the account, nothing. */
function outsider(caller: CallerId, principal: RequestPrincipal, own: boolean): Candidate {
  return {
    id: idOf(caller),
    principal,
    policies: own ? [] : [everything],
    boundaries: [],
    context: signerKeys(principal),
    conditional: false,
    cost: 1,
  };
}

/** The principals of the type `AWS` that policies name and the graph does not hold. */
export function namedPrincipals(
  policies: readonly (PolicyDocument | "unknown" | undefined)[],
): readonly string[] {
  return statementsOf(policies).flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((element) => {
      if (element === undefined) return [];
      if (typeof element === "string") return [element];
      return Object.entries(element).flatMap(([type, values]) =>
        type === "AWS" ? listOf(values) : type === "*" ? ["*"] : [],
      );
    }),
  );
}

/** Accounts, roles and users outside the graph that these policies name, and anybody where they name anybody. */
export function outsiders(
  definition: Deployed,
  policies: readonly (PolicyDocument | "unknown" | undefined)[],
): readonly Candidate[] {
  const { accountId, partition } = definition;
  const inGraph = new Set([...definition.roles, ...definition.users].map(({ arn }) => arn));
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate): void => void found.set(candidate.id, candidate);
  const ofAccount = (account: string): Candidate =>
    outsider(
      { kind: "account", accountId: account },
      { arn: `arn:${partition}:iam::${account}:user/probe`, accountId: account },
      account === accountId,
    );
  const named = namedPrincipals(policies);
  if (named.length > 0) {
    add(ofAccount(accountId));
    add(ofAccount(foreignAccount));
  }
  for (const text of named) {
    const account = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/.exec(text);
    const id = account?.[1] ?? account?.[2];
    if (id !== undefined) {
      if (id !== accountId) add(ofAccount(id));
      continue;
    }
    const arn = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(user|role|assumed-role)\//.exec(text);
    if (arn === null || inGraph.has(text) || /[*?]/.test(text)) continue;
    const owner = arn[1] ?? foreignAccount;
    const principal: RequestPrincipal =
      arn[2] === "role"
        ? {
            arn: text.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/probe",
            accountId: owner,
            roleArn: text,
          }
        : { arn: text, accountId: owner };
    add(outsider({ kind: "arn", arn: text }, principal, owner === accountId));
  }
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

/** The roles and users of a graph, by name. */
export function candidatesOf(definition: Deployed): readonly Candidate[] {
  return [...rolesOf(definition), ...usersOf(definition)].sort((a, b) => compareText(a.id, b.id));
}

/** Whether an Action element can mean an action. */
export function meansAction({ Action, NotAction }: Statement, action: string): boolean {
  if (Action === undefined) return NotAction !== undefined;
  return listOf(Action).some((text) => matchesText(text.toLowerCase(), action.toLowerCase()));
}

/** What a policy's Allows of an action name; `undefined`: anything may be meant. */
export function allowedPatterns(policies: Policies, action: string): readonly string[] | undefined {
  const found: string[] = [];
  for (const statement of statementsOf(policies)) {
    if (statement.Effect !== "Allow" || !meansAction(statement, action)) continue;
    if (statement.Resource === undefined) return undefined;
    for (const text of listOf(statement.Resource)) {
      // What stands before the first wildcard or variable decides quickly that an ARN is not meant.
      const cut = text.search(/[*?]|\$\{/);
      found.push(cut < 0 ? text : `${text.slice(0, cut)}*`);
    }
  }
  return [...new Set(found)];
}
