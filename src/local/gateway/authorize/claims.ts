/** `Tue Jun 04 04:23:31 UTC 2019`, as Java prints a date. */
function javaDate(seconds: number): string {
  // `Tue, 04 Jun 2019 04:23:31 GMT`
  const [day, date, month, year, time] = new Date(seconds * 1000).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/**
 * Claims as API Gateway hands them over: every value a string, `exp` and `iat` as dates, lists joined with
 * commas and without brackets, objects as JSON (recorded: docs/aws-facts.md 3, idx 40361889082, 1524875805,
 * 37138555000; `identities` as `{…},{…}`: idx 19045105160).
 */
export function claimStrings(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    if ((name === "exp" || name === "iat") && typeof value === "number") {
      strings[name] = javaDate(value);
    } else {
      strings[name] = Array.isArray(value) ? value.map(textOf).join(",") : textOf(value);
    }
  }
  return strings;
}
