import type { Access, EndpointAccess } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";

/** What each code says. A code keeps its meaning; one that is given up is not used again. */
export const noteCodes = {
  GH001: "the resource policy cancels IAM",
  GH002: "an authorizer's answer is kept over several endpoints",
  GH003: "an open greedy route",
  GH004: "pages of any origin, with credentials",
  GH005: "guests get AWS credentials",
  GH006: "anyone may sign up",
  GH007: "a key never identifies a person",
  GH008: "every plan's key opens it",
  GH009: "a plan without a throttle or a quota",
  GH010: "a role that many may become",
  GH011: "invoked directly with an event of the invoker's making",
  GH012: "a function that API Gateway may invoke from any API",
  GH013: "people sign in without a second factor",
  GH014: "a short or simple password is enough",
  GH015: "nobody of this program reaches it",
  GH016: "a key is asked for and nobody has one",
  GH017: "API Gateway would answer an error",
  GH018: "the classic flow gives wider credentials",
  GH019: "a second entrance beside the custom domain",
  GH020: "calls leave no access log",
  GH021: "a statement that opens every endpoint",
  GH022: "no preflight passes",
  GH023: "what decides is not known here, so it refuses",
  GH024: "an authorizer that is asked about callers without an identity",
  GH025: "a role that anybody may become",
  GH026: "a private API that any network reaches",
  GH027: "anyone may change something",
  GH028: "a stage without a throttle",
  GH029: "bodies and credentials are written to the log",
  GH030: "a key alone protects a change",
  GH031: "browsers hide why a call is refused",
  GH032: "a function URL that asks for nothing",
  GH033: "a function URL beside the gateway",
  GH034: "guests get more than endpoints",
  GH035: "an old version of TLS is taken",
  GH036: "pages of any origin",
  GH037: "an acceptance that nothing needs",
  GH038: "an acceptance that says nothing",
  GH039: "close to a limit of AWS",
} as const;

export type NoteCode = keyof typeof noteCodes;

/** Something that is weaker, or less, than it looks. */
export interface Note {
  code: NoteCode;
  /** The endpoint, pool, role …, as people call it. */
  where: string;
  /** What is so, and how to mend it; names of the graph stand in code spans. */
  text: string;
}

/** What the notes are made from. */
export interface Noted {
  definition: Deployed;
  access: Access;
}

/** A rule looks at one endpoint. */
export type EndpointRule = (one: EndpointAccess, noted: Noted) => readonly Note[];
