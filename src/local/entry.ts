import fs from "node:fs";

/** What a path leads to, links followed; undefined: nothing. */
export const entryAt = (path: string): fs.Stats | undefined => orNothing(fs.statSync, path);

/** What stands at a path, which may be a link; undefined: nothing. */
export const linkAt = (path: string): fs.Stats | undefined => orNothing(fs.lstatSync, path);

/** Below a file there is nothing either, where Node throws in spite of `throwIfNoEntry`. */
function orNothing(
  look: (path: string, options: { throwIfNoEntry: false }) => fs.Stats | undefined,
  path: string,
): fs.Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}
