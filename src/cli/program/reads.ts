import fs, { realpathSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { framesOf } from "./stack-frames";

/** What a run of a program read, so that a change of it makes another run. */
export interface RunReads {
  /** Files and folders outside of packages: read, listed, or only looked for. */
  paths: Readonly<Record<string, "read" | "listed" | "sought">>;
  /** Variables of the environment. */
  variables: readonly string[];
  /** Whether it went through all variables. */
  allVariables: boolean;
  /** The variables that code other than packages read: what a deploy has in its own environment. */
  ownVariables: readonly string[];
}

/** Where the bundler (`src/pulumi/bundle/build`) says what it read: it reads in a separate process. */
const bundled = Symbol.for("gatehouse.bundled");

const readers = ["readFile", "readFileSync", "open", "openSync", "createReadStream"];
const listers = ["readdir", "readdirSync", "opendir", "opendirSync"];
const seekers = "stat statSync lstat lstatSync access accessSync exists existsSync readlink".split(
  " ",
);

/** Tools that run the program, and are not part of it. */
const tools = /[\\/]node_modules[\\/](esbuild|tsx|get-tsconfig|typescript|@esbuild)[\\/]/;
const notOfTheProgram = /[\\/]\.(gatehouse|git)[\\/]|^\/(proc|sys|dev)\//;
/** Where tsx keeps what it compiled. */
const compiled = path.join(tmpdir(), "tsx");

/** Begins to write down what this process reads; `ownFolder` holds what runs the program. */
export function recordReads(ownFolder: string): (loaded: readonly string[]) => RunReads {
  const paths = new Map<string, "read" | "listed" | "sought">();
  const note = (kind: "read" | "listed" | "sought", given: unknown) => {
    const file = pathOf(given);
    if (file === undefined) return;
    const known = paths.get(file);
    if (known === undefined || known === "sought") paths.set(file, kind);
  };
  for (const [names, kind] of [
    [readers, "read"],
    [listers, "listed"],
    [seekers, "sought"],
  ] as const) {
    for (const name of names)
      for (const holder of [fs, fs.promises]) wrap(holder, name, (given) => note(kind, given));
  }
  const files = new Set<string>();
  Object.defineProperty(globalThis, bundled, { value: files, configurable: true });
  const variables = recordVariables(ownFolder);
  syncBuiltinESMExports();
  return (loaded) => {
    for (const file of [...files, ...loaded]) note("read", file);
    return { paths: Object.fromEntries(ownPaths(paths)), ...variables() };
  };
}

type Holder = Record<string, unknown>;

function wrap(from: object, name: string, note: (given: unknown) => void): void {
  const holder = from as Holder;
  const original = holder[name];
  if (typeof original !== "function") return;
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    note(args[0]);
    return Reflect.apply(original, this, args);
  };
  Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original));
  holder[name] = wrapped;
}

function pathOf(given: unknown): string | undefined {
  if (typeof given === "string") return path.resolve(given);
  if (Buffer.isBuffer(given)) return path.resolve(given.toString());
  if (!(given instanceof URL) || given.protocol !== "file:") return undefined;
  return fileURLToPath(given);
}

/** The folder of the innermost package that a file is part of. */
function packageFolder(file: string): string | undefined {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf("node_modules");
  const name = parts[at + 1];
  if (at < 0 || !name) return undefined;
  return file.slice(0, parts.slice(0, at + (name.startsWith("@") ? 3 : 2)).join("/").length);
}

/** Without packages, whose lock file stands for them; a package that is a link to elsewhere is none. */
function* ownPaths(
  paths: ReadonlyMap<string, "read" | "listed" | "sought">,
): Generator<[string, "read" | "listed" | "sought"]> {
  const real = new Map<string, string>();
  const whole = (file: string) => {
    const folder = packageFolder(file);
    if (folder === undefined) return file;
    if (!real.has(folder)) real.set(folder, realOf(folder));
    return `${real.get(folder)}${file.slice(folder.length)}`;
  };
  for (const [file, kind] of paths) {
    const at = whole(file);
    const isPackage = /[\\/]node_modules([\\/]|$)/.test(at);
    if (!isPackage && !notOfTheProgram.test(at) && !at.startsWith(compiled)) yield [at, kind];
  }
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Puts something that remembers in the environment's place. */
function recordVariables(ownFolder: string): () => Omit<RunReads, "paths"> {
  const [read, own] = [new Set<string>(), new Set<string>()];
  let all = false;
  const environment = process.env;
  const note = (name: string | symbol) => {
    if (typeof name !== "string" || name.startsWith("GATEHOUSE_")) return;
    const { file: reader, byNode } = readingFile();
    if (reader !== undefined && tools.test(reader)) return;
    read.add(name);
    if (byNode) return;
    const isOwn = reader?.startsWith(ownFolder + path.sep) === true;
    if (reader !== undefined && !isOwn && !reader.includes(`${path.sep}node_modules${path.sep}`))
      own.add(name);
  };
  process.env = new Proxy(environment, {
    get(target, name) {
      note(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      note(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      if (Object.hasOwn(target, name)) return Reflect.getOwnPropertyDescriptor(target, name);
      note(name);
      return undefined;
    },
    ownKeys(target) {
      const { file: reader } = readingFile();
      if (reader === undefined || !tools.test(reader)) all = true;
      return Reflect.ownKeys(target);
    },
  });
  return () => ({
    variables: [...read].sort(),
    allVariables: all,
    ownVariables: [...own].sort(),
  });
}

/** The file whose code runs now, this one and Node's own apart; and whether Node's own code reads on its behalf. */
function readingFile(): { file: string | undefined; byNode: boolean } {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  let byNode = false;
  for (const { file } of framesOf(stack)) {
    if (file.startsWith("node:")) byNode = true;
    else if (path.isAbsolute(file) && file !== __filename) return { file, byNode };
  }
  return { file: undefined, byNode };
}
