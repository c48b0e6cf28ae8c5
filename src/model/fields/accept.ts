import { check, listOfOnce } from "./check";

/** Acceptances: a code and, behind a colon, the reason. Which codes there are is known where they are checked. */
export const accept = listOfOnce(
  check({
    code: "acceptance",
    expected: 'a code of access.md and, behind a colon, the reason: "GH015: only invoked"',
    mend: "Say why it is meant so.",
    ok: (value) => typeof value === "string" && /^GH\d{3}: *\S/.test(value),
  }),
  { what: "acceptances" },
);
