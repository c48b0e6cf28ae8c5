import { referred } from "../references";
import { at, type Rule } from "./rule";

const isListed = (fields: Readonly<Record<string, unknown>>) => Object.hasOwn(fields, "customers");

/** A key for each of many customers has its versions in the configuration, and no function of ours sends it. */
export const customerKeys: Rule = (table) => [
  ...table.entries.apiKey
    .filter(({ fields }) => isListed(fields) && Object.hasOwn(fields, "versions"))
    .flatMap((entry) =>
      at(entry, [
        {
          code: "key-versions",
          what: "`versions` cannot be combined with `customers`",
          expected: "the versions of each customer in the stack's configuration",
          found: "both",
          mend: `Take \`versions\` out, and write gatehouse:customers: { ${entry.name}: { acme: [1, 2] } } in Pulumi.<stack>.yaml.`,
        },
      ]),
    ),
  ...table.entries.endpoint.flatMap((entry) =>
    referred(table, entry, "key")
      .filter(({ fields }) => isListed(fields))
      .flatMap((key) =>
        at(entry, [
          {
            code: "key-missing",
            what: `its key ${key.name} is one for each customer, so that it is not said which to send`,
            expected: "a separate key",
            found: `${key.name}, with \`customers\``,
            mend: "Export a key for this row: apiKey({ plan }).",
          },
        ]),
      ),
  ),
];
