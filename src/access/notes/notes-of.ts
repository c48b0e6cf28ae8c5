import { compareText } from "../who/order";
import type { Note, Noted } from "./note";
import * as ofEndpoints from "./notes-of-endpoints";
import * as ofApis from "./of-apis";
import * as ofProtection from "./of-endpoints";
import * as ofIdentities from "./of-identities";
import * as ofLimits from "./of-limits";
import * as ofStages from "./of-stages";
import * as ofWaysAround from "./of-ways-around";

type Rules = Readonly<Record<string, (noted: Noted) => readonly Note[]>>;

/** What these files export are rules, and nothing else: none can be forgotten. */
const files: readonly Rules[] = [
  ofEndpoints,
  ofIdentities,
  ofApis,
  ofProtection,
  ofLimits,
  ofStages,
  ofWaysAround,
];
const rules = files.flatMap(Object.values<Rules[string]>);

/** Where a graph is weaker, or less, than it looks: by code, then by place. */
export function notesOf(noted: Noted): readonly Note[] {
  return rules
    .flatMap((rule) => rule(noted))
    .sort((a, b) => compareText(a.code, b.code) || compareText(a.where, b.where));
}
