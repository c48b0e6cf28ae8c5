import { listOfOnce, text, type Check } from "./check";

/** Scopes of a pool's own, after CreateResourceServer: the part behind the last slash is the scope. */
export const poolScopes: Check = listOfOnce(
  text({
    code: "scope-name",
    expected: '"<resource server>/<scope>"',
    mend: 'Write, for instance, "orders/write".',
    pattern: /^[\x21\x23-\x5B\x5D-\x7E]{1,256}\/[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/,
  }),
  { code: "scope-name", what: "scopes" },
);

/** Groups of a pool. The claim `cognito:groups` joins them by commas. */
export const poolGroups: Check = listOfOnce(
  text({
    code: "group-name",
    expected: "1 to 128 letters, digits and signs without spaces and commas",
    mend: "Tokens list groups with commas between them; use a hyphen.",
    pattern: /^(?!.*,)[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
  }),
  { code: "group-name", what: "groups" },
);

/** Scopes that a row asks for. That there is one at least, and that the pool has it, are separate rules. */
export const rowScopes: Check = listOfOnce(
  text({
    code: "scope-unknown",
    expected: "the name of a scope",
    mend: "Write one of the pool's scopes.",
    pattern: /^\S+$/,
  }),
  { code: "scope-unknown", what: "scopes" },
);
