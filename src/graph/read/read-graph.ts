import type { Deployed } from "../deployed";
import { findProblems } from "../refused/find-problems";
import type { ResourceGraph } from "../resource";
import { indexGraph } from "./graph-index";
import { homeOf } from "./home";
import { readApiKeys } from "./api-keys";
import { readApis } from "./apis";
import { readDomains } from "./domains";
import { readFunctions } from "./functions";
import { readRoles, readUsers } from "./identities";
import { readIdentityPools } from "./identity-pools";
import { readUsagePlans } from "./usage-plans";
import { readUserPools } from "./user-pools";
import type { Reading } from "./reading";
import { unreadOf } from "../unread";

/**
 * Puts in order what a graph says: APIs, keys, plans, functions, identities and pools, with what is not
 * known, what AWS would refuse to deploy, and what does not do what it reads like.
 */
export function readGraph(graph: ResourceGraph): Deployed {
  const { definition, apis, reading, problems, warnings } = readAll(graph);
  for (const problem of findProblems({ definition, apis, reading })) reading.problem(problem);
  return { ...definition, warnings: [...warnings], problems: [...problems] };
}

/** The same without looking for what AWS would refuse, which is most of the work. */
export function readUnchecked(graph: ResourceGraph): Deployed {
  const { definition, problems, warnings } = readAll(graph);
  return { ...definition, warnings: [...warnings], problems: [...problems] };
}

function readAll(graph: ResourceGraph) {
  const index = indexGraph(graph);
  const problems = new Set<string>();
  const warnings = new Set<string>();
  const reading: Reading = {
    index,
    home: homeOf(graph, index),
    problem: (text) => void problems.add(text),
    warn: (text) => void warnings.add(text),
  };
  const apis = readApis(reading);
  const definition = {
    graph,
    ...reading.home,
    apis: apis.map((api) => api.definition),
    usagePlans: readUsagePlans(reading),
    apiKeys: readApiKeys(reading),
    functions: readFunctions(reading),
    roles: readRoles(reading),
    users: readUsers(reading),
    userPools: readUserPools(reading),
    identityPools: readIdentityPools(reading),
    domains: readDomains(reading),
    unread: unreadOf(graph),
  };
  return { definition, apis, reading, problems, warnings };
}
