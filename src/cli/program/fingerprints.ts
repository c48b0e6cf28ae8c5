import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { entryAt, linkAt } from "../../local/entry";
import type { Resource } from "../../graph/resource";

type Fields = Readonly<Record<string, unknown>>;

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const posix = (file: string) => file.split(path.sep).join("/");

/** Resources whose inputs hold files that run, or that hold what runs. */
const holdsCode = /^aws:(lambda\/(function:Function|layerVersion:LayerVersion)|s3\/bucketObject)/;

/**
 * Folders of packages that are links to elsewhere, as the bundler names files in them: it writes the place of a
 * CommonJS file into the code, and the same code must read the same in every checkout.
 */
function linkedPackages(directory: string): readonly (readonly [from: string, to: string])[] {
  const steps = directory.split(path.sep).length;
  return Array.from({ length: steps }, (_, up) => path.resolve(directory, "../".repeat(up)))
    .map((folder) => path.join(folder, "node_modules"))
    .filter((folder) => linkAt(folder)?.isSymbolicLink())
    .map((link) => [realpathSync(link), link].map((to) => posix(path.relative(directory, to))))
    .map(([from, to]) => [`"${from}/`, `"${to}/`]);
}

/** What a graph says of a file beside its path. */
export interface Fingerprint {
  /** SHA-256 of the content; of a folder, of its files by name. */
  hash: string;
  /** The files that it was made from, where a source map beside it says so, each with its own hash. */
  sources?: Readonly<Record<string, string>>;
}

/** Adds to each file and archive in the code of a graph's functions what it holds. */
export function withFingerprints(graph: readonly Resource[], directory: string): Resource[] {
  const root = realpathSync(directory);
  const linked = linkedPackages(root);
  const known = new Map<string, string>();

  const hashOfFile = (file: string): string => {
    const found = known.get(file);
    if (found !== undefined) return found;
    const content = readFileSync(file);
    const text = linked.reduce((code, [from, to]) => code.replaceAll(from, to), String(content));
    // Text that has no such names is hashed byte by byte, as archives are.
    const hash = sha256(text === String(content) ? content : text);
    known.set(file, hash);
    return hash;
  };
  // A link may lead back to a folder above it.
  const hashOf = (file: string, above: readonly string[] = []): string => {
    const real = realpathSync(file);
    if (!statSync(real).isDirectory()) return hashOfFile(real);
    if (above.includes(real)) return "a folder above";
    const names = readdirSync(real).sort();
    const below = names.map((name) => [name, hashOf(path.join(real, name), [...above, real])]);
    return sha256(JSON.stringify(below));
  };

  const nameOf = (source: string): string => {
    const inside = source.split(`${path.sep}node_modules${path.sep}`).at(-1) ?? source;
    if (inside !== source) return `node_modules/${posix(inside)}`;
    return posix(path.relative(root, source)).replace(/^(\.\.\/)+/, "");
  };
  const sourcesOf = (file: string): Fingerprint["sources"] => {
    const map = `${file}.map`;
    if (!existsSync(map)) return undefined;
    let parsed: unknown;
    try {
      parsed = JSON.parse(readFileSync(map, "utf8"));
    } catch {
      return undefined;
    }
    if (!isFields(parsed)) return undefined;
    const { sources, sourceRoot } = parsed;
    const from = path.join(path.dirname(map), typeof sourceRoot === "string" ? sourceRoot : "");
    const files = (Array.isArray(sources) ? sources.map(String) : [])
      .map((source) => path.resolve(from, source))
      .filter((source) => entryAt(source)?.isFile());
    return Object.fromEntries(
      files.map((one) => [nameOf(one), sha256(readFileSync(one))] as const),
    );
  };

  const fingerprint = (file: string): Fingerprint | Record<never, never> => {
    const at = path.resolve(root, file);
    try {
      const sources = sourcesOf(at);
      return { hash: hashOf(at), ...(sources && { sources }) };
    } catch {
      // A file that is not there or cannot be read has no known content.
      return {};
    }
  };
  const marked = (value: unknown): unknown => {
    if (!isFields(value)) return value;
    if (typeof value.path === "string") return { ...value, ...fingerprint(value.path) };
    if (!isFields(value.assets)) return value;
    const assets = Object.entries(value.assets).map(([name, one]) => [name, marked(one)]);
    return { ...value, assets: Object.fromEntries(assets) };
  };
  return graph.map((one) => {
    if (!holdsCode.test(one.type)) return one;
    const files = ["code", "source"].flatMap((name) =>
      name in one.inputs ? [[name, marked(one.inputs[name])] as const] : [],
    );
    return { ...one, inputs: { ...one.inputs, ...Object.fromEntries(files) } };
  });
}
