// What a function may write: on Lambda everything but /tmp is a read-only file system.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { fileURLToPath } = require("node:url");
const { syncBuiltinESMExports } = require("node:module");

/** Where the path stands among the parameters of what writes there. */
const writing = {
  ...{ writeFile: 0, appendFile: 0, mkdir: 0, mkdtemp: 0, rm: 0, rmdir: 0, unlink: 0, truncate: 0 },
  ...{ chmod: 0, lchmod: 0, chown: 0, lchown: 0, utimes: 0, lutimes: 0, mkdtempDisposable: 0 },
  ...{ copyFile: 1, cp: 1, link: 1, symlink: 1 },
};
/** Lambda's name of the system call in the error, where it is another. */
const calls = { writeFile: "open", appendFile: "open", rm: "unlink", copyFile: "copyfile" };

const isWriting = (flags) =>
  typeof flags === "number"
    ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0
    : /[wa+]/.test(flags ?? "r");

function readOnly(call, file) {
  const error = new Error(`EROFS: read-only file system, ${call} '${file}'`);
  return Object.assign(error, { errno: -30, code: "EROFS", syscall: call, path: file });
}

const isIn = (folder, file) => file === folder || file.startsWith(folder + path.sep);

/** Both names of a folder that a link leads to, as /tmp on macOS. */
function namesOf(folder) {
  try {
    return [folder, fs.realpathSync(folder)];
  } catch {
    return [folder];
  }
}

function pathOf(value) {
  if (value instanceof URL) return value.protocol === "file:" ? fileURLToPath(value) : undefined;
  if (Buffer.isBuffer(value)) return value.toString();
  return typeof value === "string" ? value : undefined;
}

/** Makes `fs` refuse to write outside the folders that may be written, and in those of them that may not. */
function makeReadOnly({ writable, protectedFolders }) {
  const open = [...writable.flatMap(namesOf), "/dev"];
  const closed = protectedFolders.flatMap(namesOf);
  // The longest folder around a file decides.
  const depth = (folders, file) =>
    Math.max(0, ...folders.filter((folder) => isIn(folder, file)).map(({ length }) => length));
  /** The error of a call that would write, or undefined. */
  const refusal = (call, value) => {
    const given = pathOf(value);
    if (given === undefined) return undefined;
    const file = path.resolve(given);
    return depth(open, file) > depth(closed, file) ? undefined : readOnly(call, given);
  };

  const patch = (name, find) => {
    for (const [holder, form] of [
      [fs, name],
      [fs, `${name}Sync`],
      [fs.promises, name],
    ]) {
      const original = holder[form];
      if (typeof original !== "function") continue;
      const failing = (args) => {
        const error = find(args);
        if (!error) return undefined;
        if (holder === fs.promises) return () => Promise.reject(error);
        if (form.endsWith("Sync")) throw error;
        const callback = args.findLast((arg) => typeof arg === "function");
        return callback ? () => process.nextTick(callback, error) : undefined;
      };
      holder[form] = Object.defineProperties(function (...args) {
        return (failing(args) ?? (() => Reflect.apply(original, this, args)))();
      }, Object.getOwnPropertyDescriptors(original));
    }
  };

  for (const [name, at] of Object.entries(writing)) {
    patch(name, (args) => refusal(calls[name] ?? name, args[at]));
  }
  patch("rename", ([from, to]) => refusal("rename", from) ?? refusal("rename", to));
  patch("open", ([file, flags]) =>
    isWriting(typeof flags === "function" ? "r" : flags) ? refusal("open", file) : undefined,
  );
  patch("access", ([file, mode]) =>
    typeof mode === "number" && (mode & fs.constants.W_OK) !== 0
      ? refusal("access", file)
      : undefined,
  );
  syncBuiltinESMExports();
}

module.exports = { makeReadOnly };
