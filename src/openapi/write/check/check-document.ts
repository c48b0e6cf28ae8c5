import type { ApiModel } from "../../../model/model";
import { checkAuthorizers } from "./authorizers";
import { checkMethod, checkPreflight } from "./method";
import { checkReferences } from "./references";
import { methodKey, type DeploymentNames } from "../document";
import { checkRoot } from "./root";
import { isRecord, recordOf, show } from "./reading";

/**
 * Reads a document against its model, requirement by requirement, since the import makes a method public whose
 * scheme is misspelt and leaves out one whose verb is (docs/aws-facts.md section 10). Returns what differs: nothing
 * where all is well. With `deployment` the ARNs that decide are compared as well.
 */
export function checkDocument(
  document: unknown,
  model: ApiModel,
  deployment?: DeploymentNames,
): string[] {
  if (!isRecord(document)) return [`The document is ${show(document)}, expected an object.`];
  const faults: string[] = [];
  if ("security" in document) {
    faults.push("The document has requirements at its root; expected them at each method.");
  }
  if (document["openapi"] !== "3.0.1") {
    faults.push(`openapi: expected "3.0.1", found ${show(document["openapi"])}.`);
  }
  if (document["x-amazon-apigateway-api-key-source"] !== "HEADER") {
    faults.push("x-amazon-apigateway-api-key-source: expected HEADER.");
  }
  const paths = recordOf(document["paths"]);
  for (const row of model.endpoints) {
    const item = paths[row.path];
    const method = isRecord(item) ? item[methodKey(row.verb)] : undefined;
    faults.push(...checkMethod(row, method, model));
  }
  for (const [path, item] of Object.entries(paths)) {
    faults.push(...checkPath(path, item, model));
  }
  return [
    ...faults,
    ...checkRoot(document, model, deployment),
    ...checkAuthorizers(document, model, deployment),
    ...checkReferences(document),
  ];
}

/** What a path has beside its rows: nothing, but for the answer to a preflight. */
function checkPath(path: string, item: unknown, model: ApiModel): string[] {
  const rows = model.endpoints.filter((row) => row.path === path);
  if (rows.length === 0) return [`${path}: the table has no such path.`];
  const keys = new Set(rows.map(({ verb }) => methodKey(verb)));
  const preflight = rows.some(({ cors }) => cors) && !keys.has("options");
  const faults = Object.entries(recordOf(item)).flatMap(([key, method]) => {
    if (keys.has(key)) return [];
    if (key === "options" && preflight) return checkPreflight(path, method);
    return [`${path}: the table has no row for ${show(key)}.`];
  });
  if (preflight && !("options" in recordOf(item))) {
    faults.push(`${path}: a row has cors, and nothing answers the preflight.`);
  }
  return faults;
}
