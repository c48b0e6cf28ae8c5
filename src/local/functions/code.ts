import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { CodeDefinition } from "../../access/definition";
import { readZip } from "./zip";

/** Where code is laid out, and where paths in a graph begin. */
export interface CodePlaces {
  projectDirectory: string;
  stateDirectory: string;
}

/** Text that changes when the code may have changed: for files, their size and time. */
export function codeIdentity(code: CodeDefinition, { projectDirectory }: CodePlaces): string {
  const stat = (file: string) => {
    const found = fs.statSync(path.resolve(projectDirectory, file), { throwIfNoEntry: false });
    return found ? `${file}:${found.size}:${found.mtimeMs}` : `${file}:missing`;
  };
  const files = Object.entries(code.files).map(([name, file]) =>
    "text" in file ? [name, sha256(file.text)] : [name, stat(file.path)],
  );
  return JSON.stringify([code.path ? stat(code.path) : "", files]);
}

/** Puts the files of an archive where Lambda would, under `<state>/code/<hash>/`, and says where. */
export function layOutCode(code: CodeDefinition, places: CodePlaces): string {
  const files = filesOf(code, places);
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(`${name}\0${content.length}\0`).update(content);
  const folder = path.join(places.stateDirectory, "code", hash.digest("hex").slice(0, 32));
  if (!fs.existsSync(folder)) write(folder, files);
  return folder;
}

/** Folders in which the code finds packages that are not in its archive, as layers do on AWS. */
export function modulePaths(code: CodeDefinition, { projectDirectory }: CodePlaces): string[] {
  const origins = Object.values(code.files).flatMap((file) =>
    "path" in file ? [path.dirname(path.resolve(projectDirectory, file.path))] : [],
  );
  const folders = [...origins, projectDirectory].flatMap(ancestors);
  return [...new Set(folders.map((folder) => path.join(folder, "node_modules")))].filter((folder) =>
    fs.existsSync(folder),
  );
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function filesOf(code: CodeDefinition, { projectDirectory }: CodePlaces): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  if (code.path) addArchive(files, path.resolve(projectDirectory, code.path));
  for (const [name, file] of Object.entries(code.files)) {
    if ("text" in file) files.set(name, Buffer.from(file.text));
    else addPath(files, name, path.resolve(projectDirectory, file.path));
  }
  for (const name of files.keys()) {
    if (path.isAbsolute(name) || name.split(/[/\\]/).includes("..")) {
      throw new Error(`The archive holds "${name}", which leads out of it.`);
    }
  }
  return files;
}

function addArchive(files: Map<string, Buffer>, file: string): void {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no archive ${file}.`);
  if (found.isDirectory()) addFolder(files, "", file);
  else for (const [name, content] of readZip(fs.readFileSync(file))) files.set(name, content);
}

function addFolder(files: Map<string, Buffer>, prefix: string, folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    addPath(files, `${prefix}${entry.name}`, path.join(folder, entry.name));
  }
}

function addPath(files: Map<string, Buffer>, name: string, file: string): void {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new Error(`"${name}" of the archive should come from ${file}, which is not there.`);
  if (found.isDirectory()) return addFolder(files, `${name}/`, file);
  const content = fs.readFileSync(file);
  const map = `${file}.map`;
  if (!/\.[cm]?js$/.test(name) || !fs.existsSync(map)) {
    files.set(name, content);
    return;
  }
  files.set(`${name}.map`, absoluteMap(map));
  files.set(name, withMapComment(content.toString("utf8"), `${path.basename(name)}.map`));
}

/** A map names its sources from where it lies; the copy lies elsewhere. */
function absoluteMap(file: string): Buffer {
  const map = JSON.parse(fs.readFileSync(file, "utf8"));
  const root = path.resolve(path.dirname(file), map.sourceRoot ?? "");
  const sources = (map.sources as string[]).map((source) =>
    /^\w+:/.test(source) ? source : pathToFileURL(path.resolve(root, source)).href,
  );
  return Buffer.from(JSON.stringify({ ...map, sourceRoot: undefined, sources }));
}

function withMapComment(code: string, map: string): Buffer {
  // The comment is the last line of a bundle, or there is none.
  const lines = code.trimEnd().split("\n");
  if (lines.at(-1)?.startsWith("//# sourceMappingURL=")) lines.pop();
  const without = lines.join("\n");
  return Buffer.from(`${without}\n//# sourceMappingURL=${map}\n`);
}

function write(folder: string, files: Map<string, Buffer>): void {
  const draft = `${folder}.${process.pid}.part`;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  // Without it Node would take `"type": "module"` from the project around the state folder.
  fs.writeFileSync(path.join(path.dirname(folder), "package.json"), "{}\n");
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft);
  for (const [name, content] of files) {
    const file = path.join(draft, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  fs.renameSync(draft, folder);
}
