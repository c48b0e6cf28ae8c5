import { access } from "./row-access";
import { authorizerLimit, authorizerSources } from "./authorizers";
import { callers, existingRolesCallIam, existingRolesOnce } from "./callers";
import { customerKeys } from "./customers";
import { rowClients, signInPages } from "./clients";
import { environments } from "./environment";
import { fields } from "./fields";
import { handlersShared, handlersThere, handlersUsed } from "./handler-files";
import { identityPools } from "./identity-pools";
import { keys } from "./keys";
import { exportNames, resourceNames, takenNames } from "./names";
import { openRoutes } from "./open-route";
import {
  bodyHasUse,
  bodySendable,
  contextTakesText,
  parameterNames,
  parametersTakeText,
} from "./parameters";
import { quotaOffsets } from "./plans";
import { oneSettings, programNames, programSettings, someRows } from "./program";
import { references } from "./references";
import {
  anyAlone,
  knownParameters,
  malformedRoutes,
  oneParameterPerPlace,
  optionsBesideCors,
  reservedPaths,
  resourceLimit,
  routesOnce,
} from "./routes";
import type { Rule } from "./rule";
import { scopes } from "./scopes";

/** Everything that can be wrong with a table, in the order in which problems are told. */
export const rules: readonly Rule[] = [
  programNames,
  someRows,
  oneSettings,
  exportNames,
  takenNames,
  resourceNames,
  malformedRoutes,
  routesOnce,
  anyAlone,
  oneParameterPerPlace,
  reservedPaths,
  optionsBesideCors,
  openRoutes,
  resourceLimit,
  access,
  fields,
  programSettings,
  references,
  knownParameters,
  parameterNames,
  parametersTakeText,
  contextTakesText,
  bodyHasUse,
  bodySendable,
  scopes,
  rowClients,
  signInPages,
  identityPools,
  keys,
  customerKeys,
  quotaOffsets,
  authorizerSources,
  authorizerLimit,
  callers,
  existingRolesCallIam,
  existingRolesOnce,
  environments,
  handlersShared,
  handlersThere,
  handlersUsed,
];
