import fs from "node:fs";
import path from "node:path";
import { concernsProgram, projectFolders } from "./project-files";

/** Editors save in several steps; this long after the last one the file is whole. */
const settleMilliseconds = 40;

/** What to watch, and who to tell. */
export interface WatchOptions {
  /** The program's own files; absent where the graph comes from a file. */
  project?: { projectDirectory: string; stateDirectory: string };
  /** Further files, read anew after each change. */
  files: () => readonly string[];
  changed: () => void;
  /** Something cannot be watched. */
  problem: (text: string) => void;
}

/** Ends the watching. */
export interface Watch {
  (): void;
  /** Other files are to be watched from now on. */
  refresh(): void;
}

/** Calls back once after each saving of a file that matters. Returns what ends it. */
export function watchFiles({ project, files, changed, problem }: WatchOptions): Watch {
  const watchers = new Map<string, fs.FSWatcher>();
  const refused = new Set<string>();
  let wanted = wantedFolders(project, files());
  let timer: NodeJS.Timeout | undefined;

  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      wanted = wantedFolders(project, files());
      update();
      changed();
    }, settleMilliseconds);
  };

  const watch = (folder: string) => {
    try {
      const watcher = fs.watch(folder, (_event, name) => {
        if (name === null || wanted.get(folder)?.(name)) settle();
      });
      const forget = () => {
        watcher.close();
        watchers.delete(folder);
      };
      // The folder was removed; the one that held it reports that as well.
      watcher.on("error", forget);
      watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || refused.has(folder)) return;
      refused.add(folder);
      problem(`Changes in ${folder} go unnoticed: ${message}. Restart after saving there.`);
    }
  };

  /** One watcher per folder: the `recursive` of Node 20 on Linux watches every single file. */
  const update = () => {
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of wanted.keys()) if (!watchers.has(folder)) watch(folder);
  };

  update();
  let ended = false;
  const end = () => {
    ended = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
  const refresh = () => {
    if (ended) return;
    wanted = wantedFolders(project, files());
    update();
  };
  return Object.assign(end, { refresh });
}

/** For each folder which names in it matter. */
function wantedFolders(project: WatchOptions["project"], files: readonly string[]) {
  const wanted = new Map<string, (name: string) => boolean>();
  const add = (folder: string, concerns: (name: string) => boolean) => {
    const known = wanted.get(folder);
    wanted.set(folder, known ? (name) => known(name) || concerns(name) : concerns);
  };
  if (project) {
    const { projectDirectory, stateDirectory } = project;
    for (const folder of projectFolders(projectDirectory, stateDirectory))
      add(folder, concernsProgram);
  }
  for (const file of files) {
    const wantedName = path.basename(file);
    add(path.dirname(file), (name) => wantedName === "*" || name === wantedName);
  }
  return wanted;
}
