import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ProgramError } from "../program/program-error";
import { git } from "./git";

/** A commit's files in a separate folder. */
export interface BaseTree {
  /** The folder that stands for the program's. */
  directory: string;
  remove(): Promise<void>;
}

const contentOf = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

function install(directory: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    // What npm prints must not stand among the results.
    const child = spawn("npm", args, { cwd: directory, stdio: ["ignore", 2, 2] });
    child.once("error", (error) => reject(new ProgramError(`npm ci: ${error.message}`)));
    child.once("close", (status) =>
      status === 0 ? resolve() : reject(new ProgramError("npm ci failed at the base: see above.")),
    );
  });
}

/** The folder among these, from the program's own upwards, that has a lock file; the program's where none has. */
function packageFolder(programDirectory: string, inside: string): string {
  const steps = inside.split("/").filter((part) => part !== "").length;
  const folders = Array.from({ length: steps + 1 }, (_, up) => "../".repeat(up) || ".");
  const locked = folders.find((up) =>
    existsSync(path.join(programDirectory, up, "package-lock.json")),
  );
  return locked ?? ".";
}

/** The packages of this tree where both have the same lock file, else its own. */
async function providePackages(own: string, directory: string): Promise<void> {
  if (existsSync(path.join(directory, "node_modules"))) return;
  const locks = [own, directory].map((folder) => contentOf(path.join(folder, "package-lock.json")));
  const packages = path.join(own, "node_modules");
  // A package that is a folder of the repository is another one at the base.
  const linked = /"link": true/.test(locks[1] ?? "");
  if (locks[0] === locks[1] && existsSync(packages) && !linked) {
    symlinkSync(realpathSync(packages), path.join(directory, "node_modules"), "junction");
    return;
  }
  if (locks[1] === undefined) return;
  console.error("The base has other packages: installing them (npm ci) …");
  await install(directory);
}

/** Checks a commit out beside the program, in a temporary folder, with packages. */
export async function checkOut(programDirectory: string, commit: string): Promise<BaseTree> {
  const inside = (await git(programDirectory, ["rev-parse", "--show-prefix"])).trim();
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "gatehouse-base-")));
  const tree = path.join(folder, "tree");
  const removeFiles = () => rmSync(folder, { recursive: true, force: true });
  // Also where the process is told to end before it is done.
  process.once("exit", removeFiles);
  const remove = async () => {
    process.off("exit", removeFiles);
    removeFiles();
    await git(programDirectory, ["worktree", "prune"]);
  };
  try {
    await git(programDirectory, ["worktree", "add", "--detach", "--quiet", tree, commit]);
    const directory = path.join(tree, inside);
    if (!existsSync(directory))
      throw new ProgramError(`The base has no folder ${inside}. Name a commit that has it.`);
    const up = packageFolder(programDirectory, inside);
    await providePackages(path.join(programDirectory, up), path.join(directory, up));
    return { directory, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
