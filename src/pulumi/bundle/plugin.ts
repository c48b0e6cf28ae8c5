import { readFile } from "node:fs/promises";
import { dirname, extname, relative, sep } from "node:path";
import type { Loader, PartialMessage, Plugin, PluginBuild } from "esbuild";
import { entrySource, type EntryFiles } from "./entry-source";
import type { BundleInput } from "./inputs";
import type { SpecProblem } from "./rewrite";
import { readSpecFiles, type Target } from "./spec-files";
import { archiveHas, filesNamedIn, missingFileText, type NamedFile } from "./source-files";
import { createTable, type Table } from "./table";
import { withZodNamespace } from "./zod-imports";

/** What the plugin needs to know. */
export interface PluginOptions {
  /** The folder of the table, with its `index`. */
  specDirectory: string;
  /** The folder of the DSL, `src/spec`, as the bundler resolves it. */
  dslDirectory: string;
  functions: ReadonlyMap<string, { input: BundleInput; files: EntryFiles }>;
  resolveDirectory: string;
  /** What builds with other fields share: the table is read once. */
  shared: { table?: Promise<Table> };
  /** The names of the files that lie beside the code. */
  files: readonly string[];
}

/** Prefix of the entry points' names. */
export const entryPrefix = "gatehouse-entry:";

const dependency = `${sep}node_modules${sep}`;

/** Generates the entries and rewrites the files of the table. One value may serve several builds: the table is read once. */
export function gatehousePlugin(options: PluginOptions): Plugin {
  const { shared } = options;
  return {
    name: "gatehouse",
    setup(build) {
      const theTable = () => (shared.table ??= readTable(build, options));

      // eslint-disable-next-line gatehouse/linear -- of our word, and esbuild's engine is linear
      build.onResolve({ filter: new RegExp(`^${entryPrefix}`) }, ({ path }) => ({
        path: path.slice(entryPrefix.length),
        namespace: "gatehouse-entry",
      }));

      build.onLoad({ filter: /.*/, namespace: "gatehouse-entry" }, async ({ path }) => {
        const made = options.functions.get(path);
        if (made === undefined) throw new Error(`no function is named ${path}`);
        const entry = { loader: "js" as const, resolveDir: options.resolveDirectory };
        try {
          return { ...entry, contents: entrySource(made.input, made.files, await theTable()) };
        } catch (error) {
          const faulty =
            shared.table === undefined
              ? []
              : await shared.table.then(
                  (t) => t.faulty(),
                  () => [],
                );
          if (faulty.length === 0) return { errors: [{ text: (error as Error).message }] };
          return {
            ...entry,
            contents: faulty.map((file) => `import ${JSON.stringify(file)};`).join("\n"),
          };
        }
      });

      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        if (path.includes(dependency)) return undefined;
        const loader = loaderOf(path);
        const rewritten = (await theTable()).rewritten(path);
        if (rewritten !== undefined) {
          const errors = rewritten.problems.map((problem) => messageOf(path, problem));
          return errors.length > 0 ? { errors } : { contents: rewritten.contents, loader };
        }
        const text = await readFile(path, "utf8");
        const missing = filesNamedIn(path, text)
          .filter((named) => !archiveHas(options.files, named.path))
          .map((named) => lackingFile(path, named, options.resolveDirectory));
        if (missing.length > 0) return { errors: missing };
        const contents = withZodNamespace(path, text);
        return contents === undefined ? undefined : { contents, loader };
      });
    },
  };
}

async function readTable(build: PluginBuild, options: PluginOptions): Promise<Table> {
  const resolve = async (path: string, resolveDir: string, importer: string) =>
    build.resolve(path, { kind: "import-statement", resolveDir, importer, namespace: "file" });
  const { path: index, errors: missing } = await resolve("./index", options.specDirectory, "");
  if (missing.length > 0) {
    throw new Error(`there is no ${options.specDirectory}/index.ts, expected the table there.`);
  }
  const files = await readSpecFiles(index, async (specifier, importer): Promise<Target> => {
    const { path, external, errors, namespace } = await resolve(
      specifier,
      dirname(importer),
      importer,
    );
    if (errors.length > 0 || external || namespace !== "file") return { kind: "other" };
    if (path.startsWith(options.dslDirectory + sep)) return { kind: "dsl" };
    return path.includes(dependency) || !/\.[cm]?[jt]sx?$/.test(path)
      ? { kind: "other" }
      : { kind: "file", path };
  });
  return createTable(files, index);
}

function loaderOf(path: string): Loader {
  const ending = extname(path).replace(/^\.[cm]/, ".");
  return ending.slice(1) as Loader;
}

function lackingFile(path: string, named: NamedFile, projectDirectory: string): PartialMessage {
  const { line, column, lineText } = named;
  const file = relative(projectDirectory, path);
  return {
    text: missingFileText(named, projectDirectory),
    location: { file, line, column, lineText },
  };
}

function messageOf(file: string, { text, line, column, lineText }: SpecProblem): PartialMessage {
  return { text, location: { file, line, column, lineText } };
}
