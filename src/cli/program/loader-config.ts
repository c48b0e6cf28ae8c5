import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A tsconfig for the loader of one run; `remove` it once the run has ended. */
export interface LoaderConfig {
  file: string;
  remove(): void;
}

/** Whether the CLI runs the program by this loader, too: then both find what `paths` name. */
const isRunByTsx = (directory: string) =>
  textOf(path.join(directory, "Pulumi.yaml"))
    .split("\n")
    .some((line) => line.includes("nodeargs:") && /\btsx\b/.test(line));

const configOf = (directory: string) => path.join(directory, "tsconfig.json");

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * The project's tsconfig without `paths` and `baseUrl`. Pulumi's loader leaves those to the compiler, so a
 * program that needs them would run here and nowhere else. Nothing where the project's has none, or where `nodeargs`
 * of Pulumi.yaml name tsx.
 * @see https://typestrong.org/ts-node/docs/paths
 */
export function loaderConfig(directory: string): LoaderConfig | undefined {
  if (isRunByTsx(directory)) return undefined;
  if (!/"(paths|baseUrl|extends)"/.test(textOf(configOf(directory)))) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-loader-"));
  const file = path.join(folder, "tsconfig.json");
  const config = {
    extends: configOf(directory),
    compilerOptions: { paths: {}, baseUrl: null },
    // Else the options hold for files beside this one.
    include: [`${directory}/**/*`],
  };
  fs.writeFileSync(file, JSON.stringify(config));
  return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** What to do about a module that only `paths` of the project's tsconfig would find. */
export function mendOfPaths(message: string, directory: string): string | undefined {
  const [, name] = /^Cannot find (?:module|package) '([^'./][^']*)'/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const keys = [...textOf(configOf(directory)).matchAll(/"([^"\s]+)"\s*:\s*\[/g)].map(
    ([, key = ""]) => key,
  );
  const matches = (key: string) => {
    const [head = "", tail] = key.split("*");
    return tail === undefined ? key === name : name.startsWith(head) && name.endsWith(tail);
  };
  if (!keys.some(matches)) return undefined;
  return (
    `Cannot find module '${name}': \`paths\` of tsconfig.json are the compiler's alone, and Pulumi runs the program without them. ` +
    "Import the file by its relative path."
  );
}
