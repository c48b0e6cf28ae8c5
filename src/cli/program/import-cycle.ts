import { type Frame, framesOf } from "./stack-frames";

/** Reads a file of the table, to name the row that stands at a line; gives nothing where it cannot. */
export type ReadSource = (file: string) => string | undefined;

/**
 * What an error means that was thrown while the files of the table were loaded: where the loader keeps
 * imports live, two files that import each other end in a `ReferenceError` before `buildModel` sees
 * them. `undefined` for any other error.
 */
export function importCycle(
  error: unknown,
  read: ReadSource = () => undefined,
): string | undefined {
  if (!(error instanceof ReferenceError)) return undefined;
  const [, name] = /^Cannot access '(.+)' before initialization$/.exec(error.message) ?? [];
  if (name === undefined) return undefined;
  const places = placesOf(error.stack ?? "");
  const [declared] = places;
  const later =
    declared && !throughImport(error, name)
      ? declaredLater(read(declared.file), { ...declared, name })
      : undefined;
  if (later) return later;
  const used = places.find(({ file }) => file !== declared?.file);
  if (!declared || !used) return undefined;
  const row = exportAt(read(used.file), used.line);
  const where = row ? `${row} (${used.file}:${used.line})` : `${used.file}:${used.line}`;
  return `${where}: it needs ${name} of ${declared.file}, which is not made yet: the two files import each other. Move what both files need into a third file that imports neither.`;
}

/** Whether the constant was reached by another file: loaders make a getter of its name in the file that declares it. */
function throughImport({ stack = "" }: Error, name: string): boolean {
  const [first = ""] = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  return [" ", "."].some((before) =>
    [" (", " [as "].some((after) => first.includes(`${before}${name}${after}`)),
  );
}

/** A constant that is used above its own declaration in one file: no other file has to do with it. */
function declaredLater(
  text: string | undefined,
  { file, line, name }: Pick<Frame, "file" | "line"> & { name: string },
): string | undefined {
  const at = (text ?? "").split("\n").findIndex((one) => declaredAt(one) === name) + 1;
  if (at <= line) return undefined;
  const row = exportAt(text, line);
  const where = row ? `${row} (${file}:${line})` : `${file}:${line}`;
  return `${where}: it uses ${name}, which is declared further down, at ${file}:${at}. Expected ${name} above line ${line}. Move its declaration above ${row ?? `line ${line}`}.`;
}

/** The constant that a line declares. */
const declaredAt = (line: string) =>
  /^(?:export )?(?:const|let|class) ([\w$]+)/.exec(line.trim())?.[1];

/** The places of a stack in files of ours, innermost first. */
function placesOf(stack: string): Frame[] {
  return framesOf(stack).filter(
    ({ file }) => !file.startsWith("node:") && !file.includes("node_modules"),
  );
}

/** The name of the exported constant that a line belongs to. */
function exportAt(text: string | undefined, line: number): string | undefined {
  const above = (text ?? "").split("\n").slice(0, line);
  const declarations = above.flatMap((one) => /^export const (\w+)/.exec(one)?.[1] ?? []);
  return declarations.at(-1);
}
