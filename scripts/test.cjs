// Everything that must hold: types, lint, format, then all tests. Goes on after a failure, so that one
// run shows all that is wrong; says what was skipped and why. Ends with one line that counts.
"use strict";
const { spawn } = require("node:child_process");
const os = require("node:os");
const path = require("node:path");

const root = path.join(__dirname, "..");
const bin = (name) => path.join(root, "node_modules", ".bin", name);

const checks = [
  ["types", "tsc", ["--noEmit"]],
  ["lint", "eslint", ["--max-warnings", "0", "."]],
  ["directions", "depcruise", ["src"]],
  ["format", "prettier", ["--check", "--log-level", "warn", "."]],
];

/** Runs a program, shows what it prints, and keeps it. */
function run(name, args) {
  return new Promise((resolve) => {
    const child = spawn(bin(name), args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on("error", (error) => resolve({ status: 1, output: `${error.message}\n` }));
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

async function main() {
  let passed = 0;
  let failed = 0;
  for (const [name, command, args] of checks) {
    const { status } = await run(command, args);
    if (status === 0) passed++;
    else failed++;
    console.log(`${status === 0 ? "ok    " : "FAILED"} ${name}`);
  }

  const named = process.argv.slice(2);
  const files = named.some((argument) => argument.endsWith(".ts")) ? [] : ["test/**/*.test.ts"];
  // A file for each core at once: most of the time goes to programs that the tests run.
  const jobs = ["--parallel", "--jobs", String(Math.max(2, os.cpus().length))];
  const { status, output } = await run("mocha", [
    ...(files.length > 0 ? jobs : []),
    ...files,
    ...named,
  ]);
  // eslint-disable-next-line gatehouse/linear -- of our own words
  const count = (word) => Number(new RegExp(`^\\s+(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  const [passing, failing, pending] = ["passing", "failing", "pending"].map(count);
  passed += passing;
  // A run that ended without mocha's own result (a crash, a kill) has not passed.
  failed += passing === 0 || (status !== 0 && failing === 0) ? failing + 1 : failing;

  console.log(`\n${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
