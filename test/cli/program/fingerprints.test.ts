import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Resource } from "../../../src/graph/resource";
import { withFingerprints } from "../../../src/cli/program/fingerprints";

describe("withFingerprints", () => {
  let top: string;
  beforeEach(() => {
    top = realpathSync(mkdtempSync(path.join(tmpdir(), "gatehouse-prints-")));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  const put = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
      writeFileSync(path.join(top, name), text);
    }
  };
  const codeIn = (folder: string, code: unknown, type = "aws:lambda/function:Function"): any => {
    const one: Resource = { type, name: "a", urn: "a", inputs: { code }, outputs: {} };
    return withFingerprints([one], path.join(top, folder))[0]?.inputs["code"];
  };
  const hashIn = (folder: string, file: string) => codeIn(folder, { path: file }).hash;

  it("is by content and not by place, for files, archives in archives and folders", () => {
    put({
      "a/x.js": "1",
      "b/y.js": "1",
      "c/x.js": "2",
      "a/d/e/f": "1",
      "b/g/e/f": "1",
      "c/d/e/h": "1",
    });
    assert.match(hashIn("a", "x.js"), /^[0-9a-f]{64}$/);
    assert.equal(hashIn("a", "x.js"), hashIn("b", "y.js"));
    assert.notEqual(hashIn("a", "x.js"), hashIn("c", "x.js"));
    assert.equal(hashIn("a", "d"), hashIn("b", "g"));
    assert.notEqual(hashIn("a", "d"), hashIn("c", "d"));
    const { assets } = codeIn("a", { assets: { lib: { assets: { "x.js": { path: "x.js" } } } } });
    assert.equal(assets.lib.assets["x.js"].hash, hashIn("a", "x.js"));
  });

  it("gives none for what is not there, and leaves text and other resources alone", () => {
    put({ "a/x.js": "1" });
    assert.deepEqual(codeIn("a", { path: "missing.zip" }), { path: "missing.zip" });
    assert.deepEqual(codeIn("a", { text: "1" }), { text: "1" });
    assert.deepEqual(codeIn("a", { path: "x.js" }, "aws:other:Other"), { path: "x.js" });
  });

  it("ends where a link leads back", () => {
    put({ "a/d/x": "1" });
    symlinkSync(path.join(top, "a"), path.join(top, "a/d/up"));
    symlinkSync(path.join(top, "a"), path.join(top, "a/d/again"));
    assert.match(hashIn("a", "d"), /^[0-9a-f]{64}$/);
  });

  it("is the same where the packages are a link, as they are beside the base", () => {
    const bundle = (place: string) => `var x=__commonJS({"${place}/x/i.js"(e){e.y=1}});`;
    put({
      "packages/x/i.js": "",
      "a/i.js": bundle("../packages"),
      "b/i.js": bundle("node_modules"),
    });
    symlinkSync(path.join(top, "packages"), path.join(top, "a/node_modules"));
    put({ "b/node_modules/x/i.js": "" });
    assert.equal(hashIn("a", "i.js"), hashIn("b", "i.js"));
    put({ "c/i.js": bundle("../packages") });
    assert.notEqual(hashIn("c", "i.js"), hashIn("b", "i.js"));
  });

  it("names what a file was made from, by the source map beside it", () => {
    put({
      "a/out/i.js": "1",
      "a/out/i.js.map": JSON.stringify({
        sourceRoot: "../",
        sources: ["entry:a", "h/a.ts", "h/data.json", "node_modules/x/i.js"],
      }),
      "a/h/a.ts": "1",
      "a/h/data.json": "{}",
      "a/node_modules/x/i.js": "",
    });
    const { sources } = codeIn("a", { path: "out/i.js" });
    assert.deepEqual(Object.keys(sources), ["h/a.ts", "h/data.json", "node_modules/x/i.js"]);
  });

  it("keeps the hash where the source map is none", () => {
    put({ "a/i.js": "1", "a/i.js.map": "{" });
    const { hash, sources } = codeIn("a", { path: "i.js" });
    assert.deepEqual([typeof hash, sources], ["string", undefined]);
  });
});
