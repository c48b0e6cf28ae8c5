import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { VariableRead } from "./variables";

/** A bundle that lies on the disk. */
export interface BundledFunction {
  /** The file, relative to the project. */
  file: string;
  /** SHA-256 of the file. */
  hash: string;
  bytes: number;
  /** The files beside its code by their names in the archive, paths relative to the project. */
  files?: Readonly<Record<string, string>>;
  /** What the bundler says about code that it built. */
  warnings?: readonly string[];
  /** The variables that its environment must hold. */
  reads?: readonly VariableRead[];
  /** Why it does not start on a runtime that takes no callbacks; absent where it does. */
  callback?: string;
}

/** Where bundles are written. */
export interface OutputFolders {
  projectDirectory: string;
  outputDirectory: string;
}

/**
 * Writes a bundle and its source map into a folder named by its content. The folder appears whole or not at
 * all, so that two programs may write at once.
 */
export async function writeBundle(
  { code, map }: { code: string; map: string },
  { projectDirectory, outputDirectory }: OutputFolders,
): Promise<BundledFunction> {
  const text = `${code}//# sourceMappingURL=index.js.map\n`;
  const hash = createHash("sha256").update(text).digest("hex");
  const folder = join(outputDirectory, hash.slice(0, 32));
  const file = join(folder, "index.js");
  const mapText = mapFor(map, relative(folder, projectDirectory));
  await mkdir(outputDirectory, { recursive: true });
  if ((await textOf(file)) !== text)
    await writeFolder(folder, { "index.js": text, "index.js.map": mapText });
  // The code may be the same although its lines have moved.
  if ((await textOf(`${file}.map`)) !== mapText) await replace(folder, "index.js.map", mapText);
  return { file: posix(relative(projectDirectory, file)), hash, bytes: Buffer.byteLength(text) };
}

function mapFor(map: string, root: string): string {
  return JSON.stringify({ ...JSON.parse(map), file: "index.js", sourceRoot: `${posix(root)}/` });
}

async function writeFolder(folder: string, files: Record<string, string>): Promise<void> {
  const made = await mkdtemp(`${folder}.`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text);
  try {
    await rename(made, folder);
  } catch {
    // Another program was first, or the folder was tampered with: its files are set one by one.
    for (const [name, text] of Object.entries(files)) await replace(folder, name, text);
    await rm(made, { recursive: true, force: true });
  }
}

async function replace(folder: string, name: string, text: string): Promise<void> {
  const made = await mkdtemp(`${folder}.`);
  await writeFile(join(made, name), text);
  await rename(join(made, name), join(folder, name));
  await rm(made, { recursive: true, force: true });
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

function posix(path: string): string {
  return path.split(sep).join("/");
}
