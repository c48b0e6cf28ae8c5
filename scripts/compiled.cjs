// Loads a program written in TypeScript as one file of JavaScript, made again when one of its sources has
// changed: reading some 350 files one by one takes as long as all the rest of a start.
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const cache = path.join(root, "node_modules", ".cache", "gatehouse");

/** Where the compiled form of a source lies. Checkouts may share their packages. */
function placeOf(entry) {
  const hash = createHash("sha256").update(`${entry}\n${process.version}`).digest("hex");
  return path.join(cache, `${path.basename(entry, ".ts")}-${hash.slice(0, 16)}.cjs`);
}

const versionOf = (file) => {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : "missing";
};

/** What a compiled file was made of: its first line. */
function manifestOf(file) {
  const [line] = fs.readFileSync(file, "utf8").split("\n", 1);
  return JSON.parse(/^\/\/(\{.*\})$/.exec(line)?.[1] ?? "{}");
}

function isFresh(file) {
  if (!fs.existsSync(file)) return false;
  const { inputs = [["", ""]] } = manifestOf(file);
  return inputs.every(([name, version]) => versionOf(name) === version);
}

/** `__dirname` and `__filename` are those of the source: beside it lie the files that it names. */
const ownPlace = {
  name: "own place",
  setup(build) {
    build.onLoad({ filter: /\.c?[jt]s$/, namespace: "file" }, ({ path: file }) => {
      const text = fs.readFileSync(file, "utf8");
      if (!/\b__(dir|file)name\b/.test(text)) return undefined;
      const place = JSON.stringify([path.dirname(file), file]);
      const contents = text.replace(
        /^("use strict";)?/m,
        `$1const [__dirname, __filename] = ${place};`,
      );
      return { contents, loader: file.endsWith("ts") ? "ts" : "js" };
    });
  },
};

async function compile(entry, file) {
  // Before it is read: what is saved meanwhile makes the result stale.
  const begun = Date.now();
  const { metafile, outputFiles } = await require("esbuild").build({
    ...{ entryPoints: [entry], bundle: true, write: false, metafile: true, logLevel: "silent" },
    ...{ platform: "node", format: "cjs", target: `node${process.versions.node}` },
    // A native addon looks for its files from where it lies; tsx and the rest are named by path; AWS's clients,
    // thrice as much as all the rest, are read when AWS is asked.
    ...{ external: ["lmdb", "tsx", "esbuild", "@pulumi/*", "@aws-sdk/*"] },
    ...{ plugins: [ownPlace], absWorkingDir: root },
  });
  const names = Object.keys(metafile.inputs).map((name) => path.join(root, name));
  const inputs = names.map((name) => [
    name,
    fs.statSync(name).mtimeMs >= begun ? "saved meanwhile" : versionOf(name),
  ]);
  const part = `${file}.${process.pid}.part`;
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(part, `//${JSON.stringify({ entry, inputs })}\n${outputFiles[0].text}`);
  fs.renameSync(part, file);
}

/** Removes what was made for checkouts that are gone. */
function tidy() {
  for (const name of fs.readdirSync(cache)) {
    const file = path.join(cache, name);
    if (!fs.existsSync(manifestOf(file).entry ?? "")) fs.rmSync(file, { force: true });
  }
}

/** The exports of a source. Where it cannot be compiled, tsx reads its files and says what is wrong. */
async function load(entry) {
  const file = placeOf(entry);
  try {
    if (!isFresh(file)) {
      await compile(entry, file);
      tidy();
    }
  } catch {
    require("tsx/cjs");
    return require(entry);
  }
  return require(file);
}

module.exports = { load };
