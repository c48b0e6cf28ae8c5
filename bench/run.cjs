// `npm run bench`: installs the peers once, then measures. Plain JavaScript, because it runs before they are there.
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const lock = path.join(__dirname, "package-lock.json");
const stamp = path.join(__dirname, "node_modules", ".gatehouse-installed");

function install() {
  const wanted = fs.readFileSync(lock, "utf8");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing the peers (npm ci in bench/), once for this checkout …");
  // osls stands in for serverless, which serverless-offline names as its peer.
  const args = ["ci", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: __dirname, stdio: "inherit" });
  if (status !== 0) {
    console.error("npm ci failed in bench/: see above.");
    process.exit(1);
  }
  fs.writeFileSync(stamp, wanted);
}

install();
require("tsx/cjs");
require("./gateway/main.ts")
  .main(process.argv.slice(2))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      console.error(error.stack);
      process.exit(1);
    },
  );
