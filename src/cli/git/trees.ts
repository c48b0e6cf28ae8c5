import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { linkAt } from "../../local/entry";
import { treeOf, type Found, type Tree } from "../diff/program/tree";
import { ProgramError } from "../program/program-error";
import { git } from "./git";

/** Code and what names it; larger ones are data that no program is. */
const mayBeRead = /(\.([cm]?[jt]sx?|json)|(^|\/)Pulumi\.ya?ml)$/;
const largest = 4 * 1024 * 1024;

interface Blob {
  mode: string;
  id: string;
  size: number;
}

/** The files of a commit, relative to a folder of its repository; nothing of it is checked out or run. */
export async function treeOfCommit(directory: string, commit: string): Promise<Tree> {
  const prefix = (await git(directory, ["rev-parse", "--show-prefix"])).trim();
  const listed = await git(directory, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit]);
  const blobs = new Map<string, Blob>();
  const folders = new Set<string>(["."]);
  for (const entry of listed.split("\0").filter((text) => text !== "")) {
    const [about = "", name = ""] = entry.split(/\t(.*)/s);
    const [mode = "", , id = "", size = ""] = about.split(/ +/);
    blobs.set(name, { mode, id, size: Number(size) || 0 });
    for (let up = path.posix.dirname(name); !folders.has(up); up = path.posix.dirname(up))
      folders.add(up);
  }
  const place = (file: string) => path.posix.join(prefix, file).replace(/\/$/, "");
  let texts: ReadonlyMap<string, string> | undefined;
  const read = (name: string): string => {
    texts ??= textsOf(directory, blobs);
    return texts.get(blobs.get(name)?.id ?? "") ?? "";
  };
  return treeOf({
    look(file): Found | undefined {
      const name = place(file);
      const blob = blobs.get(name);
      if (!blob) return folders.has(name) ? { kind: "folder" } : undefined;
      // A submodule is a commit of another repository.
      if (blob.mode === "160000") return { kind: "folder" };
      return blob.mode === "120000" ? { kind: "link", target: read(name) } : { kind: "file" };
    },
    read: (file) => read(place(file)),
  });
}

/** All that may be asked for, by one process. */
function textsOf(directory: string, blobs: ReadonlyMap<string, Blob>): Map<string, string> {
  const wanted = [...blobs].filter(
    ([name, { mode, size }]) => mode === "120000" || (mayBeRead.test(name) && size <= largest),
  );
  const ids = [...new Set(wanted.map(([, { id }]) => id))];
  const { stdout, error } = spawnSync("git", ["cat-file", "--batch"], {
    cwd: directory,
    input: `${ids.join("\n")}\n`,
    maxBuffer: 2 ** 31 - 1,
  });
  if (error) throw new ProgramError(`git cat-file: ${error.message}`);
  const texts = new Map<string, string>();
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(10, at);
    const [id = "", , size = "0"] = stdout.subarray(at, end).toString("latin1").split(" ");
    texts.set(id, stdout.subarray(end + 1, end + 1 + Number(size)).toString("utf8"));
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}

/** The files of a folder as they are, within its repository. */
export async function treeOfFolder(directory: string): Promise<Tree> {
  const top = (await git(directory, ["rev-parse", "--show-toplevel"])).trim();
  const prefix = (await git(directory, ["rev-parse", "--show-prefix"])).trim();
  return treeAt((file) => {
    const name = path.posix.join(prefix, file);
    return name.startsWith("..") ? undefined : path.join(top, name);
  });
}

/** The files of a folder as they are, and whatever lies around it. */
export const treeOfDisk = (directory: string): Tree =>
  treeAt((file) => path.resolve(directory, file));

function treeAt(place: (file: string) => string | undefined): Tree {
  return treeOf({
    look(file): Found | undefined {
      const full = place(file);
      const found = full === undefined ? undefined : linkAt(full);
      if (full === undefined || !found) return undefined;
      if (found.isSymbolicLink()) return { kind: "link", target: readlinkSync(full) };
      return { kind: found.isDirectory() ? "folder" : "file" };
    },
    read: (file) => readFileSync(place(file) ?? file, "utf8"),
  });
}
