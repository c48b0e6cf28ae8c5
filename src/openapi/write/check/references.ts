import { isRecord, recordOf, show, type Values } from "./reading";

/** What the import would warn of or lose: names of models, references that lead nowhere, values that JSON lacks. */
export function checkReferences(document: Values): string[] {
  const schemas = recordOf(recordOf(document["components"])["schemas"]);
  const faults = Object.keys(schemas)
    .filter((name) => !/^[A-Za-z0-9]+$/.test(name))
    .map((name) => `schemas: the name ${show(name)} has more than letters and digits.`);
  walk(document, "", (value, where) => {
    if (value === undefined || typeof value === "function" || typeof value === "bigint") {
      faults.push(`${where}: JSON has no ${typeof value}.`);
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      faults.push(`${where}: JSON has no ${value}.`);
    }
    faults.push(...checkList(value).map((fault) => `${where}: ${fault}`));
    const reference = isRecord(value) ? value["$ref"] : undefined;
    if (typeof reference !== "string") return;
    if (isRecord(value) && Object.keys(value).length > 1)
      faults.push(`${where}: members next to a $ref are lost.`);
    const [, name = ""] = /^#\/components\/schemas\/(.+)$/.exec(reference) ?? [];
    if (!Object.hasOwn(schemas, name)) faults.push(`${where}: ${reference} leads nowhere.`);
  });
  return faults;
}

/** What the import refuses of a schema for lists: one without `items`, or with a text. */
function checkList(value: unknown): string[] {
  if (!isRecord(value) || value["type"] !== "array") return [];
  const items = isRecord(value["items"]) ? [] : ["a list without items."];
  const texts = ["title", "description"].filter((key) => key in value);
  return [...items, ...texts.map((key) => `the import refuses a list with a ${key}.`)];
}

function walk(value: unknown, where: string, visit: (value: unknown, where: string) => void): void {
  visit(value, where);
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) walk(item, `${where}/${key}`, visit);
}
