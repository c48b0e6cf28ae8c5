import * as pulumi from "@pulumi/pulumi";
import type { ApiModel } from "../model";
import { bundle, bundleInputs, isBroken } from "./bundle";
import { runError } from "./run-error";

/** Where a table's functions come from; folders are relative to the project. */
export interface CodeDirectories {
  /** The folder of the table. */
  spec: string;
  handlers: string;
  /** Where bundles are written. */
  output: string;
}

/** The JavaScript of each function: a file, or, where a broken handler may pass, text that says what is wrong. */
export type Bundles = Readonly<Record<string, { file: string } | { text: string }>>;

/**
 * Bundles all functions of a table.
 * @throws RunError with the messages of all handlers that are broken
 */
export async function bundleAll(model: ApiModel, directories: CodeDirectories): Promise<Bundles> {
  const bundled = await bundle({
    projectDirectory: process.cwd(),
    specDirectory: directories.spec,
    handlersDirectory: directories.handlers,
    outputDirectory: directories.output,
    functions: bundleInputs(model),
  });
  const errors = Object.values(bundled).flatMap((result) => (isBroken(result) ? result.error : []));
  if (errors.length > 0 && !keepsBroken()) throw runError(errors.join("\n"));
  for (const error of errors) void pulumi.log.warn(error);
  return Object.fromEntries(
    Object.entries(bundled).map(([name, result]) => [
      name,
      isBroken(result) ? { text: throwing(result.error) } : { file: result.file },
    ]),
  );
}

/** On the laptop one broken handler must not stop the others: its function answers with what is wrong. */
const keepsBroken = () => process.env.GATEHOUSE_BROKEN_HANDLERS === "keep";

const throwing = (message: string) =>
  `exports.handler = async () => {\n  throw new Error(${JSON.stringify(message)});\n};\n`;

/** Which keys open a row that not every plan opens. */
export interface KeysOfRow {
  apiKeyIds: readonly pulumi.Input<string>[];
  /** Trees of parameters that list further keys. */
  parameterPaths: readonly string[];
}

/**
 * The archive of a function. The ids of the keys that open a row stand beside the code where they are
 * not those of all plans: the environment would be too small for many.
 */
export function archiveOf(
  bundles: Promise<Bundles>,
  name: string,
  keys?: KeysOfRow,
): pulumi.Output<pulumi.asset.Archive> {
  return pulumi.all([bundles, pulumi.output(keys?.apiKeyIds)]).apply(([code, apiKeyIds]) => {
    const file = code[name];
    if (!file) throw new Error(`${name}: the bundler gave no file for it.`);
    const { FileAsset, StringAsset, AssetArchive } = pulumi.asset;
    const index = "file" in file ? new FileAsset(file.file) : new StringAsset(file.text);
    if (!apiKeyIds || !keys) return new AssetArchive({ "index.js": index });
    const { parameterPaths } = keys;
    const content = { apiKeyIds, ...(parameterPaths.length > 0 ? { parameterPaths } : {}) };
    const plans = new StringAsset(JSON.stringify(content));
    return new AssetArchive({ "index.js": index, "plans.json": plans });
  });
}
