import path from "node:path";

/** What lies at a path. */
export type Found = { kind: "file" } | { kind: "folder" } | { kind: "link"; target: string };

/** Where a path leads to. */
export interface Followed {
  /** Without links on the way; the given path where they lead nowhere. */
  path: string;
  /** The links on the way. */
  links: readonly string[];
  found: Found | undefined;
}

/** The files of a commit or a folder, as data. Paths are relative to the program's folder, with `/`; some begin with `../`. */
export interface Tree {
  /** What is there; nothing where there is nothing, or where it lies outside of the repository. */
  look(path: string): Found | undefined;
  follow(path: string): Followed;
  /** The text of a file. */
  read(path: string): string;
}

/** Longer chains of links are circles. */
const mostLinks = 40;

/** A tree, from what looks and reads in it. */
export function treeOf({ look, read }: Pick<Tree, "look" | "read">): Tree {
  const known = new Map<string, Followed>();
  const follow = (file: string) => {
    const found = known.get(file) ?? followed(look, file);
    known.set(file, found);
    return found;
  };
  return { look, read, follow };
}

function followed(look: Tree["look"], file: string): Followed {
  const links: string[] = [];
  let rest = file.split("/");
  let done = "";
  while (rest.length > 0) {
    const [next = "", ...later] = rest;
    const at = path.posix.join(done, next);
    const found = look(at);
    rest = later;
    if (found?.kind !== "link") {
      done = at;
      continue;
    }
    links.push(at);
    if (links.length > mostLinks || path.posix.isAbsolute(found.target))
      return { path: file, links, found: undefined };
    rest = path.posix.join(done || ".", found.target, ...later).split("/");
    done = "";
  }
  return { path: done, links, found: look(done) };
}
