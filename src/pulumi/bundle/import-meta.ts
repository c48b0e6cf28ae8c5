/** The name that stands for `import.meta.url`. */
const name = "gatehouseImportMetaUrl";

/**
 * What `import.meta` means in a bundle, which is CommonJS: the bundle's own file and folder, as it would in
 * a module there.
 */
export const importMeta: Readonly<Record<string, string>> = {
  "import.meta.url": name,
  "import.meta.dirname": "__dirname",
  "import.meta.filename": "__filename",
};

/** What stands above the code of a bundle that has `import.meta.url`; the others stay as they are. */
export const importMetaBanner = `const ${name}=require("node:url").pathToFileURL(__filename).href;`;

/** Whether a bundle has `import.meta.url`. */
export function usesImportMetaUrl(code: string): boolean {
  return code.includes(name);
}
