import type { BuildOptions, ProblemCode } from "../../../src/model";
import { endpoint } from "../../../src/spec";

/** A table with one mistake, and what must be said about it. */
export interface ProblemCase {
  code: ProblemCode;
  /** What the mistake is; the test's name. */
  title: string;
  /** The exports; made afresh for each test. */
  spec: () => Record<string, unknown>;
  /** What the problem's place begins with. */
  where: string;
  /** Texts that the message must contain: what was found, what was expected, the mend. */
  words: readonly string[];
  options?: Partial<BuildOptions>;
}

/** A value that the compiler would not let into the language, as a variable or plain JavaScript would. */
export function loose(value: unknown): never {
  return value as never;
}

/** A row that is right, so that the table has one. */
export const rest = () => ({ getIndex: endpoint("GET /", { access: "public" }) });
/** A case about one export in short: what is wrong with it is in its options. */
export type Short = [
  code: ProblemCase["code"],
  title: string,
  value: () => unknown,
  words: string[],
];

/** Cases about one export, called `it`, beside a row that is right. */
export const about = (make: (options: never) => unknown, cases: Short[]): ProblemCase[] =>
  cases.map(([code, title, value, words]) => ({
    code,
    title,
    spec: () => ({ ...rest(), it: make(value() as never) }),
    where: "it",
    words,
  }));
