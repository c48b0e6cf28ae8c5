import { inOrder, type Change } from "../diff/change";
import { compareAccess } from "../diff/diff-access";
import type { Reviewed } from "../diff/reviewed";
import type { ResourceGraph } from "../../graph/resource";
import { readGraph } from "../../graph/read/read-graph";
import { textOf } from "../../base/values";
import type { Live } from "./live";
import { withLiveApis, withStagesOf } from "./live-apis";
import { withLiveIdentityPools, withLiveUserPools } from "./live-people";
import { withLivePlans } from "./live-plans";
import { withLiveFunctions, withLiveRoles } from "./live-roles";
import { namesOf, renamed } from "./rename";

/**
 * What AWS holds, as a graph in the words of the program's own: what was looked up is AWS's, the rest the
 * program's.
 */
export function liveGraph(graph: ResourceGraph, live: Live, round = 0): ResourceGraph {
  const spoken = renamed(live, namesOf(graph, live));
  const steps = [withLivePlans, withLiveRoles, withLiveFunctions, withLiveUserPools];
  const most = [...steps, withLiveIdentityPools].reduce((made, step) => step(made, spoken), graph);
  return withLiveApis(most, spoken, round);
}

/** Who may call more, less or other in AWS than by the program. */
export function driftOf(graph: ResourceGraph, live: Live): Reviewed {
  const rounds = Math.max(1, ...live.apis.map(({ stages }) => stages.length));
  const found = Array.from({ length: rounds }, (_, round): readonly Change[] => {
    const base = readGraph(withStagesOf(graph, renamed(live, namesOf(graph, live)), round));
    const changes = compareAccess(base, readGraph(liveGraph(graph, live, round)));
    return rounds === 1 ? changes : changes.map((one) => atStage(one, live, round));
  });
  return {
    changes: inOrder(found.flat()),
    problems: [],
    unread: readGraph(graph).unread,
    owners: [],
    ownersFiles: [],
  };
}

/** Names the stage where only one of several was looked at. */
function atStage(change: Change, { apis }: Live, round: number): Change {
  const [api, ...others] = apis;
  const stage = textOf(api?.stages[round]?.stage["stageName"]);
  if (others.length > 0 || stage === undefined) return change;
  const where = change.where.map((one) =>
    /^[A-Z]+ \//.test(one) ? `${one} (stage ${stage})` : one,
  );
  return { ...change, where };
}
