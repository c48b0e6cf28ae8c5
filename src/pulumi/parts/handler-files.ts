import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runError } from "../run-error";

const source = /^(.+)\.[cm]?[jt]sx?$/;
const notSource = /\.d\.[cm]?ts$|\.(test|spec)\.[cm]?[jt]sx?$/;

/**
 * The names of the handlers of a folder, without their endings. Files below it and tests do not count.
 * @throws RunError where there is no such folder
 */
export function handlerFiles(directory: string): string[] {
  if (!existsSync(directory)) {
    throw runError(
      `handlers: there is no folder ${directory}. Make it, or name another one in the options of SecuredApi.`,
    );
  }
  return stemsIn(directory).sort();
}

/** The same of the folders below it, with their folders: `stock/get-stock`. */
export function nestedHandlerFiles(directory: string, prefix = ""): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
    .flatMap(({ name }) => {
      const folder = join(directory, name);
      const below = `${prefix}${name}/`;
      return [
        ...stemsIn(folder).map((stem) => `${below}${stem}`),
        ...nestedHandlerFiles(folder, below),
      ];
    })
    .sort();
}

function stemsIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !notSource.test(entry.name))
    .flatMap(({ name }) => source.exec(name)?.[1] ?? []);
}
