import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildFunctions, type Built } from "../bundle/build";
import type { EntryFiles } from "../bundle/entry-source";
import { archiveFiles, type BundleFields } from "../bundle/fields";
import { handlerChecks } from "../bundle/handler-check";
import type { BundleInput } from "../bundle/inputs";
import { writeBundle, type BundledFunction } from "../bundle/output";
import { gatehousePlugin } from "../bundle/plugin";

export {
  bundleInputs,
  checksPlans,
  listedPlans,
  type AuthorizerInput,
  type BundleInput,
  type EndpointInput,
  type TriggerInput,
} from "../bundle/inputs";
export type { BundledFunction } from "../bundle/output";

/** What `bundle` takes. Folders may be relative to the project. */
export interface BundleOptions {
  projectDirectory: string;
  /** The folder of the table. */
  specDirectory: string;
  handlersDirectory: string;
  /** Where bundles are written, each in a folder named by its content. */
  outputDirectory: string;
  functions: readonly BundleInput[];
  /** What functions have of `bundle`, by name. @default none */
  fields?: Readonly<Record<string, BundleFields>>;
  /** The folder of the DSL. @default this package's `spec` */
  dslDirectory?: string;
  /** The folder of the client. @default this package's `client` */
  clientDirectory?: string;
}

/** A function that could not be bundled: every message with its file and line. */
export interface BrokenFunction {
  error: string;
}

/** Whether a function could not be bundled. */
export function isBroken(result: BundledFunction | BrokenFunction): result is BrokenFunction {
  return "error" in result;
}

/**
 * Bundles the functions of a table, an entry for each, in one call of the bundler. A function that is
 * broken comes back with its messages; the others are built.
 */
export async function bundle(
  options: BundleOptions,
): Promise<Record<string, BundledFunction | BrokenFunction>> {
  const projectDirectory = realpathSync(resolve(options.projectDirectory));
  const at = (path: string) => resolve(projectDirectory, path);
  const client = realpathSync(options.clientDirectory ?? join(__dirname, "../../client"));
  const results = new Map<string, Built | BundledFunction>();
  const functions = new Map<string, { input: BundleInput; files: EntryFiles }>();
  const problems = new Map<string, string>();
  const said = new Map<string, Pick<BundledFunction, "callback" | "reads">>();
  const check = handlerChecks({
    projectDirectory,
    specIndex: withEnding(join(at(options.specDirectory), "index")),
    clientDirectory: client,
  });

  for (const input of options.functions) {
    const stem = join(at(options.handlersDirectory), input.handler);
    const handler = withEnding(stem);
    const label = relative(projectDirectory, handler ?? `${stem}.ts`);
    if (handler === undefined) {
      results.set(input.name, {
        error: `${input.name}: there is no ${label}, expected its handler there. Write it, or name another file by \`handler\`.`,
      });
      continue;
    }
    const files = { handler, label, client };
    const { problem, ...more } = check({ input, files });
    said.set(input.name, more);
    if (problem !== undefined) problems.set(input.name, problem);
    functions.set(input.name, { input, files });
  }

  const shared = {};
  const built = new Map<string, Built>();
  for (const { names, fields } of sameFields([...functions.keys()], options.fields)) {
    const plugin = gatehousePlugin({
      specDirectory: at(options.specDirectory),
      dslDirectory: realpathSync(options.dslDirectory ?? join(__dirname, "../../spec")),
      functions,
      resolveDirectory: projectDirectory,
      shared,
      files: Object.keys(fields.files ?? {}),
    });
    const some = await buildFunctions(names, { projectDirectory, plugin, fields });
    for (const [name, result] of some) built.set(name, result);
  }
  const folders = { projectDirectory, outputDirectory: at(options.outputDirectory) };
  for (const [name, result] of built) {
    const error = "error" in result ? result.error : problems.get(name);
    if (error !== undefined || "error" in result) {
      results.set(name, { error: error ?? "" });
      continue;
    }
    const files = archiveFiles(options.fields?.[name]?.files ?? {}, projectDirectory);
    results.set(name, {
      ...(await writeBundle(result, folders)),
      ...(Object.keys(files).length > 0 ? { files } : {}),
      ...(result.warnings.length > 0 ? { warnings: result.warnings } : {}),
      ...said.get(name),
    });
  }
  return Object.fromEntries(
    options.functions.map(({ name }) => [
      name,
      results.get(name) as BundledFunction | BrokenFunction,
    ]),
  );
}

/** Functions of the same fields are bundled in one call. */
function sameFields(
  names: readonly string[],
  all: BundleOptions["fields"] = {},
): { names: string[]; fields: BundleFields }[] {
  const groups = new Map<string, { names: string[]; fields: BundleFields }>();
  for (const name of names) {
    const fields = all[name] ?? {};
    const key = JSON.stringify([fields.external ?? [], fields.loader ?? {}, fields.files ?? {}]);
    const group = groups.get(key) ?? { names: [], fields };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"];

function withEnding(stem: string): string | undefined {
  return endings.map((ending) => stem + ending).find((file) => existsSync(file));
}
