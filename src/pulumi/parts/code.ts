import { existsSync, readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { ApiModel } from "../../model";
import { bundle, bundleInputs, isBroken, type BundledFunction } from "./bundle-table";
import type { BundleFields } from "../bundle/fields";
import { runError } from "../run-error";

/** Where a table's functions come from; folders are relative to the project. */
export interface CodeDirectories {
  /** The folder of the table. */
  spec: string;
  handlers: string;
  /** Where bundles are written. */
  output: string;
  /** What functions have of `bundle`, by name. */
  fields: Readonly<Record<string, BundleFields>>;
}

/** The JavaScript of each function: a file, with why it does not start where the runtime takes no callbacks. */
export type Bundles = Readonly<Record<string, BundledFunction>>;

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
    fields: directories.fields,
  });
  const errors: string[] = [];
  const bundles: Record<string, BundledFunction> = {};
  for (const [name, result] of Object.entries(bundled)) {
    if (isBroken(result)) errors.push(result.error);
    else bundles[name] = result;
  }
  // What the bundler says about several functions it says once.
  const warnings = Object.values(bundles).flatMap((result) => result.warnings ?? []);
  for (const text of new Set(warnings)) void pulumi.log.warn(text);
  if (errors.length > 0) throw runError(errors.join("\n"));
  return bundles;
}

/**
 * The archive of a function, where its handler starts on the runtime that the function gets in the end.
 * @throws RunError where it does not
 */
export function startable(
  bundles: Promise<Bundles>,
  name: string,
  { code, runtime }: { code: pulumi.Input<pulumi.asset.Archive>; runtime: Runtime },
): pulumi.Output<pulumi.asset.Archive> {
  return pulumi.all([bundles, runtime, code]).apply(([all, version, archive]) => {
    const callback = all[name]?.callback;
    if (callback === undefined || takesCallbacks(version)) return archive;
    throw runError(callback);
  });
}

/** As AWS's runtime counts: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
function takesCallbacks(runtime: string | undefined): boolean {
  const [, major] = /^nodejs(\d+)/.exec(runtime ?? "") ?? [];
  return major !== undefined && Number(major) < 24;
}

/** Says which variables a function reads that its environment does not hold, once for each. */
export async function warnOfVariables(
  bundles: Promise<Bundles>,
  name: string,
  variables: readonly string[],
): Promise<void> {
  // Where there is none, whoever waits for the code hears why.
  const found = await bundles.then(
    (all) => all[name],
    () => undefined,
  );
  const reads = found?.reads ?? [];
  const missing = reads.filter((read) => !variables.includes(read.name) && !inDotEnv(read.name));
  for (const read of missing) {
    void pulumi.log.warn(
      `${name}: ${read.file}:${read.line} reads ${read.name}, which its environment does not hold. ` +
        `Expected it in functions.${name}.environment. Name it there, or read it with a default.`,
    );
  }
}

/** On the laptop `.env` adds to the environment. */
function inDotEnv(variable: string): boolean {
  if (process.env.GATEHOUSE_DOT_ENV !== "true" || !existsSync(".env")) return false;
  return readFileSync(".env", "utf8")
    .split("\n")
    .some((line) => line.split("=")[0]?.trim().split(".").at(-1) === variable);
}

type Runtime = pulumi.Input<string | undefined>;

/** Which keys a row accepts that not every plan may call. */
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
    const beside = Object.entries(file.files ?? {}).map(
      ([place, path]) => [place, new FileAsset(path)] as const,
    );
    const whole = { "index.js": new FileAsset(file.file), ...Object.fromEntries(beside) };
    if (!apiKeyIds || !keys) return new AssetArchive(whole);
    const { parameterPaths } = keys;
    const content = { apiKeyIds, ...(parameterPaths.length > 0 ? { parameterPaths } : {}) };
    const plans = new StringAsset(JSON.stringify(content));
    return new AssetArchive({ ...whole, "plans.json": plans });
  });
}
