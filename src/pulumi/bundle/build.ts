import { build, type BuildFailure, type Message, type Plugin } from "esbuild";
import { entryPrefix } from "./plugin";

/** A function's code and its source map, sources relative to the project; or what is wrong with it. */
export type Built = { code: string; map: string } | { error: string };

/**
 * Bundles all functions in one call. Where some are broken, the others are built without them: a broken
 * handler must not stop the rest.
 */
export async function buildFunctions(
  names: readonly string[],
  projectDirectory: string,
  plugin: Plugin,
): Promise<Map<string, Built>> {
  if (names.length === 0) return new Map();
  try {
    return await buildAll(names, projectDirectory, plugin);
  } catch (failure) {
    const { errors } = failure as Partial<BuildFailure>;
    if (errors === undefined) throw failure;
    const [only] = names;
    if (names.length === 1 && only !== undefined)
      return new Map([[only, { error: textOf(errors) }]]);
    const half = Math.ceil(names.length / 2);
    const first = await buildFunctions(names.slice(0, half), projectDirectory, plugin);
    const second = await buildFunctions(names.slice(half), projectDirectory, plugin);
    return new Map([...first, ...second]);
  }
}

async function buildAll(
  names: readonly string[],
  projectDirectory: string,
  plugin: Plugin,
): Promise<Map<string, Built>> {
  const { outputFiles } = await build({
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
    external: ["@aws-sdk/*"],
    // Not more: short names are dealt out by how often letters occur in whole files, and neighbouring
    // declarations are joined, so that an edit of an unrelated row would change every function.
    minifyWhitespace: true,
    legalComments: "none",
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
    plugins: [plugin],
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return new Map(
    names.map((name) => {
      const file = `${projectDirectory}/${name}.js`;
      return [name, { code: texts.get(file) ?? "", map: texts.get(`${file}.map`) ?? "{}" }];
    }),
  );
}

function textOf(errors: readonly Message[]): string {
  return errors
    .map(({ text, location }) => (location ? `${placeOf(location)}: ${text}` : text))
    .join("\n");
}

function placeOf({ file, line, column }: NonNullable<Message["location"]>): string {
  return `${file}:${line}:${column + 1}`;
}
