/** A piece of a table or a handler that must not compile. */
export interface CompileCase {
  title: string;
  /** An expression. */
  source: string;
  /** The number of TypeScript's error. */
  code: number;
  /** The text that the editor underlines. */
  place: string;
  /** What the message must contain. */
  words: readonly string[];
}
