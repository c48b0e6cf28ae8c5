const row = (access: string) => `export const a = endpoint("GET /a", { access: ${access} });`;

/** Tables that could show one access here and another in a deploy, with what is said of each. */
export const disguises: readonly { name: string; text: string; head?: string; what: RegExp }[] = [
  {
    name: "the environment",
    text: row(
      'process.env.PULUMI_NODEJS_MONITOR?.startsWith("127.0.0.1") ? ("public" as never) : "iam"',
    ),
    what: /^line 6 reads process/,
  },
  {
    name: "the environment, taken apart",
    text: `const { env } = process;\n${row("env.X")}`,
    what: /reads process/,
  },
  {
    name: "the environment through globalThis",
    text: row('(globalThis as any)["process"].env.X'),
    what: /reads globalThis/,
  },
  {
    name: "the environment through global",
    text: row("(global as any).process.env.X"),
    what: /reads global/,
  },
  {
    name: "a name spelt with escapes",
    text: row("proc\\u0065ss.env.X as never"),
    what: /reads process/,
  },
  {
    name: "a declared name of the environment",
    text: `declare const process: { env: any };\n${row("process.env.X")}`,
    what: /reads process/,
  },
  {
    name: "an import of the environment",
    text: `import { env } from "node:process";\n${row("env.X as never")}`,
    what: /imports "node:process"/,
  },
  {
    name: "node:fs",
    text: `import { readFileSync } from "node:fs";\n${row('readFileSync("x", "utf8") as never')}`,
    what: /imports "node:fs"/,
  },
  {
    name: "node:os",
    text: `import os from "os";\n${row("os.hostname() as never")}`,
    what: /imports "os"/,
  },
  {
    name: "the stack",
    text: `import { getStack } from "@pulumi/pulumi";\n${row('getStack() === "prod" ? "public" : "iam"')}`,
    what: /imports "@pulumi\/pulumi"/,
  },
  {
    name: "the configuration",
    text: `import * as pulumi from "@pulumi/pulumi";\n${row('new pulumi.Config().get("x") as never')}`,
    what: /imports "@pulumi\/pulumi"/,
  },
  {
    name: "the program's own code",
    text: 'import * as api from "../src/pulumi";\nexport const a = api;',
    what: /uses api as a value/,
  },
  { name: "Date.now()", text: row('Date.now() > 1e12 ? "public" : "iam"'), what: /reads Date/ },
  {
    name: "new Date()",
    text: row('new Date().getHours() > 8 ? "public" : "iam"'),
    what: /new expression/,
  },
  {
    name: "Math.random()",
    text: row('Math.random() > 0.5 ? "public" : "iam"'),
    what: /reads Math/,
  },
  {
    name: "a getter",
    text: 'export const a = endpoint("GET /a", { get access() { return process.env.X as never; } });',
    what: /reads process/,
  },
  {
    name: "a getter with a body",
    text: 'let n = 0;\nexport const a = endpoint("GET /a", { get access() { n += 1; return n > 1 ? "public" : "iam"; } });',
    what: /expected const|holds code/,
  },
  {
    name: "a method",
    text: 'export const a = { toString() { return "public"; } };',
    what: /sets toString/,
  },
  {
    name: "a computed member",
    text: `const words = { a: "public" } as const;\n${row('words["a" + ""] as never')}`,
    what: /computed name/,
  },
  {
    name: "a computed key",
    text: `export const a = endpoint("GET /a", { ["acc" + "ess"]: "public" } as never);`,
    what: /computes the name/,
  },
  {
    name: "a helper",
    text: `function level() { return "iam" as const; }\n${row("level()")}`,
    what: /function declaration/,
  },
  {
    name: "a helper in a constant",
    text: `const level = () => "iam" as const;\n${row("level()")}`,
    what: /arrow function/,
  },
  {
    name: "a function called at once",
    text: row("(() => process.env.X)() as never"),
    what: /arrow function|calls/,
  },
  {
    name: "a top-level await",
    text: `const level = await fetch("https://example.com");\n${row("level as never")}`,
    what: /await/,
  },
  {
    name: "an import while it runs",
    text: 'const x = import("./schemas");\nexport const a = x;',
    what: /imports while it runs/,
  },
  {
    name: "require in a template",
    text: row('`${require("node:os").hostname()}` as never'),
    what: /reads require|calls/,
  },
  {
    name: "import of the old kind",
    text: 'import fs = require("node:fs");\nexport const a = fs;',
    what: /import equals/,
  },
  {
    name: "the Function constructor",
    text: row('Function("return process.env.X")()'),
    what: /reads Function|calls/,
  },
  {
    name: "the constructor of a text's constructor",
    text: row('"".constructor.constructor("return 1")() as never'),
    what: /constructor/,
  },
  {
    name: "the same, by a literal in brackets",
    text: row('(""["constructor"] as any)["constructor"]("return 1")() as never'),
    what: /constructor/,
  },
  {
    name: "the constructor of a schema",
    text: row("(Shop as any).constructor.name as never"),
    what: /constructor/,
  },
  {
    name: "the source of a function that a schema holds, which each loader prints differently",
    text: `const Odd = z.string().transform((v) => v + 'x');\n${row("`(v) => v + 'x'public(v) => v + 'x'(v) => v + \"x\"iam(v) => v + \"x\"`.split(Odd.def.out.def.transform as never)[1] as never")}`,
    what: /looks up def/,
  },
  {
    name: "a row or schema as the argument of a text's method",
    text: row('"public".replace(Shop as never, "iam") as never'),
    what: /works with Shop/,
  },
  {
    name: "a list of such as the argument",
    text: row('"public".concat(...[Shop]) as never'),
    what: /works with/,
  },
  {
    name: "a schema that is handed to a function at once",
    text: row('Shop.apply((one) => `${one}`.length > 3 ? "public" : "iam") as never'),
    what: /calls Shop\.apply/,
  },
  {
    name: "an enum that is only declared: the compiler writes its value in, the loader here does not",
    text: `export declare const enum Level { a = "public" }\n${row('"iam"')}`,
    what: /enum declaration/,
  },
  {
    name: "a module that is only declared",
    text: `declare module "./schemas" { export const enum Level { a = "public" } }\n${row("schemas.Level.a as never")}`,
    what: /module declaration/,
  },
  {
    name: "declarations for every file",
    text: `declare global { const enum Level { a = "public" } }\n${row('"iam"')}`,
    what: /module declaration/,
  },
  {
    name: "a reference to declarations",
    text: `${row('"iam"')}`,
    head: '/// <reference path="../lib/levels.d.ts" />\n',
    what: /refers to \.\.\/lib\/levels\.d\.ts/,
  },
  {
    name: "a member of a namespace that is no name",
    text: 'export const a = { ...(schemas as any)["module.exports"] };',
    what: /looks up module\.exports/,
  },
  { name: "eval", text: row('eval("process.env.X") as never'), what: /reads eval|calls eval/ },
  { name: "import.meta", text: row("import.meta.url as never"), what: /meta property/ },
  { name: "this", text: row("(this as any).X as never"), what: /this keyword/ },
  {
    name: "module and __filename",
    text: row('__filename.includes("tree") ? "public" : "iam"'),
    what: /reads __filename/,
  },
  {
    name: "a stack trace",
    text: row('new Error().stack!.includes("child") ? "public" : "iam"'),
    what: /new expression/,
  },
  {
    name: "the source of a function, which each loader makes differently",
    text: row('`${endpoint}`.includes(";") ? "public" : "iam"'),
    what: /uses endpoint as a value/,
  },
  {
    name: "the same of a row",
    text: row('(Shop + "").includes(";") ? "public" : "iam"'),
    what: /works with Shop/,
  },
  {
    name: "what the loader adds to a module",
    text: row('schemas.__esModule ? "public" : "iam"'),
    what: /looks up __esModule/,
  },
  {
    name: "the default of a namespace",
    text: row('(schemas as any).default ? "public" : "iam"'),
    what: /looks up default/,
  },
  {
    name: "a whole namespace as a value",
    text: "export const a = { ...schemas };",
    what: /uses schemas as a value/,
  },
  {
    name: "what a version of the runtime has",
    text: row('([] as any).toSorted ? "public" : "iam"'),
    what: /works with/,
  },
  {
    name: "what a method of a schema gives",
    text: row('(Shop.min(1) as any).length ? "public" : "iam"'),
    what: /works with/,
  },
  {
    name: "typeof",
    text: row('typeof window === "undefined" ? "public" : "iam"'),
    what: /type of|reads window/,
  },
  { name: "a condition on a row", text: row('Shop ? "public" : "iam"'), what: /works with Shop/ },
  { name: "a condition of and", text: row('(Shop && "public") as never'), what: /works with Shop/ },
  { name: "try and catch", text: "try { process.exit(1); } catch {}", what: /try statement/ },
  {
    name: "a loop",
    text: 'export const a: string[] = [];\nfor (const one of ["x"]) a.push(one);',
    what: /for of statement/,
  },
  {
    name: "an assignment",
    text: 'export const a = { access: "iam" };\na.access = "public";',
    what: /expression statement/,
  },
  { name: "let", text: 'export let a = "iam";', what: /expected const/ },
  {
    name: "a class",
    text: "class A { static x = process.env.X; }\nexport const a = A;",
    what: /class declaration/,
  },
  {
    name: "an enum",
    text: "enum A { x = process.env.X!.length }\nexport const a = A;",
    what: /enum declaration/,
  },
  {
    name: "a namespace",
    text: "namespace A { export const x = process.env.X; }\nexport const a = A;",
    what: /module declaration/,
  },
  { name: "a tagged template", text: "export const a = String.raw`x`;", what: /tagged template/ },
  { name: "a sequence", text: row('(fetch("https://example.com"), "iam") as never'), what: /./ },
  {
    name: "a schema that reads the environment when it runs",
    text: "export const A = z.string().transform((text) => text + process.env.X);",
    what: /reads process/,
  },
  {
    name: "a schema with a function of several steps",
    text: "export const A = z.string().refine((text) => { return fetch(text) as never; });",
    what: /function with a body/,
  },
  {
    name: "a schema whose function gets to a constructor",
    text: 'export const A = z.string().refine((v) => (v as any).constructor.constructor("return 1")());',
    what: /constructor/,
  },
  {
    name: "a parameter that computes",
    text: "export const A = z.string().refine((v, x = process.env.X) => x === v);",
    what: /parameters compute/,
  },
  {
    name: "a parameter taken apart by a computed name",
    text: 'export const A = z.any().refine(({ ["x"]: v }) => v);',
    what: /parameters compute/,
  },
  {
    name: "a schema that is run",
    text: 'const now = z.coerce.date().parse("2026-01-01 00:00");\nexport const a = now;',
    what: /calls z\.coerce\.date\(\)\.parse/,
  },
  { name: "zod's insides", text: "export const a = z.core.util.randomString(3);", what: /z\.core/ },
  {
    name: "zod's insides, imported",
    text: 'import { core } from "zod";\nexport const a = core.util.randomString(3);',
    what: /imports core of zod/,
  },
  { name: "zod's settings", text: "z.config({ jitless: true });", what: /expression statement/ },
  {
    name: "a word handed on",
    text: "export const open = endpoint;",
    what: /uses endpoint as a value/,
  },
  {
    name: "a word called by something else",
    text: 'export const a = endpoint.call(undefined, "GET /a", { access: "iam" });',
    what: /call/,
  },
  {
    name: "a prototype",
    text: 'export const a = { __proto__: Shop, access: "iam" };',
    what: /sets __proto__/,
  },
  {
    name: "optional call of a name that is not here",
    text: row("setTimeout?.name as never"),
    what: /reads setTimeout/,
  },
  { name: "using", text: "using a = Shop as any;\nexport const b = 1;", what: /expected const/ },
  { name: "what cannot be parsed", text: "export const a = ((;", what: /not TypeScript/ },
  {
    name: "a package",
    text: 'import x from "lodash";\nexport const a = x;',
    what: /imports "lodash"/,
  },
  {
    name: "an import of a package's insides",
    text: 'import x from "zod/package.json";\nexport const a = x;',
    what: /imports "zod\/package\.json"/,
  },
  {
    name: "a file that is not there",
    text: 'import { x } from "./missing";\nexport const a = x;',
    what: /imports "\.\/missing"/,
  },
  {
    name: "an absolute file",
    text: 'import { x } from "/tmp/x";\nexport const a = x;',
    what: /imports "\/tmp\/x"/,
  },
  {
    name: "a subpath of the manifest",
    text: 'import { x } from "#x";\nexport const a = x;',
    what: /imports "#x"/,
  },
];

/** Tables that are rows and literals. */
export const rows: readonly { name: string; text: string }[] = [
  { name: "a row", text: row('"public"') },
  {
    name: "a row by the namespace of the words",
    text: 'export const a = spec.endpoint("GET /a", { access: "iam", response: schemas.Shop });',
  },
  {
    name: "schemas",
    text: 'export const A = z.object({ id: z.string().min(1), at: z.iso.datetime(), n: z.coerce.number().int().max(60 * 60), kind: z.enum(["a", "b"]) }).strict();\nexport const B = A.extend({ left: z.int() }).partial();',
  },
  {
    name: "a schema that refers to itself",
    text: "export const A: z.ZodType = z.object({ get children() { return z.array(A); }, other: z.lazy(() => B) });\nexport const B = z.string();",
  },
  {
    name: "refinements of what they are given",
    text: 'export const A = z.object({ from: z.string(), to: z.string() }).refine(({ from, to }) => from < to, "from before to").refine((v) => v.from.trim().length > 0 && v.to !== "x");\nexport const B = z.string().transform((text) => `${text.toLowerCase()}!`);',
  },
  {
    name: "constants",
    text: 'const base = "/shops" as const;\nconst hour = 60 * 60;\nexport const a = endpoint(`GET ${base}/{id}`, { access: "iam", timeoutSeconds: hour / 2 } as never);',
  },
  {
    name: "types",
    text:
      'import type { Stats } from "node:fs";\nexport interface A { x: Stats }\nexport type B = A | undefined;\ndeclare const never: B;\n' +
      row('"iam" satisfies string'),
  },
  {
    name: "plans in objects, spread",
    text: 'const limits = { burstLimit: 1, rateLimit: 2 };\nexport const plans = { free: usagePlan({ throttle: { ...limits, rateLimit: -1 } }) };\nexport const a = endpoint("GET /a", { access: "apiKey", plans: [plans.free, ...[plans.free]] });',
  },
  {
    name: "a condition of literals",
    text: `const open = false;\n${row('open ? "public" : "iam"')}`,
  },
  {
    name: "a default export and re-exports",
    text: 'export { Shop as Store } from "./schemas";\nexport * as all from "./schemas";\nexport default { a: 1 };',
  },
  {
    name: "regular expressions and dates as text",
    text: 'export const A = z.string().regex(/^a+$/u).default("2026-01-01");',
  },
  {
    name: "texts worked out by regular expressions",
    text: 'const name = "a b".replace(/ /g, "-");\nexport const a = endpoint(`GET /${name}`, { access: "iam" });',
  },
];
