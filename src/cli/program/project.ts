import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { stableSecret } from "../../graph/record/ids";
import { ProgramError } from "./program-error";

/** A Pulumi project and one of its stacks, as the program would see them. */
export interface Project {
  name: string;
  stack: string;
  directory: string;
  /** The file to run. */
  entry: string;
  /** Whether the entry is an ECMAScript module. */
  module: boolean;
  /** `namespace:key` → text, objects as JSON: Pulumi's own form. */
  config: Record<string, string>;
  secretKeys: string[];
  /** Config keys whose value is encrypted, and so is made up here. */
  encrypted: string[];
}

type Yaml = Record<string, unknown>;

/** Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` of a folder. */
export function readProject(directory: string, stack: string, seed: string): Project {
  const project = readYaml(path.join(directory, "Pulumi.yaml"), () => {
    return `There is no Pulumi.yaml in ${directory}: that folder holds no Pulumi program.`;
  });
  const name = text(project.name) ?? "project";
  const folder = path.join(directory, text(project.stackConfigDir) ?? "");
  const stackFile = readYaml(path.join(folder, `Pulumi.${stack}.yaml`), () => {
    const stacks = stacksIn(folder);
    return (
      `There is no Pulumi.${stack}.yaml, so the stack "${stack}" has no configuration. ` +
      (stacks.length > 0
        ? `Stacks here: ${stacks.join(", ")}. Name one with --stack, or add the file.`
        : "Add the file; it needs at least the line aws:region below config.")
    );
  });

  const read: ConfigReader = { name, seed, config: {}, secretKeys: [], encrypted: [] };
  for (const [key, value] of Object.entries(record(project.config))) {
    add(read, key, projectDefault(value));
  }
  for (const [key, value] of Object.entries(record(stackFile.config))) add(read, key, value);
  const { config, secretKeys, encrypted } = read;
  return {
    name,
    stack,
    directory,
    ...findEntry(directory, text(project.main)),
    config,
    secretKeys,
    encrypted,
  };
}

interface ConfigReader {
  name: string;
  seed: string;
  config: Record<string, string>;
  secretKeys: string[];
  encrypted: string[];
}

/** A key of `Pulumi.yaml` holds its value, or says it as `value` or `default`. */
function projectDefault(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = value as Yaml;
  return fields.value ?? fields.default;
}

function add(read: ConfigReader, key: string, value: unknown): void {
  if (value === undefined || value === null) return;
  const full = key.includes(":") ? key : `${read.name}:${key}`;
  const found: string[] = [];
  const plain = reveal(value, { key: full, seed: read.seed, found });
  read.config[full] = typeof plain === "object" ? JSON.stringify(plain) : String(plain);
  if (found.length > 0) {
    read.secretKeys.push(full);
    read.encrypted.push(...found);
  }
}

/** An encrypted value cannot be read without the stack's passphrase: a stable random one stands for it. */
function reveal(value: unknown, at: { key: string; seed: string; found: string[] }): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => reveal(item, { ...at, key: `${at.key}[${index}]` }));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") {
    at.found.push(at.key);
    return stableSecret(at.seed, 32, ["config", at.key]);
  }
  return Object.fromEntries(
    entries.map(([name, item]) => [name, reveal(item, { ...at, key: `${at.key}.${name}` })]),
  );
}

function findEntry(
  directory: string,
  main: string | undefined,
): { entry: string; module: boolean } {
  const base = path.resolve(directory, main ?? "");
  const manifest = readManifest(directory);
  const candidates = [
    base,
    ...(main ? [] : [path.join(directory, text(manifest.main) ?? "index.ts")]),
    ...["index.ts", "index.js", "index.mts", "index.mjs"].map((file) => path.join(base, file)),
  ];
  const entry = candidates.find((file) => /\.[cm]?[jt]s$/.test(file) && existsSync(file));
  if (!entry) {
    throw new ProgramError(
      `There is no program in ${directory}: expected ${path.relative(directory, base) || "."}/index.ts, ` +
        `or the file that "main" in Pulumi.yaml or package.json names. Add the file, or correct "main".`,
    );
  }
  return { entry, module: manifest.type === "module" || /\.m[jt]s$/.test(entry) };
}

function readManifest(directory: string): Yaml {
  const file = path.join(directory, "package.json");
  return existsSync(file) ? record(JSON.parse(readFileSync(file, "utf8"))) : {};
}

function readYaml(file: string, missing: () => string): Yaml {
  if (!existsSync(file)) throw new ProgramError(missing());
  try {
    return record(parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new ProgramError(`${path.basename(file)} is not YAML: ${(error as Error).message}`);
  }
}

/** The stacks of a folder's program that have a file. */
export function stackNames(directory: string): readonly string[] {
  const project = readYaml(path.join(directory, "Pulumi.yaml"), () => {
    return `There is no Pulumi.yaml in ${directory}: that folder holds no Pulumi program.`;
  });
  return stacksIn(path.join(directory, text(project.stackConfigDir) ?? ""));
}

function stacksIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).sort();
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const record = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Yaml;
