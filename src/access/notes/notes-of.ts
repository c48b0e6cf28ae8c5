import { ofAnyOrigin, ofIdentitySources, ofUnsafeVerbs } from "./of-endpoints";
import {
  ofDataTraces,
  ofDomains as ofOldTls,
  ofHiddenRefusals,
  ofPrivateApis,
  ofThrottles,
} from "./of-stages";
import { ofFunctionUrls, ofGuests, ofTrust } from "./of-ways-around";
import { compareText } from "../who/order";
import { ofCors, ofDomains, ofLogs, ofPlans } from "./of-apis";
import { keptAnswers, ofEndpoints } from "./notes-of-endpoints";
import { ofFunctions, ofIdentityPools, ofRoles, ofUserPools } from "./of-identities";
import type { Note, Noted } from "./note";

const rules: readonly ((noted: Noted) => readonly Note[])[] = [
  ofEndpoints,
  keptAnswers,
  ofUserPools,
  ofIdentityPools,
  ofRoles,
  ofFunctions,
  ofCors,
  ofPlans,
  ofDomains,
  ofLogs,
  ofUnsafeVerbs,
  ofIdentitySources,
  ofAnyOrigin,
  ofThrottles,
  ofDataTraces,
  ofPrivateApis,
  ofHiddenRefusals,
  ofOldTls,
  ofFunctionUrls,
  ofTrust,
  ofGuests,
];

/** Where a graph is weaker, or less, than it looks: by code, then by place. */
export function notesOf(noted: Noted): readonly Note[] {
  return rules
    .flatMap((rule) => rule(noted))
    .sort((a, b) => compareText(a.code, b.code) || compareText(a.where, b.where));
}
