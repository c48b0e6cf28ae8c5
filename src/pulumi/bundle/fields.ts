import { existsSync, readdirSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix, relative, resolve } from "node:path";

/** What an imported file becomes: its text, its bytes, base64 text, a data: URL, parsed JSON, or nothing. */
export type FileLoader = "text" | "binary" | "base64" | "dataurl" | "json" | "empty";

/** What a function's archive holds beside its code, and what its code does not hold. */
export interface BundleFields {
  /**
   * Packages that stay outside the bundle, `"sharp"` or `"@prisma/*"`: those with `.node` files, or that look
   * for their own files. Refused where neither `layers` nor `files` carries them.
   * @default only @aws-sdk/*, which the runtime has
   */
  external?: readonly string[];
  /**
   * What imports of files become, by ending. Files of other endings are refused where they are imported.
   * @default JavaScript, TypeScript, .json and .txt
   * @example loader: { ".sql": "text", ".wasm": "binary" }
   */
  loader?: Readonly<Record<`.${string}`, FileLoader>>;
  /**
   * Files and folders that lie beside the code, by their place in the archive; paths begin at the project's
   * folder. The code finds them from `__dirname`. Refused where there is no such file.
   * @default none
   * @example files: { "templates": "handlers/templates", "ca.pem": "certificates/ca.pem" }
   */
  files?: Readonly<Record<string, string>>;
}

/** The fields of one function above those of all: lists and records add up. */
export function mergeBundleFields(all: BundleFields = {}, own: BundleFields = {}): BundleFields {
  return {
    ...all,
    ...own,
    external: [...new Set([...(all.external ?? []), ...(own.external ?? [])])],
    loader: { ...all.loader, ...own.loader },
    files: { ...all.files, ...own.files },
  };
}

const loaders = ["text", "binary", "base64", "dataurl", "json", "empty"];
const fieldNames = ["external", "loader", "files"];
/** The archive already has files under these names. */
const taken = ["index.js", "index.js.map", "plans.json"];

/** What is wrong with the fields of a function; all of it. */
export function bundleFaults(
  name: string,
  fields: BundleFields,
  { projectDirectory, layers }: { projectDirectory: string; layers: boolean },
): string[] {
  const at = `functions.${name}.bundle`;
  const { external = [], loader = {}, files = {} } = fields;
  const carried = Object.keys(files).flatMap(
    (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(posix.normalize(file))?.[1] ?? [],
  );
  return [
    ...Object.keys(fields)
      .filter((field) => !fieldNames.includes(field))
      .map(
        (field) =>
          `${at}.${field}: there is no such field. Expected ${fieldNames.join(", ")}. Take it out.`,
      ),
    ...external.flatMap((one) => {
      if (!/^(@\w[\w.-]*\/)?[\w*][\w.*-]*(\/[\w*][\w.*-]*)*$/.test(one) || one === "*")
        return `${at}.external: ${JSON.stringify(one)} names no package. Expected a name, "sharp" or "@prisma/*". Correct it.`;
      const known = builtinModules.includes(one) || one.startsWith("@aws-sdk/");
      if (known || layers || carried.some((two) => matches(one, two))) return [];
      return `${at}.external: nothing carries ${one}, so that the function would not start. Expected a layer or files. Name its layer in \`layers\`, or its folder in bundle.files under the same path.`;
    }),
    ...Object.entries(loader).flatMap(([ending, value]) => [
      ...(/^\.[\w.-]+$/.test(ending)
        ? []
        : [
            `${at}.loader: ${JSON.stringify(ending)} is no ending. Expected one with its dot, ".html". Correct it.`,
          ]),
      ...(loaders.includes(value)
        ? []
        : [
            `${at}.loader: ${JSON.stringify(value)} of ${ending} is no loader. Expected one of ${loaders.join(", ")}. For a file that stays a file, use bundle.files.`,
          ]),
    ]),
    ...Object.entries(files).flatMap(([file, path]) => {
      const normal = posix.normalize(file);
      if (file === "" || file.startsWith("/") || /\\|^\.{1,2}(\/|$)/.test(normal))
        return `${at}.files: ${JSON.stringify(file)} leads out of the archive. Expected a place in it, "templates/page.html". Correct it.`;
      if (taken.includes(normal))
        return `${at}.files: the archive already has ${file}. Expected another name. Rename it.`;
      if (typeof path === "string" && existsSync(resolve(projectDirectory, path))) return [];
      return `${at}.files: there is no ${String(path)}, which ${file} should be. Expected a file or folder, from the project's folder. Correct the path.`;
    }),
  ];
}

function matches(pattern: string, name: string): boolean {
  const [scope] = pattern.split("*");
  return pattern.includes("*") ? name.startsWith(scope ?? "") : packageOf(pattern) === name;
}

const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];

/** The files of an archive by their names there, those of folders one by one, so that an edit is noticed. */
export function archiveFiles(
  files: NonNullable<BundleFields["files"]>,
  projectDirectory: string,
): Record<string, string> {
  const found: Record<string, string> = {};
  const add = (name: string, path: string, above: readonly string[]): void => {
    if (!statSync(path).isDirectory()) {
      found[name] = relative(projectDirectory, path);
      return;
    }
    if (above.includes(path)) return;
    for (const entry of readdirSync(path).sort()) {
      add(`${name}/${entry}`, join(path, entry), [...above, path]);
    }
  };
  for (const [name, path] of Object.entries(files)) {
    add(posix.normalize(name).replace(/\/$/, ""), resolve(projectDirectory, path), []);
  }
  return found;
}
