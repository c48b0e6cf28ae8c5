import type { FunctionDefinition, Deployed } from "../../graph/deployed";
import type { Resource } from "../../graph/resource";
import { inputsOfType } from "../../graph/inputs/known-inputs";
import { types } from "../../graph/types";
import { isRecord, reveal, textOf, textsOf, type Values } from "../../base/values";
import { stableId } from "../../base/stable-id";

/** What a function runs, as far as a graph says it. */
export interface Code {
  /** The same for the same code and settings, wherever its files lie. */
  value: string;
  /** The same, short. */
  text: string;
  /** Whether something of it is named by a path alone, so that nobody knows what it holds. */
  isUnknown: boolean;
  /** The files that it was made from, each with a hash of it; packages are `node_modules/…`. */
  sources: ReadonlyMap<string, string>;
  /** Where its files lie, for want of those that they were made from. */
  paths: readonly string[];
}

/** Inputs that say what runs; the others say with what it runs. */
const ofCode: ReadonlySet<string> = new Set([
  "code",
  "codeSha256",
  "handler",
  "imageConfig",
  "imageUri",
  "layers",
  "packageType",
  "runtime",
  "s3Bucket",
  "s3Key",
  "s3ObjectVersion",
  "sourceCodeHash",
]);

/** Inputs that concern no access even where the function decides, and those that are compared as separate facts. */
const harmless: ReadonlySet<string> = new Set([
  ...Object.keys(inputsOfType(types.function)?.noAccess ?? {}).filter(
    (name) => !ofCode.has(name) && !name.startsWith("environment"),
  ),
  ...[
    "loggingConfig",
    "region",
    "reservedConcurrentExecutions",
    "tags",
    "tagsAll",
    "tracingConfig",
  ],
]);

interface Found {
  isUnknown: boolean;
  sources: Map<string, string>;
  paths: string[];
}

/** A file or archive by what it holds. */
function contentOf(asset: unknown, found: Found): unknown {
  if (typeof asset === "string") return { text: asset };
  if (!isRecord(asset)) return asset;
  const { path, hash, sources, assets } = asset;
  if (isRecord(sources))
    for (const [name, one] of Object.entries(sources)) found.sources.set(name, String(one));
  if (isRecord(assets))
    return Object.entries(assets)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, contentOf(one, found)]);
  if (typeof path !== "string") return asset;
  found.paths.push(path);
  if (typeof hash === "string") return { hash };
  found.isUnknown = true;
  return { path };
}

/** A whole archive that is named by its path alone. */
const archiveOf = (code: unknown): unknown => (typeof code === "string" ? { path: code } : code);

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, one]) => [name, sortedKeys(one)]);
}

/** Layers and objects in buckets that the graph makes itself hold code as well. */
function elsewhere(inputs: Values, graph: readonly Resource[], found: Found): unknown {
  const layers = new Set(textsOf(inputs["layers"]));
  const key = textOf(inputs["s3Key"]);
  return graph.flatMap(({ type, inputs: written, outputs }) => {
    const isLayer =
      type === "aws:lambda/layerVersion:LayerVersion" &&
      [outputs["arn"], outputs["id"]].some((one) => typeof one === "string" && layers.has(one));
    if (isLayer) return [contentOf(archiveOf(reveal(written["code"])), found)];
    const own = recordOfObject(type, written);
    return key !== undefined && textOf(own["key"]) === key
      ? [[own["content"], own["contentBase64"], contentOf(archiveOf(own["source"]), found)]]
      : [];
  });
}

const recordOfObject = (type: string, written: Values): Values =>
  type.startsWith("aws:s3/bucketObject") ? (reveal(written) as Values) : {};

/** Whether the graph names an image or an object by a place that may hold other code tomorrow: no digest, no version. */
function isElsewhere({ imageUri, s3Key, s3ObjectVersion }: Values, known: unknown): boolean {
  if (imageUri !== undefined) return !/@sha256:[0-9a-f]{64}$/.test(textOf(imageUri) ?? "");
  return s3Key !== undefined && s3ObjectVersion === undefined && !hasCode(known);
}

const hasCode = (found: unknown) => Array.isArray(found) && found.length > 0;

/** What a function of a graph runs, and with what. */
export function codeOf({ name, arn }: FunctionDefinition, { graph }: Deployed): Code {
  const all = graph.filter((one) => one.type === types.function && one.name === name);
  const resource = all.find((one) => one.outputs["arn"] === arn) ?? all[0];
  const inputs = (reveal(resource?.inputs ?? {}) ?? {}) as Values;
  const found: Found = { isUnknown: false, sources: new Map(), paths: [] };
  const read = { ...inputs, code: contentOf(archiveOf(inputs["code"]), found) };
  const parts = Object.entries(read).filter(([key]) => !harmless.has(key));
  const other = elsewhere(inputs, graph, found);
  found.isUnknown ||= isElsewhere(inputs, other);
  const code = [sortedKeys(parts.filter(([key]) => ofCode.has(key))), other];
  const settings = sortedKeys(parts.filter(([key]) => !ofCode.has(key)));
  const texts = [code, settings].map((one) => JSON.stringify(one));
  const short = texts.map((one) => stableId(one, 8));
  return {
    value: JSON.stringify(texts),
    text: `code ${found.isUnknown ? "not known" : short[0]}, settings ${short[1]}`,
    ...found,
  };
}
