import { resolve } from "node:path";
import { build, type BuildFailure, type Message, type Metafile, type Plugin } from "esbuild";
import type { BundleFields } from "./fields";
import { importMeta, importMetaBanner, usesImportMetaUrl } from "./import-meta";
import { entryPrefix } from "./plugin";

/** A function's code and its source map, sources relative to the project; or what is wrong with it. */
export type Built = { code: string; map: string; warnings: readonly string[] } | { error: string };

/** What functions that are bundled in one call have in common. */
export interface BuildSettings {
  projectDirectory: string;
  plugin: Plugin;
  fields: BundleFields;
}

/**
 * Bundles all functions in one call. Where some are broken, the others are built without them: a broken
 * handler must not stop the rest.
 */
export async function buildFunctions(
  names: readonly string[],
  settings: BuildSettings,
): Promise<Map<string, Built>> {
  if (names.length === 0) return new Map();
  try {
    return await buildAll(names, settings);
  } catch (failure) {
    const { errors } = failure as Partial<BuildFailure>;
    if (errors === undefined) throw failure;
    const [only] = names;
    if (names.length === 1 && only !== undefined)
      return new Map([[only, { error: textOf(errors, only) }]]);
    const half = Math.ceil(names.length / 2);
    const first = await buildFunctions(names.slice(0, half), settings);
    const second = await buildFunctions(names.slice(half), settings);
    return new Map([...first, ...second]);
  }
}

async function buildAll(
  names: readonly string[],
  settings: BuildSettings,
  banner?: string,
): Promise<Map<string, Built>> {
  const { projectDirectory, plugin, fields } = settings;
  const {
    outputFiles,
    metafile,
    warnings: all,
  } = await build({
    entryPoints: names.map((name) => ({ in: entryPrefix + name, out: name })),
    absWorkingDir: projectDirectory,
    // Nothing is written there; the paths in source maps are relative to it.
    outdir: projectDirectory,
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The runtime has it: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
    external: ["@aws-sdk/*", ...(fields.external ?? [])],
    loader: fields.loader ?? {},
    // Not more: short names are dealt out by how often letters occur in whole files, and neighbouring
    // declarations are joined, so that an edit of an unrelated row would change every function.
    minifyWhitespace: true,
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
    define: importMeta,
    ...(banner === undefined ? {} : { banner: { js: banner } }),
    plugins: [plugin],
  });
  tell(Object.keys(metafile.inputs), projectDirectory);
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  // What the entry takes of a handler's file is checked before.
  const warnings = all.filter(({ location }) => !location?.file.startsWith("gatehouse-entry:"));
  const inputs = inputsOf(metafile, warnings);
  const built = new Map(
    names.map((name): [string, Built] => {
      const own = warnings.filter(({ location }) => inputs(name, location?.file));
      const failing = own.filter(({ id }) => failures.has(id));
      if (failing.length > 0) return [name, { error: textOf(failing, name) }];
      const file = `${projectDirectory}/${name}.js`;
      const code = texts.get(file) ?? "";
      const map = texts.get(`${file}.map`) ?? "{}";
      return [name, { code, map, warnings: own.map((one) => messageText(one)) }];
    }),
  );
  if (banner !== undefined) return built;
  const again = [...built].flatMap(([name, one]) =>
    "code" in one && usesImportMetaUrl(one.code) ? [name] : [],
  );
  if (again.length === 0) return built;
  return new Map([...built, ...(await buildAll(again, settings, importMetaBanner))]);
}

/** On the laptop somebody wants to know what a change of which makes another run; the bundler reads in a separate process. */
function tell(inputs: readonly string[], projectDirectory: string): void {
  const listener: unknown = Reflect.get(globalThis, Symbol.for("gatehouse.bundled"));
  if (!(listener instanceof Set)) return;
  for (const input of inputs)
    if (!input.startsWith(entryPrefix) && !input.startsWith("gatehouse-entry:"))
      listener.add(resolve(projectDirectory, input));
}

/** Warnings about code that cannot work where it runs; the others are shown. */
const failures = new Set([
  "assign-to-constant",
  "assign-to-import",
  "call-import-namespace",
  "class-name-will-throw",
  "commonjs-variable-in-esm",
  "delete-super-property",
  "empty-import-meta",
  "import-is-undefined",
  "private-name-will-throw",
  "require-resolve-not-external",
]);

/** Which functions a file is part of; one without a place concerns all. */
function inputsOf({ inputs, outputs }: Metafile, warnings: readonly Message[]) {
  if (warnings.length === 0) return () => true;
  const reached = new Map<string, Set<string>>();
  for (const { entryPoint } of Object.values(outputs)) {
    if (entryPoint === undefined) continue;
    const files = new Set([entryPoint]);
    for (const file of files) {
      for (const { path } of inputs[file]?.imports ?? []) files.add(path);
    }
    reached.set(entryPoint.slice(entryPoint.indexOf(":") + 1), files);
  }
  return (name: string, file: string | undefined) =>
    file === undefined || (reached.get(name)?.has(file) ?? true);
}

function textOf(messages: readonly Message[], name: string): string {
  return messages.map((one) => messageText(one) + mendOf(one, name)).join("\n");
}

function messageText({ text, location }: Message): string {
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
}

/** What the bundler cannot know: the fields that a function has for it. */
function mendOf({ text, id }: Message, name: string): string {
  const at = `functions.${name}.bundle`;
  if (id === "empty-import-meta")
    return ". Of import.meta, url, dirname and filename are there in a function. Use those.";
  const [, ending] = /^No loader is configured for "(\.[^"]+)" files/.exec(text) ?? [];
  if (ending === ".node")
    return `. Name its package in ${at}.external, and carry it by \`layers\` or ${at}.files.`;
  if (ending !== undefined)
    return `. Say what such a file becomes: ${at}.loader: { "${ending}": "text" }, or "binary"; or let it lie beside the code by ${at}.files.`;
  const [, missing] = /^Could not resolve "([^"./][^"]*)"/.exec(text) ?? [];
  return missing === undefined
    ? ""
    : `. Install ${missing}, or name it in ${at}.external where a layer or ${at}.files carries it.`;
}
