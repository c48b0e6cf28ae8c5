// Where each thing may stand: which folder of src/ may import which others, types included; no circle, and no
// file that nobody imports. `npm run lint` reads this.
"use strict";

/** What each folder may import besides `base` and itself. A folder below another is named before it. */
const directions = {
  base: [],
  spec: [],
  model: ["spec"],
  "iam/language": [],
  "iam/write": ["iam/language"],
  iam: ["iam/language"],
  "openapi/read": [],
  "openapi/write": ["spec", "model", "iam"],
  graph: ["iam", "openapi/read"],
  access: ["iam", "openapi/read", "graph"],
  client: ["spec"],
  entry: ["spec", "client", "iam/language", "iam/write"],
  pulumi: ["spec", "model", "iam", "openapi/write", "graph", "access"],
  local: ["iam", "openapi/read", "graph", "access"],
  cli: ["iam", "openapi/read", "graph", "access", "local"],
  "policy-pack": ["graph", "access"],
};
const folders = Object.keys(directions);

/** Plain data in, plain data out: no files, no network. What only hashes is let in. */
const pure = ["base", "spec", "model", "iam", "openapi", "graph", "access", "policy-pack"];

/** What something else than `src/` starts or imports. */
const entrances = [
  "^src/(pulumi|spec|client|policy-pack)/index\\.ts$",
  "^src/entry/(endpoint|authorizer|trigger|listed-keys)\\.ts$",
  "^src/client/(call|invoke)\\.ts$",
  "^src/cli/[a-z-]+\\.ts$",
  "^src/cli/program/child\\.ts$",
  "^src/local/functions/process/worker/",
];

const inside = (folder) => `^src/${folder}/`;

module.exports = {
  forbidden: [
    ...folders.map((folder) => {
      const below = folders.filter((other) => other.startsWith(`${folder}/`)).map(inside);
      return {
        name: `directions-of-${folder.replace("/", "-")}`,
        comment: `src/${folder} may import only: ${["base", ...directions[folder]].join(", ")}.`,
        severity: "error",
        from: { path: inside(folder), pathNot: below },
        to: {
          path: "^src/",
          pathNot: [folder, "base", ...directions[folder]].map(inside),
        },
      };
    }),
    {
      name: "no-circles",
      comment:
        "Files that import each other, types included: put what they share into one of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Nobody imports this file: delete it, or name it among the entrances.",
      severity: "error",
      module: { path: "^src/", pathNot: entrances, numberOfDependentsLessThan: 1 },
      from: {},
    },
    {
      name: "no-table",
      comment: "src/ never imports the table or its handlers.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(api-spec|handlers|index\\.ts)" },
    },
    {
      name: "no-parent-index",
      comment: "A folder does not import the index of the folder that it is in.",
      severity: "error",
      from: { path: "^src/(.+)/[^/]+/[^/]+$" },
      to: { path: "^src/$1/index\\.ts$" },
    },
    {
      name: "pure",
      comment: "This folder is pure: no node: modules but node:crypto.",
      severity: "error",
      from: { path: `^src/(${pure.join("|")})/` },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|util)$" },
    },
    {
      name: "pulumi-alone",
      comment: "Only src/pulumi imports Pulumi; src/cli/program names its types.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/pulumi/" },
      to: { path: "@pulumi/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "aws-sdk-alone",
      comment: "Only src/cli/aws imports AWS's clients, by import() when one is first asked.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/aws/" },
      to: { path: "@(aws-sdk|smithy)/" },
    },
    {
      name: "aws-sdk-late",
      comment:
        "AWS's clients are brought by import() when one is first asked: no command's start pays for them.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "@(aws-sdk|smithy)/", dynamic: false, dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules/(?!@pulumi|@aws-sdk|@smithy)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    includeOnly: {
      path: "^src/|@pulumi/|@aws-sdk/|@smithy/|^(node:)?[a-z_]+$|^(api-spec|handlers|index\\.ts)",
    },
  },
};
