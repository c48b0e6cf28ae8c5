// Modules of a function come from its archive, and packages that the runtime has from the project. Without
// this Node would climb from the archive's folder into the project and find what Lambda does not have.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const nodeModule = require("node:module");
const { fileURLToPath, pathToFileURL } = require("node:url");

/** What Lambda's runtimes bring: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const ofRuntime = /^@(?:aws-sdk|smithy)\//;

const isIn = (folder, file) => file.startsWith(folder + path.sep);
const isBare = (request) => !/^[./]/.test(request) && !/^[A-Za-z]:[\\/]/.test(request);

/** Whether a request from the archive may lead to a file. */
function mayLoad(request, file, { folder, writable, protectedFolders, layers }) {
  if (!path.isAbsolute(file) || isIn(folder, file)) return true;
  if (isBare(request)) return layers || ofRuntime.test(request);
  const isProtected = protectedFolders.some((place) => isIn(place, file));
  return !isProtected && writable.some((place) => isIn(place, file));
}

function notFound(request, parent) {
  const stack = parent ? `\nRequire stack:\n- ${parent}` : "";
  const error = new Error(`Cannot find module '${request}'${stack}`);
  return Object.assign(error, { code: "MODULE_NOT_FOUND", requireStack: parent ? [parent] : [] });
}

function limitRequire(places) {
  const original = nodeModule._resolveFilename;
  const elsewhere = places.projectDirectories.map((folder) => path.join(folder, "index.js"));
  nodeModule._resolveFilename = function (request, parent, ...rest) {
    const from = parent?.filename;
    const resolve = () => Reflect.apply(original, this, [request, parent, ...rest]);
    if (typeof request !== "string" || !from || !isIn(places.folder, from)) return resolve();
    let file;
    try {
      file = resolve();
    } catch (error) {
      if (!isBare(request) || !mayLoad(request, "/", places)) throw error;
      for (const place of elsewhere) {
        try {
          return nodeModule.createRequire(place).resolve(request);
        } catch {
          // The next one may have it.
        }
      }
      throw error;
    }
    if (!mayLoad(request, file, places)) throw notFound(request, from);
    return file;
  };
}

/** The same for `import`, by hooks of Node. */
function makeResolve(places) {
  const decide = (specifier, context, found) => {
    const { parentURL } = context;
    const from = parentURL?.startsWith("file:") ? fileURLToPath(parentURL) : "";
    if (!isIn(places.folder, from) || !found.url?.startsWith("file:")) return found;
    if (mayLoad(specifier, fileURLToPath(found.url), places)) return found;
    throw Object.assign(new Error(`Cannot find package '${specifier}' imported from ${from}`), {
      code: "ERR_MODULE_NOT_FOUND",
    });
  };
  const others = (specifier, context) => {
    const from = context.parentURL?.startsWith("file:") ? fileURLToPath(context.parentURL) : "";
    if (!isIn(places.folder, from) || !isBare(specifier) || !mayLoad(specifier, "/", places))
      return [];
    return places.projectDirectories.map((folder) => ({
      ...context,
      parentURL: pathToFileURL(path.join(folder, "index.js")).href,
    }));
  };
  return { decide, others };
}

const hasImport = /\bimport\s*\(/;

/** Whether a file may import: hooks for it cost a start some time, so only where they are of use. */
const imports = (file, isModule) => isModule || hasImport.test(fs.readFileSync(file, "utf8"));

function limitImport(places) {
  if (nodeModule.registerHooks) {
    const { decide, others } = makeResolve(places);
    nodeModule.registerHooks({
      resolve(specifier, context, next) {
        let failure;
        for (const from of [context, ...others(specifier, context)]) {
          try {
            return decide(specifier, from === context ? context : {}, next(specifier, from));
          } catch (error) {
            failure ??= error;
          }
        }
        throw failure;
      },
    });
    return;
  }
  nodeModule.register(pathToFileURL(path.join(__dirname, "import-hooks.mjs")), { data: places });
}

module.exports = { limitRequire, limitImport, makeResolve, imports };
