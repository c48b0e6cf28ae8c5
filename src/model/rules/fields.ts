import { fieldsOf, requiredFields } from "../fields";
import { checkFields } from "../fields/check";
import { allEntries } from "../table";
import { at, type Rule } from "./rule";

/** Each field is known and holds what it must; what must be there is. */
export const fields: Rule = (table) =>
  allEntries(table).flatMap((entry) => {
    const { kind: _kind, ...given } = entry.fields;
    const options = { fields: fieldsOf[entry.kind], required: requiredFields[entry.kind] };
    return at(entry, checkFields(given, options));
  });
