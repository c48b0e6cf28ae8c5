/**
 * What a check does while `pulumi preview` runs: a problem ends it, a warning is printed, a note stands in
 * `access.md` only. Problems are what no table of this language says by accident.
 */
export type Severity = "problem" | "warning" | "note";

interface Code {
  severity: Severity;
  /** What it says. */
  title: string;
  /** Who may accept it: the row that it is about, `apiSettings` where it is about the API as a whole, or nobody. @default "by the row" */
  accepted?: "by apiSettings" | "never";
}

const all = {
  GH001: { severity: "warning", title: "the resource policy cancels IAM" },
  GH002: { severity: "warning", title: "an authorizer's answer is kept over several endpoints" },
  GH003: { severity: "warning", title: "a public greedy route" },
  GH004: { severity: "problem", title: "pages of any origin, with credentials" },
  GH005: { severity: "warning", title: "guests get AWS credentials" },
  GH006: { severity: "warning", title: "anyone may sign up" },
  GH007: { severity: "note", title: "a key never identifies a person" },
  GH008: { severity: "note", title: "keys of every plan are accepted" },
  GH009: { severity: "warning", title: "a plan without a throttle or a quota" },
  GH010: { severity: "warning", title: "a role that many may become" },
  GH011: { severity: "warning", title: "invoked directly with an event that the invoker makes" },
  GH012: { severity: "problem", title: "a function that API Gateway may invoke from any API" },
  GH013: { severity: "note", title: "people sign in without a second factor" },
  GH014: { severity: "warning", title: "a short or simple password is enough" },
  GH015: { severity: "note", title: "nobody of this program reaches it" },
  GH016: { severity: "warning", title: "a key is asked for and nobody has one" },
  GH017: { severity: "warning", title: "API Gateway would answer an error" },
  GH018: { severity: "warning", title: "the classic flow gives wider credentials" },
  GH019: {
    severity: "note",
    title: "a second entrance beside the custom domain",
    accepted: "by apiSettings",
  },
  GH020: { severity: "warning", title: "calls leave no access log", accepted: "by apiSettings" },
  GH021: { severity: "warning", title: "a statement that allows every endpoint" },
  GH022: { severity: "warning", title: "no preflight passes" },
  GH023: { severity: "warning", title: "what decides is not known here, so it refuses" },
  GH024: {
    severity: "warning",
    title: "an authorizer that is asked about callers without an identity",
  },
  GH025: { severity: "problem", title: "a role that anybody may become" },
  GH026: {
    severity: "warning",
    title: "a private API that any network reaches",
    accepted: "by apiSettings",
  },
  GH027: { severity: "warning", title: "anyone may change something" },
  GH028: { severity: "warning", title: "a stage without a throttle", accepted: "by apiSettings" },
  GH029: {
    severity: "problem",
    title: "bodies and credentials are written to the log",
    accepted: "by apiSettings",
  },
  GH030: { severity: "warning", title: "a key alone protects a change" },
  GH031: {
    severity: "warning",
    title: "browsers hide why a call is refused",
    accepted: "by apiSettings",
  },
  GH032: { severity: "problem", title: "a function URL that asks for nothing" },
  GH033: { severity: "warning", title: "a function URL beside the gateway" },
  GH034: { severity: "problem", title: "guests get more than endpoints" },
  GH035: {
    severity: "warning",
    title: "an old version of TLS is taken",
    accepted: "by apiSettings",
  },
  GH036: { severity: "note", title: "pages of any origin" },
  GH037: { severity: "note", title: "an acceptance that nothing needs", accepted: "never" },
  GH038: { severity: "problem", title: "an acceptance that says nothing", accepted: "never" },
  GH039: { severity: "warning", title: "close to a limit of AWS", accepted: "by apiSettings" },
  GH040: { severity: "problem", title: "an authorizer keeps one answer for every caller" },
} as const satisfies Readonly<Record<string, Code>>;

/** The code of a note. It keeps its meaning; one that is given up is not used again. */
export type NoteCode = keyof typeof all;

/** What each code says, and how much it weighs: the one list of them. */
export const noteCodes: Readonly<Record<NoteCode, Code>> = all;
