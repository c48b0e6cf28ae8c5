import type { Access } from "../../spec";
import type { Fault } from "../problem";
import { listing, nearest, show } from "../show";
import type { Entry } from "../table";
import { at, type Rule } from "./rule";

/** The five access words with the fields that belong to each, those that must be there first. */
const fieldsOfAccess: Readonly<Record<Access, { required: string[]; optional: string[] }>> = {
  public: { required: [], optional: [] },
  apiKey: { required: ["plans"], optional: [] },
  iam: { required: [], optional: ["plans"] },
  cognito: { required: ["userPool"], optional: ["scopes", "clients", "plans"] },
  custom: { required: ["authorizer"], optional: ["plans"] },
};

const words = Object.keys(fieldsOfAccess) as Access[];
const accessFields = ["plans", "userPool", "scopes", "clients", "authorizer"];

/** The access of a row, if it is one of the five. */
export function accessOf(entry: Entry): Access | undefined {
  return words.find((word) => word === entry.fields["access"]);
}

/** Each row says who may call it, with the fields of that access and no others. */
export const access: Rule = ({ entries }) =>
  entries.endpoint.flatMap((entry) => {
    const word = accessOf(entry);
    if (!word) return at(entry, [unknownAccess(entry.fields["access"])]);
    const { required, optional } = fieldsOfAccess[word];
    return at(entry, [
      ...required.filter((name) => !Object.hasOwn(entry.fields, name)).map(missing(word)),
      ...accessFields
        .filter((name) => entry.fields[name] !== undefined)
        .filter((name) => !required.includes(name) && !optional.includes(name))
        .map(foreign(word)),
      ...empties(entry),
    ]);
  });

function unknownAccess(found: unknown): Fault {
  const expected = listing(
    words.map((word) => `"${word}"`),
    "or",
  );
  if (found === undefined) {
    return {
      code: "access-missing",
      what: "it does not say who may call it",
      expected: `access: ${expected}`,
      found: "nothing",
      mend: "Add `access`; there is no default.",
    };
  }
  const near = typeof found === "string" ? nearest(found, words) : undefined;
  return {
    code: "access-unknown",
    what: "its access is none of the five",
    expected,
    found: show(found),
    mend: near ? `Did you mean "${near}"?` : "Write one of the five words.",
  };
}

const missing =
  (word: Access) =>
  (name: string): Fault => ({
    code: "field-missing",
    what: `access "${word}" needs \`${name}\``,
    expected: `\`${name}\``,
    found: "nothing",
    mend: `Add \`${name}\`.`,
  });

const foreign =
  (word: Access) =>
  (name: string): Fault => {
    const owners = words.filter((other) => {
      const { required, optional } = fieldsOfAccess[other];
      return required.includes(name) || optional.includes(name);
    });
    const quoted = listing(
      owners.map((owner) => `"${owner}"`),
      "or",
    );
    return {
      code: "field-of-other-access",
      what: `\`${name}\` does not belong to access "${word}" and would protect nothing`,
      expected: `\`${name}\` beside access ${quoted}`,
      found: `access "${word}"`,
      mend: `Change the access to ${quoted}, or take \`${name}\` out.`,
    };
  };

function empties({ fields }: Entry): Fault[] {
  const faults: Fault[] = [];
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  if (isEmpty(fields["plans"])) {
    faults.push({
      code: "plans-empty",
      what: "`plans` is empty, so no key may call it",
      expected: "at least one usage plan",
      found: "[]",
      mend: "Name the plans whose keys may call it.",
    });
  }
  if (isEmpty(fields["clients"])) {
    faults.push({
      code: "clients-empty",
      what: "`clients` is empty, so no token may call it",
      expected: "at least one client, or no `clients` at all for every client of the pool",
      found: "[]",
      mend: "Name a client, or take `clients` out.",
    });
  }
  if (isEmpty(fields["scopes"])) {
    faults.push({
      code: "scopes-empty",
      what: "`scopes` is empty",
      expected: "at least one scope, or no `scopes` at all for ID tokens",
      found: "[]",
      mend: "Name a scope, or take `scopes` out.",
    });
  }
  return faults;
}
