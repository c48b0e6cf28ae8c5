import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ResourceGraph } from "../../src/graph/resource";
import { runProgram } from "../../src/cli/program/run-program";

const root = path.join(__dirname, "../..");
const shop = path.join(root, "test/cases/diff/shop");
const made: string[] = [];

after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A change of a file; an empty `from` makes the file. */
export interface Edit {
  /** @default "api-spec/index.ts" */
  file?: string;
  from: string;
  to: string;
  /** Whether the last place is meant where there are several. */
  last?: boolean;
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function edited(text: string, { from, to, last }: Edit): string {
  const at = last === true ? text.lastIndexOf(from) : text.indexOf(from);
  if (at < 0) throw new Error(`${from} is not in\n${text}`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

/** Writes the shop of `test/cases/diff/shop` into a folder, as a project of its own. */
export function writeShop(folder: string, edits: readonly Edit[] = []): void {
  const files: Record<string, string> = {
    "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-central-1\n  gatehouse:disposable: false\n",
    "package.json": "{}\n",
  };
  for (const name of ["index.ts", "api-spec/index.ts"]) {
    const text = readFileSync(path.join(shop, name), "utf8");
    files[name] = text.replace(/(\.\.\/)+src/, name === "index.ts" ? "./src" : "../src");
  }
  for (const name of ["home", "prices", "stock", "orders", "deals"])
    files[`handlers/get-${name}.ts`] =
      "export const handler = async () => ({ statusCode: 200 });\n";
  files["handlers/put-stock.ts"] = files["handlers/get-stock.ts"] ?? "";
  files["handlers/partners.ts"] = "export const handler = async () => ({});\n";
  for (const edit of edits) {
    const name = edit.file ?? "api-spec/index.ts";
    files[name] = edit.from === "" ? edit.to : edited(files[name] ?? "", edit);
  }
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  for (const name of ["src", "node_modules"]) {
    const link = path.join(folder, name);
    rmSync(link, { recursive: true, force: true });
    symlinkSync(path.join(root, name), link);
  }
}

/** A new folder with the shop. */
export function shopFolder(edits: readonly Edit[] = []): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-shop-"));
  made.push(folder);
  writeShop(folder, edits);
  return folder;
}

/** What the shop's program registers. */
export function shopGraph(edits: readonly Edit[] = []): Promise<ResourceGraph> {
  const options = { stack: "dev", seed: "shop", showSecrets: true, print: () => {} };
  return runProgram({ directory: shopFolder(edits), ...options });
}
