import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** One TypeScript language service for all tests: making its first program takes most of their time. */

const root = join(__dirname, "..", "..");
/** Where the tests' files seem to be: deep enough for `../../../src/spec`. */
const folder = join(root, "test", "editor", "virtual");
const files = new Map<string, { text: string; version: number }>();
let version = 0;

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  root,
);
const libraries = dirname(ts.getDefaultLibFilePath(options));

const host: ts.LanguageServiceHost = {
  getCompilationSettings: () => ({ ...options, noEmit: true }),
  getScriptFileNames: () => [...files.keys()],
  getScriptVersion: (name) => String(files.get(name)?.version ?? 0),
  getScriptSnapshot: (name) => {
    const text =
      files.get(name)?.text ?? (existsSync(name) ? readFileSync(name, "utf8") : undefined);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: (o) => join(libraries, ts.getDefaultLibFileName(o)),
  getProjectVersion: () => String(version),
  fileExists: (name) => files.has(name) || ts.sys.fileExists(name),
  readFile: (name) => files.get(name)?.text ?? ts.sys.readFile(name),
  readDirectory: ts.sys.readDirectory,
  directoryExists: (name) => name === folder || ts.sys.directoryExists(name),
  getDirectories: ts.sys.getDirectories,
};

/** The service itself, for what the functions below do not cover. */
export const service = ts.createLanguageService(host, ts.createDocumentRegistry());

/** An error as an editor shows it. */
export interface EditorError {
  code: number;
  /** The text that is underlined. */
  place: string;
  message: string;
}

/** Opens a file that exists in memory only; a second time, changes it. Add all files before the first question. */
export function open(name: string, text: string): string {
  const path = join(folder, name);
  files.set(path, { text, version: (files.get(path)?.version ?? 0) + 1 });
  version++;
  return path;
}

/** The errors of a file. */
export function errorsOf(path: string): EditorError[] {
  const text = files.get(path)?.text ?? "";
  return [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)].map(
    ({ code, start = 0, length = 0, messageText }) => ({
      code,
      place: text.slice(start, start + length),
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }),
  );
}

/** The place of a marker in a file: behind it, or before it where `side` says so. */
export function placeOf(
  path: string,
  marker: string,
  side: "before" | "behind" = "behind",
): number {
  const at = files.get(path)?.text.indexOf(marker) ?? -1;
  if (at < 0) throw new Error(`${path} has no ${marker}`);
  return side === "behind" ? at + marker.length : at;
}

/** The names that the editor offers behind a marker, in its order. */
export function completionsAt(path: string, marker: string): string[] {
  const list = service.getCompletionsAtPosition(path, placeOf(path, marker), undefined);
  return (list?.entries ?? [])
    .toSorted((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0))
    .map(({ name }) => name);
}

/** The text that an editor shows for the name behind a marker: the type, then the documentation. */
export function hoverAt(path: string, marker: string): { type: string; documentation: string } {
  const info = service.getQuickInfoAtPosition(path, placeOf(path, marker));
  return {
    type: ts.displayPartsToString(info?.displayParts),
    documentation: ts.displayPartsToString(info?.documentation),
  };
}
