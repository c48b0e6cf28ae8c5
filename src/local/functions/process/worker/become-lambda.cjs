// What a function sees of its process, as in Lambda's Node.js runtimes.
"use strict";
const os = require("node:os");
const { makeReadOnly } = require("./read-only.cjs");

/** The user under which Lambda runs functions; its folder is not there. */
const home = "/home/sbx_user1051";

/** The gateway's environment was for preloads only. */
function takeEnvironment(environment) {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

/** Turns this process into the function's: environment, folder, command line, what it may write. */
function becomeLambda({ environment, folder, writable, protectedFolders }) {
  takeEnvironment(environment);
  process.chdir(folder);
  process.argv = [process.execPath, "/var/runtime/index.mjs"];
  process.execArgv = [];
  // Lambda's main module is an ECMAScript module: `require.main` is undefined.
  process.mainModule = undefined;
  os.homedir = () => process.env.HOME ?? home;
  makeReadOnly({ writable, protectedFolders });
}

module.exports = { becomeLambda };
