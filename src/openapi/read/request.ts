import type { ImportedModels } from "./models";
import type { OpenApi } from "./open-api";
import { booleanOf, listOf, recordOf, textOf, textsOf, type Values } from "../../base/values";

const places: Readonly<Record<string, string>> = {
  path: "path",
  query: "querystring",
  header: "header",
};

/** What a method demands of a request. */
export interface ImportedRequest {
  requestParameters: Record<string, boolean>;
  /** Model name by content type. */
  requestModels: Record<string, string>;
  /** The schemas of its bodies, as they are written. */
  schemas: readonly unknown[];
}

function parametersOf(document: OpenApi, item: Values, operation: Values): readonly Values[] {
  // Those of the operation stand after those of the path and so override them.
  const written = [...listOf(item["parameters"]), ...listOf(operation["parameters"])];
  return written.flatMap((parameter): Values[] => {
    const found = document.follow(parameter);
    return found ? [found] : [];
  });
}

/** Content types that an operation of Swagger 2.0 takes. */
function consumedBy(document: OpenApi, operation: Values): readonly string[] {
  const types = textsOf(operation["consumes"] ?? document.root["consumes"]);
  return types.length > 0 ? types : ["application/json"];
}

/** Parameters and body models of an operation. */
export function importRequest(
  document: OpenApi,
  models: ImportedModels,
  at: { path: string; item: Values; operation: Values },
): ImportedRequest {
  const { path, item, operation } = at;
  const parameters = parametersOf(document, item, operation);
  const requestParameters: Record<string, boolean> = {};
  const requestModels: Record<string, string> = {};
  const schemas: unknown[] = [];
  // Parameters of the path are there without a word (recorded, LocalStack's import tests).
  for (const [, name] of path.matchAll(/\{([^{}+]+)\+?\}/g))
    requestParameters[`method.request.path.${name}`] = true;
  for (const parameter of parameters) {
    const place = places[textOf(parameter["in"]) ?? ""];
    const name = textOf(parameter["name"]);
    if (place !== undefined && name !== undefined)
      requestParameters[`method.request.${place}.${name}`] =
        booleanOf(parameter["required"]) ?? false;
    if (parameter["in"] !== "body") continue;
    schemas.push(parameter["schema"]);
    const model = models.nameOf(parameter["schema"]);
    if (model === undefined) continue;
    for (const type of consumedBy(document, operation)) requestModels[type] = model;
  }
  const content = recordOf(document.follow(operation["requestBody"])?.["content"]);
  for (const [type, media] of Object.entries(content)) {
    const { schema } = recordOf(media);
    schemas.push(schema);
    const model = models.nameOf(schema);
    if (model !== undefined) requestModels[type] = model;
  }
  return { requestParameters, requestModels, schemas };
}
