import path from "node:path";
import { entriesOf } from "./entries";
import { importsOfText, loadsByName, type ImportedFile } from "./imports";
import { foldersOf, linkedPackages, type LinkedPackages } from "./linked-packages";
import { ownImports } from "./own-imports";
import { isSpec, isZod, meaningsOf } from "./resolve";
import { readTableFile, type Fault, type ImportKind } from "./table-file";
import type { Tree } from "./tree";
import { typeFiles } from "./type-files";

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
  const { program, tools, settings } = entriesOf(tree);
  for (const entry of program) walk.visit(entry);
  walk.visitTools(tools);
  for (const file of settings) walk.add(file, "is extended by tsconfig.json");
  return walk.result();
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
  /** Files that are imported for their types. */
  readonly #types = new Set<string>();
  /** Data that is no object. */
  readonly #lists = new Set<string>();
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
      return this.add(at, "is reached by a link that leads out of the repository");
    const text = this.#tree.read(at);
    if (at.endsWith(".json")) this.#data(at, text);
    else if (!/\.[cm]?[jt]sx?$/.test(at)) this.add(at, "is neither TypeScript nor JSON");
    else if (this.#isOwned(at)) this.#owned(at, text);
    else this.#code(at, text);
  }

  /** Files that run before the program: which others they read for it is not asked. */
  visitTools(files: readonly string[]): void {
    const known = this.#loadsByName;
    for (const file of files) this.visit(file);
    this.#loadsByName = known;
  }

  result(): LoadedFiles {
    this.#spread();
    const types = typeFiles(this.#tree, this.#types);
    const files = new Map<string, readonly Fault[]>([...types, ...this.#faults]);
    for (const [file, faults] of types) if (files.get(file)?.length === 0) files.set(file, faults);
    for (const [link, file] of this.#links) files.set(link, this.#faults.get(file) ?? []);
    return { files, folders: [...this.#folders], loadsByName: this.#loadsByName };
  }

  #isProgram = (file: string) => (this.#faults.get(this.#tree.follow(file).path)?.length ?? 0) > 0;

  /** Says why a file is a program. */
  add(file: string, what: string, line = 1): void {
    const { path: at } = this.#tree.follow(file);
    this.#faults.set(at, [...(this.#faults.get(at) ?? []), { line, what }]);
  }

  #data(file: string, text: string): void {
    try {
      let holds = false;
      const data: unknown = JSON.parse(text, (key, value: unknown) => {
        holds ||= key === "__proto__";
        return value;
      });
      const keys = typeof data === "object" && data !== null ? Object.keys(data) : [];
      const odd = holds
        ? "__proto__"
        : keys.find((key) => key === "__esModule" || key === "default");
      if (typeof data !== "object" || data === null || Array.isArray(data)) this.#lists.add(file);
      if (odd !== undefined) this.add(file, `has a member ${odd}, which loaders read differently`);
    } catch {
      this.add(file, "is not JSON");
    }
  }

  /** An owner is asked for it, whatever it holds; what it loads may be anybody's. */
  #owned(file: string, text: string): void {
    this.add(file, "is a program");
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
    for (const { specifier, line, isType } of imports) {
      if (isZod(specifier) || isSpec(file, specifier)) continue;
      for (const folder of foldersOf(this.#packages, specifier)) this.#folders.add(folder);
      const files = this.#meanings(file, specifier);
      if (isType) {
        for (const one of files) this.#types.add(one);
        continue;
      }
      const own = ownImports(this.#tree, file, specifier);
      for (const one of own.folders) this.#folders.add(one);
      for (const one of own.files) this.visit(one);
      for (const one of files) {
        this.visit(one);
        all.push({ line, file: one });
        const others = files.filter((other) => other !== one).join(", ");
        if (others !== "")
          this.add(
            this.#tree.follow(one).path,
            `has other files of its name, ${others}, and which of them ${JSON.stringify(specifier)} means depends on the loader`,
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
    if (!first.endsWith(".json")) return "file";
    this.visit(first);
    return this.#lists.has(this.#tree.follow(first).path) ? "list" : "data";
  }

  /** Who imports a program is one: what comes from there may be anything. */
  #spread(): void {
    for (let again = true; again;) {
      again = false;
      for (const [file, imports] of this.#imports) {
        const program = imports.find((one) => this.#isProgram(one.file));
        if (program === undefined || this.#isProgram(file)) continue;
        this.add(file, `imports ${program.file}, which is a program`, program.line);
        again = true;
      }
    }
  }
}
