import * as regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";
import { linear } from "./scripts/lint/linear-regexp.mjs";

/** What the rules of style are for: CommonJS files run as they are. */
const scripted = ["**/*.ts", "**/*.mjs"];

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "**/.gatehouse/", "test/fixtures/"] },
  // Everything that runs, functions' code and workflows too: no expression of more than linear time.
  {
    files: ["**/*.ts", "**/*.mjs", "**/*.cjs"],
    ignores: ["test/**"],
    languageOptions: { parser: tseslint.parser },
    plugins: { regexp, gatehouse: { rules: { linear } } },
    rules: {
      "gatehouse/linear": "error",
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-dupe-disjunctions": ["error", { reportExponentialBacktracking: "potential" }],
    },
  },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: scripted })),
  {
    files: scripted,
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
      "@typescript-eslint/no-empty-object-type": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
      ],
      "max-params": ["error", 3],
      eqeqeq: "error",
    },
  },
  {
    files: ["test/**", "bench/**"],
    rules: { "max-params": "off", "@typescript-eslint/no-explicit-any": "off" },
  },
  { files: ["*.mjs"], rules: { "no-restricted-syntax": "off" } },
);
