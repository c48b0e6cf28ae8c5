// `npm start`, `npm test` and the other commands: each makes sure that the packages are installed, then
// runs. Plain JavaScript, because it runs before anything is installed.
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const stamp = path.join(root, "node_modules", ".gatehouse-installed");
/** Holds the id of the process that installs. Not in `node_modules`, which `npm ci` removes. */
const lock = path.join(root, ".gatehouse-installing");

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args, options) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    ...options,
  });
  if (error) fail(`${command} could not be started: ${error.message}`);
  return signal ? 1 : status;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Gatehouse needs Node 20.19 or later; this is ${process.versions.node}.`);
  }
}

const contentOf = (file) => {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
};

function takeLock() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether a process still runs; one of another user does. */
function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

const sleep = (milliseconds) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

function giveLockBack() {
  process.off("exit", giveLockBack);
  fs.rmSync(lock, { force: true });
}

/** Two commands at once would remove each other's packages: the second waits for the first. */
function waitForLock() {
  for (let told = false; !takeLock(); sleep(200)) {
    const holder = contentOf(lock);
    // Empty: just made, or given back meanwhile.
    if (!holder) continue;
    if (!runs(Number(holder))) fs.rmSync(lock, { force: true });
    else if (!told) {
      told = true;
      console.error(`Waiting for process ${holder}, which installs packages (${lock}) …`);
    }
  }
  process.once("exit", giveLockBack);
}

/** `npm ci`, unless what the lock file asks for was installed already. */
function install() {
  const wanted = fs.readFileSync(path.join(root, "package-lock.json"), "utf8");
  if (contentOf(stamp) === wanted) return;
  waitForLock();
  if (contentOf(stamp) !== wanted) {
    console.error("Installing packages (npm ci), once for this checkout …");
    const status = run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if (status !== 0) fail("npm ci failed: see above.");
    fs.writeFileSync(stamp, wanted);
  }
  giveLockBack();
}

checkNode();
install();

const [name, ...args] = process.argv.slice(2);
if (name === "test") {
  process.exit(run(process.execPath, [path.join(__dirname, "test.cjs"), ...args]));
}
if (name === "bench") {
  process.exit(run(process.execPath, [path.join(root, "bench", "run.cjs"), ...args]));
}
const command = path.join(root, "src", "cli", `${name}.ts`);
const isCommand = /^[a-z]+$/.test(name ?? "") && fs.existsSync(command) && name !== "command";
if (!isCommand) fail(`There is no command "${name}".`);
process.argv = [process.argv[0], command, ...args];
require("./compiled.cjs")
  .load(command)
  .then(({ main }) => main(args))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error) => fail(error.stack),
  );
