import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { readLocalJson } from "../../../src/local/start/local-json";
import { ensureSeed, readSeed } from "../../../src/local/start/seed";
import { temporaryFolder } from "./running-gateway";

describe("the seed of a state folder", () => {
  let folder: string;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("is made once, for its owner only, and leaves no draft", () => {
    assert.equal(readSeed(folder), undefined);
    const seed = ensureSeed(folder);
    assert.equal(ensureSeed(folder), seed);
    assert.deepEqual(fs.readdirSync(folder), ["seed"]);
    assert.equal(fs.statSync(path.join(folder, "seed")).mode & 0o777, 0o600);
  });

  const damaged: [string, string][] = [
    ["is empty", ""],
    ["is torn", "0123456789abcdef"],
    ["is something else", "z".repeat(64)],
    ["is too long", "0".repeat(65)],
    ["is blank", "\n".repeat(64)],
  ];
  for (const [name, text] of damaged) {
    it(`refuses where it ${name}, and leaves it as it is`, () => {
      fs.writeFileSync(path.join(folder, "seed"), text);
      assert.throws(() => ensureSeed(folder), /seed: it is damaged\. Expected 64 hexadecimal/);
      assert.equal(fs.readFileSync(path.join(folder, "seed"), "utf8"), text);
    });
  }
});

describe("readLocalJson", () => {
  let folder: string;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const absent: [string, string | undefined, RegExp][] = [
    ["is not there", undefined, /local\.json is not there\. Run npm start first/],
    ["is torn", '{"pid":', /local\.json cannot be read/],
    ["is null", "null", /which has ended/],
    [
      "is of a process that has ended",
      '{"pid":999999999}',
      /of process 999999999, which has ended/,
    ],
    ["names no process", '{"pid":"1"}', /which has ended/],
    ["names a group of processes", '{"pid":-1}', /which has ended/],
  ];
  for (const [name, text, message] of absent) {
    it(`finds no gateway where the file ${name}`, () => {
      if (text !== undefined) fs.writeFileSync(path.join(folder, "local.json"), text);
      assert.match(readLocalJson(folder) as string, message);
    });
  }

  it("finds the gateway of a process that runs", () => {
    fs.writeFileSync(path.join(folder, "local.json"), JSON.stringify({ pid: process.pid }));
    assert.deepEqual(readLocalJson(folder), { pid: process.pid });
  });
});
