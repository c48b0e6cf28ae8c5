import { existsSync, realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildFunctions, type Built } from "./bundle/build";
import type { EntryFiles } from "./bundle/entry-source";
import { handlerChecks } from "./bundle/handler-check";
import type { BundleInput } from "./bundle/inputs";
import { writeBundle, type BundledFunction } from "./bundle/output";
import { gatehousePlugin } from "./bundle/plugin";

export {
  bundleInputs,
  checksPlans,
  listedPlans,
  type AuthorizerInput,
  type BundleInput,
  type EndpointInput,
  type TriggerInput,
} from "./bundle/inputs";
export type { BundledFunction } from "./bundle/output";

/** What `bundle` takes. Folders may be relative to the project. */
export interface BundleOptions {
  projectDirectory: string;
  /** The folder of the table. */
  specDirectory: string;
  handlersDirectory: string;
  /** Where bundles are written, each in a folder named by its content. */
  outputDirectory: string;
  functions: readonly BundleInput[];
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
  const client = realpathSync(options.clientDirectory ?? join(__dirname, "../client"));
  const results = new Map<string, Built | BundledFunction>();
  const functions = new Map<string, { input: BundleInput; files: EntryFiles }>();
  const problems = new Map<string, string>();
  const callbacks = new Map<string, string>();
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
    const { problem, callback } = check({ input, files });
    if (callback !== undefined) callbacks.set(input.name, callback);
    if (problem !== undefined) problems.set(input.name, problem);
    functions.set(input.name, { input, files });
  }

  const plugin = gatehousePlugin({
    specDirectory: at(options.specDirectory),
    dslDirectory: realpathSync(options.dslDirectory ?? join(__dirname, "../spec")),
    functions,
    resolveDirectory: projectDirectory,
  });
  const built = await buildFunctions([...functions.keys()], projectDirectory, plugin);
  const folders = { projectDirectory, outputDirectory: at(options.outputDirectory) };
  for (const [name, result] of built) {
    const callback = callbacks.get(name);
    const error = "error" in result ? result.error : problems.get(name);
    results.set(
      name,
      error !== undefined || "error" in result
        ? { error: error ?? "" }
        : { ...(await writeBundle(result, folders)), ...(callback ? { callback } : {}) },
    );
  }
  return Object.fromEntries(
    options.functions.map(({ name }) => [
      name,
      results.get(name) as BundledFunction | BrokenFunction,
    ]),
  );
}

const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"];

function withEnding(stem: string): string | undefined {
  return endings.map((ending) => stem + ending).find((file) => existsSync(file));
}
