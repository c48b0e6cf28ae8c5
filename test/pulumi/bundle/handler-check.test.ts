import assert from "node:assert/strict";
import { isBroken } from "../../../src/pulumi/parts/bundle-table";
import type { BundleInput } from "../../../src/pulumi/parts/bundle-table";
import { client, createProject, dsl, endpointOf, type Project } from "./project";

const table = `import { endpoint, lambdaAuthorizer, trigger } from ${dsl};
export const getOne = endpoint("GET /one", { access: "public" });
export const getOther = endpoint("GET /other", { access: "public" });
export const partners = lambdaAuthorizer({ type: "token", identitySource: "header:Authorization", cacheSeconds: 0 });
export const welcome = trigger();
`;
const imports = `import { getOne, getOther, partners, welcome } from "../api-spec";
import { authorize, implement } from ${client};
`;

const row: BundleInput = endpointOf("getOne", "get-one", "GET /one");
const authorizer: BundleInput = {
  ...{ kind: "authorizer", name: "partners", handler: "get-one", type: "token" },
  ...{ identitySource: ["header:Authorization"], cacheSeconds: 0, rows: [] },
};
const trigger: BundleInput = { kind: "trigger", name: "welcome", handler: "get-one" };

interface Case {
  what: string;
  code: string;
  input?: BundleInput;
  ending?: string;
  /** Further files. */
  files?: Record<string, string>;
  /** What a refusal says; absent where the function is built. */
  says?: RegExp;
  /** Whether it is built, and does not start where the runtime takes no callback. */
  callback?: RegExp;
}

const cases: Case[] = [
  {
    what: "implement of its row",
    code: `${imports}export const handler = implement(getOne, () => ({}));`,
  },
  {
    what: "its row under the row's name",
    code: `${imports}export const getOne2 = 1; const it = implement(getOne, () => ({})); export { it as getOne };`
      .replace("import { getOne,", "import { getOne as row, ")
      .replace("implement(getOne", "implement(row"),
  },
  {
    what: "its row through a whole import",
    code: `import * as rows from "../api-spec"; import * as gate from ${client}; export const handler = gate.implement(rows.getOne, () => ({}));`,
  },
  {
    what: "its row through a re-export",
    code: `export * from "../lib/one";`,
    files: { "lib/one.ts": `${imports}export const handler = implement(getOne, () => ({}));` },
  },
  {
    what: "a plain function",
    code: "export async function handler(event, context) { return { statusCode: 200 } }",
  },
  {
    what: "a constant that is exported below",
    code: "const handler = async () => ({ statusCode: 200 });\nexport { handler };",
  },
  {
    what: "what another function makes",
    code: "const wrap = (f) => f; export const handler = wrap(async () => ({}));",
  },
  { what: "CommonJS", ending: "js", code: "exports.handler = async () => ({ statusCode: 200 });" },
  {
    what: "CommonJS as a whole",
    ending: "cjs",
    code: "module.exports = { handler: async () => ({ statusCode: 200 }) };",
  },
  {
    what: "what tsc makes",
    ending: "js",
    code: `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.handler = void 0; const handler = async () => ({}); exports.handler = handler;`,
  },
  {
    what: "CommonJS whose exports are handed on",
    ending: "js",
    code: "require('../lib/fill')(exports);",
    files: { "lib/fill.js": "module.exports = (e) => { e.handler = async () => ({}) };" },
  },
  {
    what: "CommonJS that is set in a function that may run at once",
    ending: "js",
    code: "function fill() { exports.handler = async () => ({}); } fill();",
  },
  { what: "let that is set below", code: "export let handler; handler = async () => ({});" },
  {
    what: "a class with a method that is taken off",
    code: "const made = { go: async () => ({}) }; export const handler = made.go;",
  },

  {
    what: "no export",
    code: "const handler = async () => ({ statusCode: 200 });\nhandler;",
    says: /^getOne: handlers\/get-one\.ts has no handler for it, expected `export const handler`, found `handler` without `export` at handlers\/get-one\.ts:1\. Write `export` before it\.$/,
  },
  {
    what: "no export in a module",
    code: `${imports}\nconst handler = implement(getOne, () => ({}));\nexport const other = 1;`,
    says: /found `handler` without `export` at handlers\/get-one\.ts:4\./,
  },
  {
    what: "a default export",
    code: `${imports}export default implement(getOne, () => ({}));`,
    says: /found a default export at handlers\/get-one\.ts:3\. Give it the name `handler`\./,
  },
  {
    what: "a default function",
    code: "export default async function handler() {}",
    says: /found a default export/,
  },
  {
    what: "another name",
    code: "export const handle = async () => ({});",
    says: /found exports named handle\. Rename/,
  },
  { what: "an empty file", code: "", says: /found no exports\. Export the handler\./ },
  {
    what: "another row's handler",
    code: `${imports}export const handler = implement(getOther, () => ({}));`,
    says: /^getOne: handlers\/get-one\.ts has no handler for it, expected `export const handler`, found one for getOther at handlers\/get-one\.ts:3\. /,
  },
  {
    what: "another row's handler by a whole import",
    code: `import * as rows from "../api-spec"; import { implement } from ${client}; export const handler = implement(rows.getOther, () => ({}));`,
    says: /found one for rows\.getOther at/,
  },
  {
    what: "another row's handler from another file",
    code: `export { handler } from "../lib/other";`,
    files: { "lib/other.ts": `${imports}export const handler = implement(getOther, () => ({}));` },
    says: /found one for getOther at lib\/other\.ts:3\./,
  },
  {
    what: "an authorizer's handler",
    code: `${imports}export const handler = authorize(partners, () => ({ principal: "x" }));`,
    says: /found one for partners at/,
  },
  ...(
    [
      ["an object", "{}"],
      ["text", '"x"'],
      ["a number", "1"],
      ["a list", "[]"],
      ["a class", "class {}"],
      ["null", "null"],
      ["true or false", "true"],
    ] as const
  ).map(([what, code]) => ({
    what,
    code: `export const handler = ${code};`,
    says: new RegExp(`found ${what} at handlers/get-one\\.ts:1\\.`),
  })),
  { what: "a declared class", code: "export class handler {}", says: /found a class at/ },
  { what: "undefined", code: "export const handler = undefined;", says: /has no handler for it/ },
  { what: "let that is never set", code: "export let handler;", says: /has no handler for it/ },
  {
    what: "let that is set late",
    code: "export let handler;\nsetTimeout(() => { handler = async () => ({}); });",
    says: /found one that is set later, at handlers\/get-one\.ts:2\./,
  },
  ...(
    [
      "setTimeout(() => {",
      "Promise.resolve().then(() => {",
      "process.nextTick(function () {",
    ] as const
  ).map((open) => ({
    what: `CommonJS that is set late by ${open}`,
    ending: "js",
    code: `${open}\n  exports.handler = async () => ({});\n});`,
    says: /found one that is set later, at handlers\/get-one\.js:2\. Set it while the file is loaded/,
  })),
  {
    what: "CommonJS that is set after an await",
    ending: "js",
    code: "(async () => { await null; exports.handler = async () => ({}); })();",
    says: /set later/,
  },
  {
    what: "a whole that is a function",
    ending: "js",
    code: "module.exports = async () => ({});",
    says: /has no handler for it/,
  },
  {
    what: "exports in a module",
    code: `import "node:fs";\nexports.handler = async () => ({});`,
    says: /found `exports\.handler =` at handlers\/get-one\.ts:2, in a file with import or export, where it sets nothing/,
  },
  {
    what: "module.exports in a module",
    code: `import "node:fs";\nmodule.exports.handler = async () => ({});`,
    says: /`module\.exports\.handler =`/,
  },
  {
    what: "a row's function with a callback",
    code: "export const handler = (event, context, done) => done(null, {});",
    says: /^getOne: handlers\/get-one\.ts:1 declares a handler with 3 parameters, and no callback is handed to a row's function\. Expected an async function \(event, context\)/,
  },

  {
    what: "an authorizer",
    input: authorizer,
    code: `${imports}export const handler = authorize(partners, () => ({ principal: "x" }));`,
  },
  {
    what: "an authorizer with a callback",
    input: authorizer,
    code: "export function handler(event, context, done) { done(null, {}) }",
    callback:
      /^partners: handlers\/get-one\.ts:1 declares a handler with 3 parameters\. Lambda starts no handler with a callback from nodejs24\.x on\./,
  },
  {
    what: "an async authorizer with three parameters",
    input: authorizer,
    code: "export const handler = async (event, context, done) => ({})",
    callback: /3 parameters/,
  },
  {
    what: "an authorizer whose third has a default",
    input: authorizer,
    code: "export const handler = async (event, context, more = 1) => ({})",
  },
  {
    what: "an authorizer with this and two",
    input: authorizer,
    code: "export const handler = async function (this: void, event, context) { return {} }",
  },
  {
    what: "a trigger with a callback, renamed and from another file",
    input: trigger,
    code: `import { go } from "../lib/go"; export { go as handler };`,
    files: {
      "lib/go.ts": "export const go = (event, context, callback) => callback(null, event);",
    },
    callback: /^welcome: lib\/go\.ts:1 declares/,
  },
  {
    what: "a trigger that is a stream",
    input: trigger,
    code: "declare const awslambda; export const handler = awslambda.streamifyResponse(async (a, b, c) => {});",
  },
  {
    what: "a trigger in implement",
    input: trigger,
    code: `${imports}export const handler = implement(getOne, () => ({}));`,
    says: /^welcome: handlers\/get-one\.ts:3 exports what implement\(\) made\. Expected a function \(event, context\)/,
  },
];

describe("The handler of a file, read and not run", () => {
  let project: Project;
  afterEach(() => project.remove());

  for (const { what, code, input = row, ending = "ts", files = {}, says, callback } of cases) {
    it(`${says ? "is refused" : callback ? "starts on some runtimes" : "is taken"}: ${what}`, async () => {
      project = createProject({
        "api-spec/index.ts": table,
        [`handlers/get-one.${ending}`]: code,
        ...files,
      });
      const result = (await project.bundle([input]))[input.name];
      assert.ok(result);
      if (says) {
        assert.ok(isBroken(result), "it is built");
        assert.match(result.error, says);
        return;
      }
      assert.ok(!isBroken(result), isBroken(result) ? result.error : "");
      if (callback) assert.match(result.callback ?? "", callback);
      else assert.equal(result.callback, undefined);
    });
  }
});
