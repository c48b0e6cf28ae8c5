import fs from "node:fs";
import path from "node:path";

/** Folders that no program is made of. */
const skipped = new Set(["node_modules", "dist", "coverage", "test", "tests", "bench"]);

/** The folders of a project that its program may read: all but packages, tests, hidden ones and the state. */
export function* projectFolders(folder: string, state: string): Generator<string> {
  yield folder;
  for (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    if (!entry.isDirectory() || isHidden(entry.name) || skipped.has(entry.name)) continue;
    if (full !== state) yield* projectFolders(full, state);
  }
}

/** The files in them, in a stable order. */
export function* projectFiles(folder: string, state: string): Generator<{ file: string }> {
  for (const one of projectFolders(folder, state)) {
    for (const entry of entriesOf(one)) {
      if (!entry.isDirectory() && concernsProgram(entry.name))
        yield { file: path.join(one, entry.name) };
    }
  }
}

/** Whether a file of this name may change what the program registers. */
export function concernsProgram(name: string): boolean {
  return !isHidden(name) && !/\.(md|log|swp|tmp|part)$|~$/.test(name);
}

/** Says of a file whether it is among those that `projectFolders` and `concernsProgram` cover. */
export function watchedBy(folder: string, state: string): (file: string) => boolean {
  const folders = new Set(projectFolders(folder, state));
  return (file) => {
    const name = path.basename(file);
    return folders.has(path.dirname(file)) && (name === "*" || concernsProgram(name));
  };
}

const isHidden = (name: string) => name.startsWith(".");

function entriesOf(folder: string): fs.Dirent[] {
  try {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return []; // Removed meanwhile.
  }
}
