import type { CompileCase } from "./case";

/** What the program may not say about functions that the table does not have. */
export const programErrors: CompileCase[] = [
  {
    title: "a function of a name that the table does not have",
    source: `options({ functions: { getStok: { memoryMegabytes: 512 } } })`,
    code: 2561,
    place: "getStok",
    words: ["Did you mean to write 'getStock'?"],
  },
  {
    title: "a function of a user pool, which has none",
    source: `options({ functions: { customers: { memoryMegabytes: 512 } } })`,
    code: 2353,
    place: "customers",
    words: ["'customers' does not exist"],
  },
];
