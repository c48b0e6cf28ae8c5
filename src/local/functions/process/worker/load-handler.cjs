// Finds the function that `index.handler` names and loads it, with the errors that Lambda gives.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { describeError, runtimeError } = require("./describe-error.cjs");

class LoadError extends Error {
  constructor(payload) {
    super(payload.errorMessage);
    this.payload = payload;
  }
}

const fail = (errorType, message) => {
  throw new LoadError({ errorType, errorMessage: message, trace: [] });
};

/** `dir/index.nested.handler` names `dir/index` and `nested.handler`. */
function parseHandler(handler) {
  const folder = path.posix.dirname(handler);
  const [file, ...names] = path.posix.basename(handler).split(".");
  if (!file || names.length === 0 || handler.includes("..")) {
    fail("Runtime.MalformedHandlerName", `Bad handler: "${handler}" is not <file>.<export>`);
  }
  return { file: path.posix.join(folder, file), names };
}

/** Node decides by the nearest package.json whether `.js` is a module. */
function isModule(file) {
  if (!file.endsWith(".js")) return file.endsWith(".mjs");
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const packageFile = path.join(folder, "package.json");
    if (fs.existsSync(packageFile)) {
      return JSON.parse(fs.readFileSync(packageFile, "utf8")).type === "module";
    }
    if (folder === path.dirname(folder)) return false;
  }
}

async function loadModule(base, requireFrom, loading) {
  const file = ["", ".js", ".mjs", ".cjs"]
    .map((ending) => base + ending)
    .find((candidate) => fs.existsSync(candidate) && fs.statSync(candidate).isFile());
  if (!file) {
    return fail("Runtime.ImportModuleError", `Error: Cannot find module '${path.basename(base)}'`);
  }
  try {
    const module = isModule(file);
    loading(file, module);
    return module ? await import(pathToFileURL(file).href) : requireFrom(file);
  } catch (error) {
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw new LoadError(runtimeError("Runtime.ImportModuleError", error));
    }
    if (error instanceof SyntaxError) {
      throw new LoadError(runtimeError("Runtime.UserCodeSyntaxError", error));
    }
    throw new LoadError(describeError(error));
  }
}

const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");

/**
 * From Node.js 24 on Lambda's runtime does not start a function that declares a third parameter, async or
 * not: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
function refuseCallback(found, { handler, runtime }) {
  const [, major = "0"] = /^nodejs(\d+)/.exec(runtime ?? "") ?? [];
  if (Number(major) < 24 || found.length < 3 || found[streaming]) return;
  fail(
    "Runtime.CallbackHandlerDeprecated",
    `${handler} takes ${found.length} parameters, and ${runtime} starts no handler with a callback. ` +
      "Expected an async function (event, context). Return the answer, or run the function on nodejs22.x.",
  );
}

/** The handler of the code in a folder. Throws an error whose `payload` is what Lambda answers. */
async function loadHandler({
  folder,
  handler,
  runtime,
  requireFrom = createRequire(path.join(folder, "index.js")),
  loading = () => {},
}) {
  const { file, names } = parseHandler(handler);
  const loaded = await loadModule(path.join(folder, file), requireFrom, loading);
  let found = loaded;
  for (const name of names) found = found?.[name];
  found ??= names.length === 1 ? loaded?.default?.[names[0]] : undefined;
  if (found === undefined) {
    fail("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  }
  if (typeof found !== "function") fail("Runtime.HandlerNotFound", `${handler} is not a function`);
  refuseCallback(found, { handler, runtime });
  return found;
}

module.exports = { loadHandler };
