import type { BundleInput } from "./inputs";
import type { Table } from "./table";

/** Where things lie that an entry imports. */
export interface EntryFiles {
  /** The handler's file. */
  handler: string;
  /** The same, as messages name it. */
  label: string;
  /** The folder of `src/client`. */
  client: string;
}

/** The entry of a function, generated: the author's code inside what stands between it and API Gateway. */
export function entrySource(input: BundleInput, files: EntryFiles, table: Table): string {
  const lines = [`import * as handlers from ${JSON.stringify(files.handler)};`];
  const fields: string[] = [
    field("name", input.name),
    field("file", files.label),
    `exported: [handlers.handler, handlers.${input.name}]`,
  ];
  const use = (names: string, from: string): void => {
    lines.push(`import { ${names} } from ${JSON.stringify(from)};`);
  };
  const serve = {
    endpoint: "serveEndpoint",
    authorizer: "serveAuthorizer",
    trigger: "serveTrigger",
  };
  use(serve[input.kind], `${files.client}/../entry/${input.kind}`);

  if (input.kind === "endpoint") {
    fields.push(field("route", input.route), field("access", input.access));
    const schemas = required(table, input.name, "endpoint");
    if (schemas.export !== undefined) {
      use(`${schemas.export} as schemas`, schemas.file);
      fields.push("schemas");
    }
    if (input.authorizer !== undefined) addContext(input.authorizer);
    if (input.checksPlans) fields.push("plansIn: __dirname");
    if (input.listsKeys) {
      use("createKeyLookup", `${files.client}/../entry/listed-keys`);
      fields.push("createKeyLookup");
    }
    if (input.cors !== undefined) fields.push(field("cors", input.cors));
    if (input.calls) {
      use("createCall", `${files.client}/call`);
      fields.push("createCall");
    }
    if (input.invokes) {
      use("createInvoke", `${files.client}/invoke`);
      fields.push("createInvoke");
    }
  } else if (input.kind === "authorizer") {
    const { type, identitySource, cacheSeconds, rows } = input;
    fields.push(
      ...Object.entries({ type, identitySource, cacheSeconds, rows }).map(([k, v]) => field(k, v)),
    );
    addContext(input.name);
  }
  return `${lines.join("\n")}\nexport const handler = ${serve[input.kind]}({ ${fields.join(", ")} });\n`;

  function addContext(authorizer: string): void {
    const schemas = required(table, authorizer, "lambdaAuthorizer");
    if (schemas.export === undefined) return;
    use(`${schemas.export} as authorizer`, schemas.file);
    fields.push("context: authorizer.context");
  }
}

function field(name: string, value: unknown): string {
  return `${name}: ${JSON.stringify(value)}`;
}

function required(table: Table, name: string, word: string) {
  const schemas = table.schemasOf(name);
  if (schemas !== undefined) return schemas;
  throw new Error(
    `${name}: its declaration is not found, expected \`export const ${name} = ${word}(…)\` at the top level of a file of the table.`,
  );
}
