import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { treeOfDisk } from "../../../src/cli/git/trees";

describe("treeOfDisk", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-tree-"));
  before(() => {
    fs.writeFileSync(path.join(folder, "index.ts"), "text");
    fs.mkdirSync(path.join(folder, "rows"));
    fs.symlinkSync("index.ts", path.join(folder, "link.ts"));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const cases: [string, object | undefined][] = [
    ["index.ts", { kind: "file" }],
    ["rows", { kind: "folder" }],
    ["link.ts", { kind: "link", target: "index.ts" }],
    ["nowhere.ts", undefined],
    ["nowhere/package.json", undefined],
    ["index.ts/package.json", undefined],
    ["link.ts/package.json", undefined],
  ];
  for (const [file, found] of cases) {
    it(`finds ${JSON.stringify(found)} at ${file}`, () => {
      assert.deepEqual(treeOfDisk(folder).look(file), found);
    });
  }
});
