/** A code of the notes in `access.md`, and behind a colon why it is so: `"GH015: only invoked"`. */
export type Acceptance = `GH${string}: ${string}`;

/** What anything that a check may be about can have. */
export interface Acceptable {
  /**
   * Notes about this that are meant so, each with its reason: `["GH015: only invoked"]`. They no longer
   * warn or end a preview; `access.md` lists them with the reason.
   * @default none
   */
  accept?: readonly Acceptance[];
}
