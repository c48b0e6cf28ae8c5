import { isSource } from "../fields/identity";
import type { Fault } from "../problem";
import { referred } from "../references";
import { listing, show } from "../show";
import type { Entry } from "../table";
import { accessOf } from "./row-access";
import { at, type Rule } from "./rule";

/** What goes with a token, what goes with a request, and what a cache needs. */
export const authorizerSources: Rule = ({ entries }) =>
  entries.lambdaAuthorizer.flatMap((entry) => at(entry, sourceFaults(entry)));

/** Authorizers of one API: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const authorizerLimit: Rule = (table) => {
  const rows = table.entries.endpoint;
  const used = new Set([
    ...rows
      .filter((row) => accessOf(row) === "cognito")
      .map((row) =>
        ["userPool", "clients"]
          .flatMap((field) => referred(table, row, field))
          .map(({ name }) => name)
          .join(" with "),
      ),
    ...rows
      .filter((row) => accessOf(row) === "custom")
      .flatMap((row) => referred(table, row, "authorizer"))
      .map(({ name }) => name),
  ]);
  if (used.size <= 10) return [];
  return [
    {
      code: "too-many-authorizers",
      where: "the table",
      what: "its rows use more authorizers than an API may have; each user pool is one, and each choice of its clients",
      expected: "at most 10",
      found: `${used.size}: ${listing([...used])}`,
      mend: "Let rows share authorizers, or move some into a separate API.",
    },
  ];
};

function isHeader(source: unknown): boolean {
  return String(source).startsWith("header:");
}

/** Whether it differs from caller to caller. */
function isOfCaller(source: unknown): boolean {
  return /^(?:header|query|context:identity\.)/.test(String(source));
}

function sourceFaults({ fields }: Entry): Fault[] {
  const { type, identitySource, cacheSeconds, identityValidationExpression } = fields;
  const sources = Array.isArray(identitySource) ? identitySource : [];
  const faults: Fault[] = [];
  if (
    type === "token" &&
    sources.every(isSource) &&
    !(sources.length === 1 && isHeader(sources[0]))
  ) {
    faults.push({
      code: "identity-source",
      what: "an authorizer of type token reads one header",
      expected: '"header:<name>"',
      found: show(identitySource),
      mend: 'Name one header, or write type: "request".',
    });
  }
  if (type === "request" && !sources.some(isOfCaller) && cacheSeconds !== 0) {
    const named = sources.length === 0 ? "no identity source" : show(identitySource);
    faults.push({
      code: "authorizer-cache",
      what: "it would keep one answer for everybody: it caches and has no identity source that tells callers apart",
      expected: "at least one header, query parameter or `context:identity.…`, or cacheSeconds: 0",
      found: `${named} and cacheSeconds: ${show(cacheSeconds)}`,
      mend: 'Add, for instance, "header:Authorization", or write cacheSeconds: 0.',
    });
  }
  if (type === "request" && identityValidationExpression !== undefined) {
    faults.push({
      code: "field-unknown",
      what: "only an authorizer of type token has `identityValidationExpression`",
      expected: "no such field",
      found: show(identityValidationExpression),
      mend: 'Take it out, or write type: "token".',
    });
  }
  return faults;
}
