import { plain } from "../report/text";
import { ofKind, type Finding, type Verified } from "./findings";

/** Text inside an attribute or element of XML; what XML 1.0 cannot hold is left out. */
function xml(text: string): string {
  return plain(text, 2_000)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\uFFFE\uFFFF]/g, "");
}

function caseOf({ endpoint, as, kind, expected, because, found }: Finding): string {
  const start = `    <testcase classname="${xml(endpoint)}" name="as ${xml(as)}"`;
  const message = `expected ${expected}: ${because}; found ${found}`;
  switch (kind) {
    case "same":
      return `${start}/>`;
    case "differs":
      return `${start}><failure type="access" message="${xml(message)}"/></testcase>`;
    case "failed":
      return `${start}><error type="unanswered" message="${xml(found)}"/></testcase>`;
    case "limited":
    case "skipped":
      return `${start}><skipped message="${xml(found)}"/></testcase>`;
    default:
      return kind satisfies never;
  }
}

const counts = (findings: readonly Finding[]): string => {
  const count = (...kinds: Finding["kind"][]) =>
    findings.filter(({ kind }) => kinds.includes(kind)).length;
  return `tests="${findings.length}" failures="${count("differs")}" errors="${count("failed")}" skipped="${count("skipped", "limited")}"`;
};

/**
 * The result as JUnit XML, an endpoint being a suite, which CI systems show.
 * @see https://github.com/testmoapp/junitxml
 */
export function verifyJunit(verified: Verified): string {
  const { findings, unread } = verified;
  const suites = [...new Set(findings.map(({ endpoint }) => endpoint))].map((endpoint) => {
    const own = findings.filter((one) => one.endpoint === endpoint);
    const cases = own.map(caseOf).join("\n");
    return `  <testsuite name="${xml(endpoint)}" ${counts(own)}>\n${cases}\n  </testsuite>`;
  });
  const notRead = unread.map(
    ({ what, why }) =>
      `    <testcase classname="not read" name="${xml(what)}"><skipped message="${xml(why)}"/></testcase>`,
  );
  const unasked =
    notRead.length === 0
      ? []
      : [
          `  <testsuite name="not read" tests="${notRead.length}" failures="0" errors="0" skipped="${notRead.length}">`,
          ...notRead,
          "  </testsuite>",
        ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="access" ${counts(findings)}>`,
    ...unasked,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

/** The result as plain data, for programs. */
export function verifyJson(verified: Verified): object {
  const { target, findings, left, unread } = verified;
  const asked = findings.length - ofKind(verified, "skipped").length;
  const lists = Object.fromEntries(
    (["differs", "failed", "limited", "skipped"] as const).map((kind) => [
      kind,
      ofKind(verified, kind).map(({ kind: _, ...one }) => one),
    ]),
  );
  return { version: 1, target, notRead: unread, asked, ...lists, left };
}
