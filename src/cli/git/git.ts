import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ProgramError } from "../program/program-error";

const run = promisify(execFile);

/** Runs git in a folder, without hooks. */
export async function git(directory: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run("git", ["-c", "core.hooksPath=/dev/null", ...args], {
      cwd: directory,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { code, stderr = "", message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (String(code) === "ENOENT")
      throw new ProgramError("git is not installed, or not on the PATH.");
    throw new ProgramError(`git ${args.join(" ")}: ${(stderr || message).trim()}`);
  }
}

/** The commit that a branch, tag or hash means. */
export async function commitOf(directory: string, ref: string, option = "--base"): Promise<string> {
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  try {
    return (await git(directory, asked)).trim();
  } catch {
    await git(directory, ["rev-parse", "--git-dir"]);
    throw new ProgramError(
      `${option} ${ref}: there is no such branch, tag or commit here. In CI, check out with its history (fetch-depth: 0).`,
    );
  }
}

/** The commit at which HEAD left the base; the base itself where they have none in common. */
export async function forkPoint(directory: string, base: string): Promise<string> {
  try {
    return (await git(directory, ["merge-base", base, "HEAD"])).trim();
  } catch {
    return base;
  }
}

/**
 * Files of the repository that differ from a commit, those that git does not know yet included; relative to the folder,
 * with `../` where they lie outside.
 */
export async function changedFiles(directory: string, commit: string): Promise<readonly string[]> {
  const [prefix, ...listed] = await Promise.all([
    git(directory, ["rev-parse", "--show-prefix"]),
    git(directory, ["diff", "--name-only", "-z", "--no-renames", "--no-relative", commit]),
    git(directory, ["ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/"]),
  ]);
  const files = listed.flatMap((text) => text.split("\0").filter((file) => file !== ""));
  const inside = files.map((file) => path.posix.relative(prefix.trim(), file));
  return [...new Set(inside)].sort();
}
