import path from "node:path";
import { parse } from "yaml";
import { importsOfText, loadsByName, type ImportedFile } from "./imports";
import { foldersOf, linkedPackages, type LinkedPackages } from "./linked-packages";
import { isSpec, isZod, meaningsOf } from "./resolve";
import { readTableFile, type Fault, type ImportKind } from "./table-file";
import type { Tree } from "./tree";

/** The files that a program loads. */
export interface LoadedFiles {
  /** By path, with the links that lead to them: why each is a program; nothing for rows and data. */
  files: ReadonlyMap<string, readonly Fault[]>;
  /** Folders of packages that are linked and loaded. */
  folders: readonly string[];
  /** A program among them that loads files whose names do not stand in it. */
  loadsByName: string | undefined;
}

/** Whether an owner is asked for a file anyway, so that it need not be understood. */
export type IsOwned = (path: string) => boolean;

/** All files that a run of the program would load, packages apart, and which of them are programs. */
export function loadedFiles(tree: Tree, isOwned: IsOwned): LoadedFiles {
  const walk = new Walk(tree, isOwned);
  for (const entry of entriesOf(tree)) walk.visit(entry);
  return walk.result();
}

/** Where a program begins: the files that `Pulumi.yaml`, `package.json` and the folder may mean. */
function entriesOf(tree: Tree): string[] {
  const main = mainOf(tree, "Pulumi.yaml") ?? mainOf(tree, "package.json");
  const named = main === undefined ? ["index"] : ["index", main, path.posix.join(main, "index")];
  return named.flatMap((name) => meaningsOf(tree, path.posix.normalize(name)));
}

function mainOf(tree: Tree, file: string): string | undefined {
  const { path: at, found } = tree.follow(file);
  if (found?.kind !== "file") return undefined;
  try {
    const { main } = (parse(tree.read(at)) ?? {}) as { main?: unknown };
    return typeof main === "string" ? main : undefined;
  } catch {
    return undefined;
  }
}

class Walk {
  readonly #tree: Tree;
  readonly #isOwned: IsOwned;
  readonly #packages: LinkedPackages;
  readonly #faults = new Map<string, Fault[]>();
  /** What each file imports of other files. */
  readonly #imports = new Map<string, { line: number; file: string }[]>();
  readonly #links = new Map<string, string>();
  readonly #folders = new Set<string>();
  #loadsByName: string | undefined;

  constructor(tree: Tree, isOwned: IsOwned) {
    this.#tree = tree;
    this.#isOwned = isOwned;
    this.#packages = linkedPackages(tree);
  }

  visit(file: string): void {
    const { path: at, links, found } = this.#tree.follow(file);
    for (const link of links) this.#links.set(link, at);
    if (this.#faults.has(at)) return;
    this.#faults.set(at, []);
    if (found?.kind !== "file")
      return this.#add(at, "is reached by a link that leads out of the repository");
    const text = this.#tree.read(at);
    if (at.endsWith(".json")) this.#data(at, text);
    else if (!/\.[cm]?[jt]sx?$/.test(at)) this.#add(at, "is neither TypeScript nor JSON");
    else if (this.#isOwned(at)) this.#owned(at, text);
    else this.#code(at, text);
  }

  result(): LoadedFiles {
    this.#spread();
    const files = new Map<string, readonly Fault[]>(this.#faults);
    for (const [link, file] of this.#links) files.set(link, this.#faults.get(file) ?? []);
    return { files, folders: [...this.#folders], loadsByName: this.#loadsByName };
  }

  #isProgram = (file: string) => (this.#faults.get(this.#tree.follow(file).path)?.length ?? 0) > 0;

  #add(file: string, what: string, line = 1): void {
    this.#faults.get(file)?.push({ line, what });
  }

  #data(file: string, text: string): void {
    try {
      const data: unknown = JSON.parse(text);
      const keys = typeof data === "object" && data !== null ? Object.keys(data) : [];
      const odd = keys.find((key) => key === "__esModule" || key === "default");
      if (odd !== undefined) this.#add(file, `has a member ${odd}, which loaders read differently`);
    } catch {
      this.#add(file, "is not JSON");
    }
  }

  /** An owner is asked for it, whatever it holds; what it loads may be anybody's. */
  #owned(file: string, text: string): void {
    this.#add(file, "is a program");
    this.#follow(file, importsOfText(text));
    if (!file.startsWith("src/") && loadsByName(file, text)) this.#loadsByName ??= file;
  }

  #code(file: string, text: string): void {
    const { faults, imports } = readTableFile(file, text, (one) => this.#kindOf(file, one));
    this.#faults.get(file)?.push(...faults);
    this.#follow(file, imports);
    if (faults.length > 0 && loadsByName(file, text)) this.#loadsByName ??= file;
  }

  #follow(file: string, imports: readonly ImportedFile[]): void {
    const all: { line: number; file: string }[] = [];
    this.#imports.set(file, all);
    for (const { specifier, line } of imports) {
      if (isZod(specifier) || isSpec(file, specifier)) continue;
      for (const folder of foldersOf(this.#packages, specifier)) this.#folders.add(folder);
      const files = this.#meanings(file, specifier);
      for (const one of files) {
        this.visit(one);
        all.push({ line, file: one });
        const others = files.filter((other) => other !== one).join(", ");
        if (others !== "")
          this.#add(
            this.#tree.follow(one).path,
            `stands beside ${others}, and which of them ${JSON.stringify(specifier)} means depends on the loader`,
          );
      }
    }
  }

  #meanings(file: string, specifier: string): string[] {
    if (!/^\.{1,2}(\/|$)/.test(specifier)) return [];
    return meaningsOf(this.#tree, path.posix.join(path.posix.dirname(file), specifier));
  }

  #kindOf(file: string, specifier: string): ImportKind {
    if (isZod(specifier)) return "zod";
    if (isSpec(file, specifier)) return "spec";
    const [first] = this.#meanings(file, specifier);
    if (first === undefined) return "other";
    return first.endsWith(".json") ? "data" : "file";
  }

  /** Who imports a program is one: what comes from there may be anything. */
  #spread(): void {
    for (let again = true; again;) {
      again = false;
      for (const [file, imports] of this.#imports) {
        const program = imports.find((one) => this.#isProgram(one.file));
        if (program === undefined || this.#isProgram(file)) continue;
        this.#add(file, `imports ${program.file}, which is a program`, program.line);
        again = true;
      }
    }
  }
}
