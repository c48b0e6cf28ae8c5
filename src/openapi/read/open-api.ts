import { parse } from "yaml";
import { isRecord, listOf, recordOf, textOf, type Values } from "../../base/values";

/** A document for import, of either version, with references followed where they stand. */
export interface OpenApi {
  root: Values;
  version: 2 | 3;
  /** The object itself, or what its `$ref` names inside the document; undefined where that is missing. */
  follow(value: unknown): Values | undefined;
  /** As written; what is not known stays so. */
  securitySchemes: unknown;
  schemas: Values;
  /** Path items by path, `basePath` handled as the import's parameter says. */
  paths: readonly (readonly [path: string, item: Values])[];
}

/** How the import treats the path of the document's server. */
export type BasePathMode = "ignore" | "prepend" | "split";

/** What `${AWS::…}` in a document stands for. */
export interface ImportVariables {
  accountId: string;
  region: string;
  partition: string;
}

function atPointer(root: Values, pointer: string): unknown {
  const steps = pointer.slice(2).split("/");
  return steps.reduce<unknown>((value, step) => {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

function followIn(root: Values, value: unknown, depth = 0): Values | undefined {
  if (!isRecord(value) || depth > 20) return undefined;
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  return reference.startsWith("#/")
    ? followIn(root, atPointer(root, reference), depth + 1)
    : undefined;
}

function basePathOf(root: Values): string {
  const server = recordOf(listOf(root["servers"])[0]);
  const variable = recordOf(recordOf(server["variables"])["basePath"]);
  const url = textOf(server["url"])?.replace("{basePath}", textOf(variable["default"]) ?? "");
  const path = textOf(root["basePath"]) ?? (url ?? "").replace(/^[a-z]+:\/\/[^/]*/, "");
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.map((segment) => `/${segment}`).join("");
}

function importedPath(path: string, basePath: string, mode: BasePathMode): string {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
  const base =
    mode === "prepend" ? basePath : mode === "split" ? basePath.replace(/^\/[^/]+/, "") : "";
  const joined = `${base}${path.startsWith("/") ? path : `/${path}`}`;
  return joined.length > 1 ? joined.replace(/(?<!\/)\/+$/, "") || "/" : joined;
}

/**
 * Variables that API Gateway fills in during the import.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html
 */
function fillVariables(text: string, variables: ImportVariables): string {
  return text
    .replaceAll("${AWS::AccountId}", variables.accountId)
    .replaceAll("${AWS::Region}", variables.region)
    .replaceAll("${AWS::Partition}", variables.partition);
}

function parsedBody(body: unknown, variables: ImportVariables): unknown {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const filled = fillVariables(text, variables);
  try {
    return JSON.parse(filled);
  } catch {
    try {
      return parse(filled);
    } catch {
      return undefined;
    }
  }
}

/** Opens a body of OpenAPI 3.0 or Swagger 2.0 (JSON, YAML or data); undefined where AWS answers `Invalid OpenAPI input.` */
export function openDocument(
  body: unknown,
  variables: ImportVariables,
  mode: BasePathMode,
): OpenApi | undefined {
  const root = parsedBody(body, variables);
  if (!isRecord(root)) return undefined;
  const version = textOf(root["openapi"])?.startsWith("3.")
    ? 3
    : textOf(root["swagger"])?.startsWith("2")
      ? 2
      : undefined;
  if (version === undefined) return undefined;
  const components = recordOf(root["components"]);
  const basePath = basePathOf(root);
  const follow = (value: unknown): Values | undefined => followIn(root, value);
  return {
    root,
    version,
    follow,
    securitySchemes: version === 3 ? components["securitySchemes"] : root["securityDefinitions"],
    schemas: recordOf(version === 3 ? components["schemas"] : root["definitions"]),
    paths: Object.entries(recordOf(root["paths"]))
      .filter(([path]) => !path.startsWith("x-"))
      .map(([path, item]) => [importedPath(path, basePath, mode), follow(item) ?? {}] as const),
  };
}
