import * as regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";
import { linear } from "./scripts/lint/linear-regexp.mjs";

/** Which folder of `src/` may import which others: a folder not named here may not be imported. */
const directions = {
  base: [],
  spec: [],
  model: ["spec"],
  openapi: ["model", "iam", "spec"],
  iam: ["model", "spec"],
  access: ["iam", "openapi"],
  client: ["spec", "iam"],
  pulumi: ["spec", "model", "openapi", "iam", "access", "client"],
  local: ["access", "iam", "openapi"],
  "policy-pack": ["access"],
};
/** Knows no domain: everybody may import it. */
const base = "base";
const folders = Object.keys(directions);
/** What the rules of style are for: CommonJS files run as they are. */
const scripted = ["**/*.ts", "**/*.mjs"];

/** Plain data in, plain data out: no files, no network. */
const pure = ["base", "spec", "model", "openapi", "iam", "access", "policy-pack"];

const refuse = (regex, message) => ({ regex, message });

const importRules = folders.map((folder) => {
  const forbidden = folders.filter(
    (other) => ![folder, base].includes(other) && !directions[folder].includes(other),
  );
  const patterns = [
    refuse(
      `^\\.{1,2}/(.*/)?(${forbidden.join("|")})(/|$)`,
      `src/${folder} may import only: ${[base, ...directions[folder]].join(", ")}.`,
    ),
    refuse(
      "^\\.{1,2}/(.*/)?(api-spec|handlers)(/|$)",
      "src/ never imports the table or its handlers.",
    ),
  ];
  if (pure.includes(folder))
    patterns.push(refuse("^node:", `src/${folder} is pure: no node: modules.`));
  // src/local/program names the runtime's types only: it loads the runtime that the program has installed.
  if (folder !== "pulumi")
    patterns.push({
      ...refuse("^@pulumi/", "Only src/pulumi imports Pulumi."),
      allowTypeImports: true,
    });
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
  };
});

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
  ...importRules,
);
