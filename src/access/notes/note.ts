import type { NoteCode } from "./codes";
import type { Access, EndpointAccess } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";

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
