import type { NoteCode } from "./note";

/**
 * What a check does while `pulumi preview` runs: a problem ends it, a warning is printed, a note stands in
 * `access.md` only.
 */
export type Severity = "problem" | "warning" | "note";

/** How much each code weighs. Problems are what no table of this language says by accident. */
export const severities: Readonly<Record<NoteCode, Severity>> = {
  GH001: "warning",
  GH002: "warning",
  GH003: "warning",
  GH004: "problem",
  GH005: "warning",
  GH006: "warning",
  GH007: "note",
  GH008: "note",
  GH009: "warning",
  GH010: "warning",
  GH011: "warning",
  GH012: "problem",
  GH013: "note",
  GH014: "warning",
  GH015: "note",
  GH016: "warning",
  GH017: "warning",
  GH018: "warning",
  GH019: "note",
  GH020: "warning",
  GH021: "warning",
  GH022: "warning",
  GH023: "warning",
  GH024: "warning",
  GH025: "problem",
  GH026: "warning",
  GH027: "warning",
  GH028: "warning",
  GH029: "problem",
  GH030: "warning",
  GH031: "warning",
  GH032: "problem",
  GH033: "warning",
  GH034: "problem",
  GH035: "warning",
  GH036: "note",
  GH037: "note",
  GH038: "problem",
  GH039: "warning",
};

/** Codes about the API as a whole: `apiSettings` accepts them. */
export const ofTheApi: ReadonlySet<NoteCode> = new Set<NoteCode>([
  "GH019",
  "GH020",
  "GH026",
  "GH028",
  "GH029",
  "GH031",
  "GH035",
  "GH039",
]);

/** Codes that cannot be accepted, because they are about acceptances themselves. */
export const neverAccepted: ReadonlySet<NoteCode> = new Set<NoteCode>(["GH037", "GH038"]);
