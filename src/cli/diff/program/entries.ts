import path from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { meaningsOf } from "./resolve";
import type { Tree } from "./tree";

/** Where a run begins, and what decides how it is compiled. */
export interface Entries {
  /** Files that Node loads for a run. */
  program: readonly string[];
  /** Files that run before it: at an install of packages, or around the commands that judge. */
  tools: readonly string[];
  /** Settings of the compiler that tsconfig.json extends. */
  settings: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

/** The files with which a program begins: those that `Pulumi.yaml`, `package.json`, `.npmrc` and `tsconfig.json` may mean. */
export function entriesOf(tree: Tree): Entries {
  const [project, manifest] = ["Pulumi.yaml", "package.json"].map((file) => dataOf(tree, file));
  const main = [project, manifest]
    .map((one) => one?.["main"])
    .find((one) => typeof one === "string");
  const named = typeof main === "string" ? ["index", main, `${main}/index`] : ["index"];
  const runtime = fieldsOf(fieldsOf(project?.["runtime"])["options"]);
  const flags = [textAt(tree, ".npmrc"), String(runtime["nodeargs"] ?? "")].flatMap(wordsOf);
  const { settings, hooks } = compilerOf(tree);
  const meant = (names: readonly string[]) => [
    ...new Set(names.flatMap((name) => meaningsOf(tree, path.posix.normalize(name)))),
  ];
  return {
    program: meant([...named, ...flags, ...hooks]),
    tools: meant(commandsOf(fieldsOf(manifest?.["scripts"])).flatMap(wordsOf)),
    settings,
  };
}

function textAt(tree: Tree, file: string): string {
  const { path: at, found } = tree.follow(file);
  return found?.kind === "file" ? tree.read(at) : "";
}

function dataOf(tree: Tree, file: string): Fields {
  try {
    return fieldsOf(parse(textAt(tree, file)));
  } catch {
    return {};
  }
}

/** What of a command or a setting may be the name of a file. */
const wordsOf = (text: string): string[] => text.split(/[\s"'`=;&|()<>,]+/).filter(isName);
const isName = (text: string) => /^[\w.@][\w./@-]*$/.test(text);

/** What npm runs at an install, and around the commands by which a workflow judges. */
const ownScripts = /^(pre|post)?(install|prepare|prepublish|graph|report|diff)$/;

/** These scripts, and those that they run by name. */
function commandsOf(scripts: Fields): readonly string[] {
  const found = new Set(Object.keys(scripts).filter((name) => ownScripts.test(name)));
  for (const name of found)
    for (const word of wordsOf(String(scripts[name])))
      if (typeof scripts[word] === "string") found.add(word);
  return [...found].map((name) => String(scripts[name]));
}

/** The files that tsconfig.json extends, and those of its settings of ts-node, however far up. */
function compilerOf(tree: Tree): { settings: string[]; hooks: string[] } {
  const settings = new Set<string>(["tsconfig.json"]);
  const hooks: string[] = [];
  for (const file of settings) {
    const { config } = ts.parseConfigFileTextToJson(file, textAt(tree, file));
    const { extends: above, "ts-node": ofLoader } = fieldsOf(config);
    const at = (name: string) => path.posix.join(path.posix.dirname(file), name);
    for (const name of relativeTexts(above))
      for (const one of meaningsOf(tree, at(name))) settings.add(one);
    hooks.push(...relativeTexts(ofLoader).map(at));
  }
  return { settings: [...settings].slice(1), hooks };
}

/** The relative paths among the texts of some data, however deep. */
export function relativeTexts(value: unknown): string[] {
  if (typeof value === "string") return /^\.{1,2}\//.test(value) ? [value] : [];
  return Object.values(fieldsOf(value)).flatMap(relativeTexts);
}
