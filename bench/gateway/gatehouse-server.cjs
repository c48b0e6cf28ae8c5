// Runs the gateway under test as `npm start` does: as one file of JavaScript.
"use strict";
const path = require("node:path");
const { load } = require("../../scripts/compiled.cjs");

load(path.join(__dirname, "gatehouse-server.ts")).then(({ main }) => main(process.argv.slice(2)));
