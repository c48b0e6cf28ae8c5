import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { entryAt } from "../entry";
import type { CodeDefinition } from "../../graph/deployed";
import { readZip } from "./zip";

/** Where code is laid out, and where paths in a graph begin. */
export interface CodePlaces {
  projectDirectory: string;
  stateDirectory: string;
}

/** Text that changes when the code may have changed: for files, their size and time. */
export function codeIdentity(code: CodeDefinition, { projectDirectory }: CodePlaces): string {
  const stat = (file: string) => {
    const found = entryAt(path.resolve(projectDirectory, file));
    return found ? `${file}:${found.size}:${found.mtimeMs}` : `${file}:missing`;
  };
  const files = Object.entries(code.files).map(([name, file]) =>
    "text" in file ? [name, sha256(file.text)] : [name, stat(file.path)],
  );
  return JSON.stringify([code.path ? stat(code.path) : "", files]);
}

/** Where archives are laid out. */
export function codeFolder({ stateDirectory }: Pick<CodePlaces, "stateDirectory">): string {
  return path.join(stateDirectory, "code");
}

/** Puts the files of an archive where Lambda would, in `<state>/code/<hash>/var/task`, and says where. */
export function layOutCode(code: CodeDefinition, places: CodePlaces): string {
  const archive = archiveOf(code, places);
  const hash = createHash("sha256");
  for (const [name, content] of [...archive.files, ...archive.maps]) {
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  const folder = path.join(codeFolder(places), hash.digest("hex").slice(0, 32));
  if (!fs.existsSync(folder)) write(folder, archive);
  return path.join(folder, task);
}

/** Folders from which packages of the runtime are looked for: those of the code, and the project. */
export function packageOrigins(code: CodeDefinition, { projectDirectory }: CodePlaces): string[] {
  const origins = Object.values(code.files).flatMap((file) =>
    "path" in file ? [path.dirname(path.resolve(projectDirectory, file.path))] : [],
  );
  return [...new Set([...origins, path.resolve(projectDirectory)])];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Where the files of an archive lie, as on Lambda. */
const task = "var/task";

interface Archive {
  files: Map<string, Buffer>;
  /** Source maps of its files, which lie beside it: on Lambda there are none. */
  maps: Map<string, Buffer>;
}

function archiveOf(code: CodeDefinition, { projectDirectory }: CodePlaces): Archive {
  const archive: Archive = { files: new Map(), maps: new Map() };
  const { files } = archive;
  if (code.path) addArchive(archive, path.resolve(projectDirectory, code.path));
  for (const [name, file] of Object.entries(code.files)) {
    if ("text" in file) files.set(name, Buffer.from(file.text));
    else addPath(archive, name, path.resolve(projectDirectory, file.path));
  }
  for (const name of files.keys()) {
    if (path.isAbsolute(name) || name.split(/[/\\]/).includes("..")) {
      throw new Error(`The archive holds "${name}", which leads out of it.`);
    }
  }
  return archive;
}

function addArchive(archive: Archive, file: string): void {
  const found = entryAt(file);
  if (!found) throw new Error(`There is no archive ${file}.`);
  if (found.isDirectory()) addFolder(archive, "", file);
  else
    for (const [name, content] of readZip(fs.readFileSync(file))) archive.files.set(name, content);
}

function addFolder(archive: Archive, prefix: string, folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    addPath(archive, `${prefix}${entry.name}`, path.join(folder, entry.name));
  }
}

function addPath(archive: Archive, name: string, file: string): void {
  const found = entryAt(file);
  if (!found)
    throw new Error(`"${name}" of the archive should come from ${file}, which is not there.`);
  if (found.isDirectory()) return addFolder(archive, `${name}/`, file);
  const content = fs.readFileSync(file);
  const map = `${file}.map`;
  if (!/\.[cm]?js$/.test(name) || !fs.existsSync(map)) {
    archive.files.set(name, content);
    return;
  }
  archive.maps.set(`${name}.map`, absoluteMap(map));
  const place = path.posix.relative(path.posix.dirname(`${task}/${name}`), `maps/${name}.map`);
  archive.files.set(name, withMapComment(content.toString("utf8"), place));
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

function write(folder: string, { files, maps }: Archive): void {
  const draft = `${folder}.${process.pid}.part`;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  // Without it Node would take `"type": "module"` from the project around the state folder.
  fs.writeFileSync(path.join(path.dirname(folder), "package.json"), "{}\n");
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(path.join(draft, task), { recursive: true });
  const place = (name: string, content: Buffer) => {
    const file = path.join(draft, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content, { mode: 0o444 });
  };
  for (const [name, content] of files) place(`${task}/${name}`, content);
  for (const [name, content] of maps) place(`maps/${name}`, content);
  fs.renameSync(draft, folder);
}
