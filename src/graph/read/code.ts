import type { CodeDefinition } from "../deployed";
import { isRecord, recordOf, textOf } from "../../base/values";

type File = CodeDefinition["files"][string];

function fileOf(asset: unknown): File | undefined {
  if (typeof asset === "string") return { text: asset };
  const { text, path } = recordOf(asset);
  if (typeof text === "string") return { text };
  const named = textOf(path);
  return named === undefined ? undefined : { path: named };
}

/** Files of an archive's assets, those of archives inside it under their names. */
function filesOf(assets: unknown, prefix = ""): [string, File][] {
  return Object.entries(recordOf(assets)).flatMap(([name, asset]): [string, File][] => {
    if (isRecord(asset) && isRecord(asset["assets"]))
      return filesOf(asset["assets"], `${prefix}${name}/`);
    const file = fileOf(asset);
    return file === undefined ? [] : [[`${prefix}${name}`, file]];
  });
}

/** The code of a function, as the graph writes an archive. */
export function readCode(archive: unknown): CodeDefinition {
  if (typeof archive === "string") return { files: {}, path: archive };
  const { assets, path } = recordOf(archive);
  const files = Object.fromEntries(filesOf(assets));
  const whole = textOf(path);
  return whole === undefined ? { files } : { files, path: whole };
}
