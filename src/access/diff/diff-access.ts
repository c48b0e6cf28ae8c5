import { accessOf, type Access } from "../who/access-of";
import { callerOf, idOf, label } from "../who/caller-id";
import type { Deployed } from "../../graph/deployed";
import type { Unread } from "../../graph/unread";
import { probesOf } from "../who/probes";
import { inOrder, type Change } from "./change";
import { compareCode } from "./compare-code";
import { compareEndpoint, movedAt } from "./compare-endpoints";
import { compareFacts } from "./compare-facts";
import { compareInputs, type OwnersReason } from "./compare-inputs";
import { compareTrust } from "./compare-trust";
import { decidingOf } from "./deciding";
import type { Fact } from "./fact";
import { factsOfApis } from "./facts-of-apis";
import { factsOfLimits } from "./facts-of-limits";
import { factsOfPeople } from "./facts-of-people";
import { factsOfRoles } from "./facts-of-roles";
import type { OwnersFile } from "./needs-owner";

/** What is different between two graphs. */
export interface Diff {
  /** WIDER first. */
  changes: readonly Change[];
  /** What AWS would refuse to deploy at the head. */
  problems: readonly string[];
  /** Files whose change these graphs show, and which only an owner should merge. */
  ownersFiles: readonly OwnersFile[];
  /** The stacks that are compared, where there are several. */
  stacks?: readonly string[];
  /** What may carry access and is not read, in either graph. */
  unread: readonly Unread[];
  /** Changes that an owner must look at, beside those of files. */
  owners: readonly OwnersReason[];
}

function factsOf(
  definition: Deployed,
  { endpoints }: Access,
  both: readonly Deployed[],
): readonly Fact[] {
  const own = endpoints.map(({ endpoint }) => endpoint);
  return [
    ...factsOfApis(definition, own),
    ...factsOfLimits(definition, own, both),
    ...factsOfPeople(definition),
    ...factsOfRoles(definition, both),
  ];
}

function policiesOf({ roles, users }: Deployed): ReadonlyMap<string, string> {
  const text = ({
    policies,
    permissionsBoundary,
  }: Deployed["roles"][number] | Deployed["users"][number]) =>
    JSON.stringify([policies, permissionsBoundary]);
  return new Map([
    ...roles.map((role) => [idOf({ kind: "role", name: role.name }), text(role)] as const),
    ...users.map((user) => [idOf({ kind: "user", name: user.name }), text(user)] as const),
  ]);
}

/** Accounts that are listed nowhere keep their id. */
const unlisted = (id: string): string => {
  const caller = callerOf(id);
  return caller.kind === "account" ? id : label(caller);
};

interface Reached {
  changes: readonly Change[];
  /** Ids of those whose own way to an endpoint differs. */
  moved: ReadonlySet<string>;
}

function compareReach(base: Access, head: Access, both: readonly Deployed[]): Reached {
  const before = new Map(base.endpoints.map((one) => [one.endpoint.id, one]));
  const after = new Map(head.endpoints.map((one) => [one.endpoint.id, one]));
  const labels = new Map(
    [...base.principals, ...head.principals].map((one) => [one.id, one.label]),
  );
  const [own, others] = both.map(policiesOf);
  const hasNewPolicies = (id: string) => own?.get(id) !== others?.get(id);
  const labelOf = (id: string) => labels.get(id) ?? unlisted(id);
  const moved = new Set<string>();
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const pair = { base: before.get(id), head: after.get(id), hasNewPolicies, labelOf };
    const found = compareEndpoint(pair);
    if (found.length > 0) for (const one of movedAt(pair)) moved.add(one);
    return found;
  });
  return { changes, moved };
}

/** Other words of a policy say nothing more where somebody's gain or loss is told. */
function withoutTold({ changes, moved }: Reached): readonly Change[] {
  const told = new Set([
    ...[...moved].map(unlisted),
    ...changes.filter(({ property }) => property === "directInvokes").map(({ who }) => who),
  ]);
  const isPolicyTold = changes.some(({ property }) => property === "resourcePolicy");
  return changes.filter(({ property, who, where }) => {
    if (property !== "statementText") return true;
    return where[0]?.startsWith("API ") === true ? !isPolicyTold : !told.has(who);
  });
}

/** What is found, and all of it, with what other changes say already. */
interface Found {
  changes: readonly Change[];
  all: readonly Change[];
  /** Who may call at the base and at the head. */
  access: readonly [base: Access, head: Access];
  differs: boolean;
}

function found(base: Deployed, head: Deployed): Found {
  const both = [base, head];
  const probes = probesOf(both);
  const [before, after] = [accessOf(base, probes), accessOf(head, probes)];
  const { changes: reached, moved } = compareReach(before, after, both);
  const differs = JSON.stringify(base.graph) !== JSON.stringify(head.graph);
  const changes = [
    ...reached,
    ...compareTrust(base, head),
    ...compareFacts(factsOf(base, before, both), factsOf(head, after, both)),
  ];
  const isCut = probes.cut || probes.budget.left <= 0;
  const size = (["WIDER", "NARROWER"] as const).map((verdict) => ({
    verdict,
    property: "size" as const,
    where: ["the whole graph"],
    who: "anyone, as far as can be told",
    from: "too much to compare it all",
    to: "too much to compare it all",
  }));
  const cut = isCut && differs ? size : [];
  return {
    changes: [...cut, ...withoutTold({ changes, moved })],
    all: changes,
    access: [before, after],
    differs,
  };
}

/**
 * Who may call more, less or other than before. Judges the two graphs, by the functions that the gateway uses, and
 * not their code: what AWS runs is not known from what it answers.
 */
export function compareAccess(base: Deployed, head: Deployed): readonly Change[] {
  return inOrder(found(base, head).changes);
}

/** Likewise, with code that decides, and every input that differs and that the comparison of access does not tell. */
export function diffAccess(base: Deployed, head: Deployed): Diff {
  const { changes, all, access, differs } = found(base, head);
  const [before, after] = access;
  const code = compareCode(
    { definition: base, access: before },
    { definition: head, access: after },
    !differs,
  );
  const functions = [...decidingOf(base, before), ...decidingOf(head, after)];
  const deciding = new Set(functions.map(({ fn }) => fn.name));
  const inputs = compareInputs(base, head, { told: [...all, ...code.changes], deciding });
  const unread = new Map([...base.unread, ...head.unread].map((one) => [one.what, one]));
  return {
    changes: inOrder([...changes, ...code.changes, ...inputs.changes]),
    problems: head.problems,
    ownersFiles: code.owners,
    unread: [...unread.values()],
    owners: inputs.owners,
  };
}
