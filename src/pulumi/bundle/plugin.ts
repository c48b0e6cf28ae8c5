import { readFile } from "node:fs/promises";
import { dirname, extname, sep } from "node:path";
import type { Loader, PartialMessage, Plugin, PluginBuild } from "esbuild";
import { entrySource, type EntryFiles } from "./entry-source";
import type { BundleInput } from "./inputs";
import type { SpecProblem } from "./rewrite";
import { readSpecFiles, type Target } from "./spec-files";
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
}

/** Prefix of the entry points' names. */
export const entryPrefix = "gatehouse-entry:";

const dependency = `${sep}node_modules${sep}`;

/** Generates the entries and rewrites the files of the table. One value may serve several builds: the table is read once. */
export function gatehousePlugin(options: PluginOptions): Plugin {
  let table: Promise<Table> | undefined;
  return {
    name: "gatehouse",
    setup(build) {
      const theTable = () => (table ??= readTable(build, options));

      // eslint-disable-next-line gatehouse/linear -- of our own word, and esbuild's engine is linear
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
            table === undefined
              ? []
              : await table.then(
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
        const contents = withZodNamespace(path, await readFile(path, "utf8"));
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

function messageOf(file: string, { text, line, column, lineText }: SpecProblem): PartialMessage {
  return { text, location: { file, line, column, lineText } };
}
