import { exportMeaning, exportNames, meaningOf } from "./bindings";
import { rewriteSpecFile, schemasName, type Rewritten } from "./rewrite";
import { isBroken, type SpecFile, type SpecFiles } from "./spec-files";

/** Where the schemas of a row stand. */
export interface SchemasExport {
  file: string;
  /** The export's name; nothing where the row has no schemas. */
  export?: string;
}

/** The table as functions get it. */
export interface Table {
  /** The rewritten file, or nothing where it is none of the table's or is broken. */
  rewritten(path: string): Rewritten | undefined;
  /** The schemas of a row or authorizer; nothing where the table has no such row at its top level. */
  schemasOf(name: string): SchemasExport | undefined;
  /** The files with mistakes; the bundler says where they are when it loads them. */
  faulty(): readonly string[];
}

/** Rewrites each file of the table once. */
export function createTable(files: SpecFiles, index: string): Table {
  const root = files.get(index);
  const exported = root === undefined ? new Map() : exportedDeclarations(files, root);
  const names = new Map(
    [...exported].map(([name, { file, local }]) => [`${file}\0${local}`, name]),
  );
  const results = new Map<string, Rewritten>();

  function rewritten(path: string): Rewritten | undefined {
    const file = files.get(path);
    if (file === undefined || isBroken(file)) return undefined;
    const done = results.get(path);
    if (done !== undefined) return done;
    const result = rewriteSpecFile(file, {
      wordOf: (node) => {
        const meaning = meaningOf(files, file, node);
        return meaning?.kind === "dsl" ? meaning.word : undefined;
      },
      nameOf: (local) => names.get(`${path}\0${local}`) ?? local,
    });
    results.set(path, result);
    return result;
  }

  return {
    rewritten,
    faulty: () =>
      [...files.keys()].filter((path) => (rewritten(path)?.problems.length ?? 1) > 0).sort(),
    schemasOf(name) {
      const place = exported.get(name);
      const declared = place && rewritten(place.file)?.declared.get(place.local);
      if (place === undefined || declared === undefined) return undefined;
      return {
        file: place.file,
        ...(declared.schemas ? { export: schemasName(place.local) } : {}),
      };
    },
  };
}

interface Place {
  file: string;
  local: string;
}

function exportedDeclarations(files: SpecFiles, root: SpecFile): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const name of exportNames(files, root)) {
    const meaning = exportMeaning(files, root, name);
    if (meaning?.kind === "declared") places.set(name, meaning);
  }
  return places;
}
