import type { Fault } from "../problem";
import { listFields, referenceFields, referencesOf, referred, type Reference } from "../references";
import { listing, show } from "../show";
import { allEntries, isRecord, kindOf, kindWords, type Entry, type Table } from "../table";
import { at, type Rule } from "./rule";

/** Whatever a row, key, pool or caller refers to is there, exported and of the right kind. */
export const references: Rule = (table) =>
  allEntries(table).flatMap((entry) =>
    Object.keys(referenceFields[entry.kind]).flatMap((field) =>
      at(entry, [
        ...notAList(entry, field),
        ...referencesOf(entry, field).flatMap((one) => faultOf(table, entry, one)),
      ]),
    ),
  );

function faultOf(table: Table, entry: Entry, reference: Reference): Fault[] {
  const { at: place, to, value } = reference;
  if (value === undefined) return [hole(table, entry, reference)];
  const kind = kindOf(value);
  if (kind !== to) {
    return [
      {
        code: "reference-kind",
        what: `\`${place}\` is not ${kindWords[to]}`,
        expected: kindWords[to],
        found: show(value),
        mend: `Name ${kindWords[to]} that the table exports.`,
      },
    ];
  }
  if (isRecord(value) && table.entryOf.has(value)) return [];
  return [
    {
      code: "not-exported",
      what: `\`${place}\` is ${kindWords[to]} that the table does not export`,
      expected: "an exported constant",
      found: to === "endpoint" ? `endpoint("${String((value as never)["route"])}")` : show(value),
      mend: 'Write `export` before it, and `export * from "./its-file"` in api-spec/index.ts.',
    },
  ];
}

/** A name that is imported from a file which imports this one is still undefined when the row is made. */
function hole(table: Table, entry: Entry, { at: place, to }: Reference): Fault {
  const later = table.options.laterIn?.(entry.path, place);
  if (later) {
    return {
      code: "reference-undefined",
      what: `\`${place}\` is ${later.name}, which is declared further down`,
      expected: `${later.name} above line ${later.usedAtLine}`,
      found: `it at ${later.declared}`,
      mend: `Move the declaration of ${later.name} above line ${later.usedAtLine}.`,
    };
  }
  const users = table.entries.endpoint.filter((row) => row !== entry && reaches(table, row, entry));
  const probably =
    to === "endpoint" && users.length > 0
      ? ` (probably ${listing(
          users.map(({ where }) => where),
          "or",
        )}, which needs this row in turn)`
      : "";
  return {
    code: "reference-undefined",
    what: `\`${place}\` is undefined: the name is misspelt, or the file of ${entry.name} and the file it takes this from import each other`,
    expected: kindWords[to],
    found: `undefined${probably}`,
    mend: "Correct the name, or move what both files need into a third file that imports neither.",
  };
}

/** Whether a row refers to another, over any number of rows. */
function reaches(table: Table, from: Entry, to: Entry): boolean {
  const reached = new Set([from]);
  for (const row of reached) {
    for (const next of callees(table, row)) {
      if (next === to) return true;
      reached.add(next);
    }
  }
  return false;
}

function callees(table: Table, row: Entry): Entry[] {
  return ["calls", "invokes"].flatMap((field) => referred(table, row, field));
}

function notAList({ fields }: Entry, field: string): Fault[] {
  const value = fields[field];
  if (!listFields.has(field) || !Object.hasOwn(fields, field) || Array.isArray(value)) return [];
  return [
    {
      code: "reference-kind",
      what: `\`${field}\` is not a list`,
      expected: "a list in brackets",
      found: show(value),
      mend: `Write ${field}: […].`,
    },
  ];
}
