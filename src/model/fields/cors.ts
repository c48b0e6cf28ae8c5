import { isRecord } from "../table";
import { all, check, listOf, listOfOnce, object, text, whole, type Check } from "./check";

const origin = check({
  code: "cors-origin",
  expected: "an origin as browsers send it, without a path: https://example.com",
  mend: "Write scheme and host in small letters, and the port only where it is not the usual one.",
  ok: isOrigin,
});

const origins: Check = (value, at) => {
  if (value === "*") return [];
  if (Array.isArray(value) && value.length > 0) {
    return listOfOnce(origin, { code: "cors-origin", what: "origins" })(value, at);
  }
  return check({
    code: "cors-origin",
    expected: 'a list of at least one origin, or "*" for any page',
    mend: 'Write origins: ["https://example.com"].',
    ok: () => false,
  })(value, at);
};

/** Which pages of other origins may call. */
export const cors: Check = all(
  object(
    {
      origins,
      credentials: check({
        code: "field-value",
        expected: "true or false",
        mend: "Leave it out for false.",
        ok: (value) => typeof value === "boolean",
      }),
      headers: listOf(
        text({
          code: "field-value",
          expected: "the name of a request header",
          mend: "List the headers that pages send, without their values.",
          pattern: /^[!#$%&'*+.^_`|~A-Za-z0-9-]+$/,
        }),
        { what: "header names" },
      ),
      maxAgeSeconds: whole(
        { min: 0, max: 86_400 },
        { code: "field-value", mend: "No browser keeps a preflight's answer longer than a day." },
      ),
    },
    ["origins"],
  ),
  (value, at) =>
    isRecord(value) && value["origins"] === "*" && value["credentials"] === true
      ? [
          {
            code: "cors-credentials",
            what: `\`${at}\` lets any page call with the visitor's cookies`,
            expected: "origins listed in full beside credentials: true",
            found: '"*"',
            mend: "List the origins, or take `credentials` out.",
          },
        ]
      : [],
);

/** Only what `location.origin` gives ever equals the header that a browser sends. */
function isOrigin(value: unknown): boolean {
  if (typeof value !== "string" || !/^https?:\/\//.test(value)) return false;
  try {
    return new URL(value).origin === value;
  } catch {
    return false;
  }
}
