import type { Fault } from "../problem";
import { listing } from "../show";
import { isRecord, type Entry } from "../table";
import { unsendableParts } from "../unsendable";
import { neverTakesText, neverTakesTexts } from "../zod-text";
import { groups } from "./names";
import { at, type Rule } from "./rule";

/** A parameter's name, as API Gateway words it: "should match the following regular expression". */
const parameterName = /^[a-zA-Z0-9._$-]+$/;

/** Headers that API Gateway keeps from a function, and the key that `implement` takes out of the event. */
const unreadable = [
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "max-forwards",
  "proxy-authenticate",
  "proxy-authorization",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
  "x-api-key",
];

/** Names of query parameters and headers that API Gateway takes and functions get. */
export const parameterNames: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) =>
    at(entry, [
      ...(["query", "headers"] as const).flatMap((field) => badNames(entry, field)),
      ...headerFaults(namesIn(entry, "headers")),
    ]),
  );

/** Path, query and headers are text: a schema that takes no text would refuse every call. */
export const parametersTakeText: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) =>
    at(
      entry,
      ["params", "query", "headers"].flatMap((field) => textFaults(entry, field)),
    ),
  );

/** API Gateway hands the values of an authorizer over as text. */
export const contextTakesText: Rule = ({ entries }) =>
  entries.lambdaAuthorizer.flatMap((entry) => at(entry, textFaults(entry, "context")));

/** A body is JSON: what has no form there, such as a Date or a Map, would refuse every call. */
export const bodySendable: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) =>
    at(
      entry,
      unsendableParts(entry.fields["body"], "body").map((part) => ({
        code: "body-never-json",
        what: `\`${part.at}\` can never be sent: a body is JSON`,
        expected: "a schema that takes text, numbers, true or false, null, lists and objects",
        found: `a schema that takes ${part.takes}`,
        mend: `Write ${part.instead}.`,
      })),
    ),
  );

/** No client sends a body with GET or HEAD. */
export const bodyHasUse: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) => {
    const verb = String(entry.fields["route"]).split(" ")[0] ?? "";
    if (entry.fields["body"] === undefined || (verb !== "GET" && verb !== "HEAD")) return [];
    return at(entry, [
      {
        code: "body-without-use",
        what: `it has a \`body\`, and clients send none with ${verb}`,
        expected: "`query`, or a verb with a body",
        found: "`body`",
        mend: "Take `body` out, or make it a POST.",
      },
    ]);
  });

function badNames(entry: Entry, field: "query" | "headers"): Fault[] {
  return namesIn(entry, field)
    .filter((name) => !parameterName.test(name))
    .map((name) => ({
      code: "parameter-name",
      what: `\`${field}\` has a name that API Gateway does not take`,
      expected: "letters, digits and . _ $ -",
      found: JSON.stringify(name),
      mend: "Choose another name.",
    }));
}

function headerFaults(names: readonly string[]): Fault[] {
  const twice = groups(names, (name) => name.toLowerCase()).map((same): Fault => ({
    code: "header-twice",
    what: "`headers` has one header twice: capitals make no difference",
    expected: "each once",
    found: listing(same),
    mend: "Take one out.",
  }));
  const lost = names
    .filter((name) => unreadable.includes(name.toLowerCase()))
    .map((name): Fault => ({
      code: "header-unreadable",
      what: `\`headers.${name}\` never reaches the function`,
      expected: "a header that API Gateway passes on",
      found: name,
      mend: "Take it out, or send the value under another name.",
    }));
  return [...twice, ...lost];
}

function textFaults(entry: Entry, field: string): Fault[] {
  // A query parameter or a header may be sent several times, which is a list.
  const refuses = field === "query" || field === "headers" ? neverTakesTexts : neverTakesText;
  return namesIn(entry, field)
    .filter((name) => refuses((entry.fields[field] as Record<string, unknown>)[name]))
    .map((name) => {
      const schema = (entry.fields[field] as Record<string, unknown>)[name];
      const [part] = unsendableParts(schema, `${field}.${name}`);
      return {
        code: "parameter-never-text",
        what: `\`${field}.${name}\` can never be met: its value arrives as text`,
        expected: "a schema that takes text, such as z.coerce.number() or z.stringbool()",
        found: part ? `a schema that takes ${part.takes}` : "a schema that takes no text",
        mend: part ? `Write ${part.instead}.` : "Coerce the value.",
      };
    });
}

function namesIn({ fields }: Entry, field: string): string[] {
  const value = fields[field];
  return isRecord(value) ? Object.keys(value) : [];
}
