import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { openStore } from "../../../src/local/store/store";

describe("openStore", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("keeps values over a close", async () => {
    const first = openStore(folder);
    await first.table<{ n: number }>("numbers").put("one", { n: 1 });
    await first.close();
    const second = openStore(folder);
    assert.deepEqual(second.table("numbers").get("one"), { n: 1 });
    await second.close();
  });

  it("lists the entries under a prefix in the order of their keys", async () => {
    const store = openStore(folder);
    const table = store.table<number>("t");
    for (const key of ["b 2", "a 1", "b 1", "b\u{1f600}", "c"]) table.putNow(key, 1);
    assert.deepEqual(
      [...table.entries("b ")].map(([key]) => key),
      ["b 1", "b 2"],
    );
    assert.equal([...table.entries()].length, 5);
    await store.close();
  });

  it("undoes a transaction that throws, over all its tables", async () => {
    const store = openStore(folder);
    const [left, right] = [store.table<number>("left"), store.table<number>("right")];
    await assert.rejects(
      left.transaction(() => {
        left.putNow("a", 1);
        right.putNow("a", 1);
        throw new Error("no");
      }),
      /^Error: no$/,
    );
    assert.equal(left.get("a"), undefined);
    assert.equal(right.get("a"), undefined);
    await store.close();
  });

  it("counts every one of many transactions that run beside each other", async () => {
    const store = openStore(folder);
    const table = store.table<number>("t");
    const add = () => table.transaction(() => table.putNow("n", (table.get("n") ?? 0) + 1));
    await Promise.all(Array.from({ length: 200 }, add));
    assert.equal(table.get("n"), 200);
    await store.close();
  });

  it("loses nothing that was answered when the process is killed", async () => {
    const script = `
      const { openStore } = require(${JSON.stringify(join(__dirname, "../../../src/local/store/store.ts"))});
      const table = openStore(${JSON.stringify(folder)}).table("t");
      (async () => { for (let n = 1; ; n++) { await table.put("n", n); console.log(n); } })();`;
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let answered = 0;
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const lines = text.split("\n");
      text = lines.pop() ?? "";
      answered = Number(lines.at(-1) ?? answered);
      if (answered > 50) child.kill("SIGKILL");
    });
    await new Promise((done) => child.on("close", done));
    const store = openStore(folder);
    const kept = store.table<number>("t").get("n") ?? 0;
    assert.ok(answered > 50 && kept >= answered, `answered ${answered}, kept ${kept}`);
    await store.close();
  });

  it("refuses what comes after its close", async () => {
    const store = openStore(folder);
    const table = store.table<number>("t");
    await store.close();
    await assert.rejects(table.put("a", 1), /is closed already/);
    assert.throws(() => table.get("a"), /is closed already/);
  });

  it("makes the folder for its owner only", async () => {
    const store = openStore(join(folder, "new"));
    assert.equal(statSync(join(folder, "new")).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, "new/state.mdb")).mode & 0o777, 0o600);
    await store.close();
  });

  it("has nothing under a key that is longer than any it can keep", async () => {
    const store = openStore(folder);
    const table = store.table<string>("names");
    const longest = "k".repeat(1_978);
    await table.put(longest, "kept");
    assert.equal(table.get(longest), "kept");
    for (const key of ["k".repeat(1_979), "k".repeat(70_000), "\u{10ffff}".repeat(1_000)]) {
      assert.equal(table.get(key), undefined);
    }
    await store.close();
  });

  const damage: Record<string, (whole: Buffer) => Buffer> = {
    "is something else": () => Buffer.alloc(9_000, 7),
    "is cut off": (whole) => whole.subarray(0, 5_000),
    "is a few bytes": () => Buffer.from("hello"),
  };
  for (const [what, damaged] of Object.entries(damage)) {
    it(`says so where the state file ${what}`, async () => {
      await openStore(folder).close();
      const file = join(folder, "state.mdb");
      writeFileSync(file, damaged(readFileSync(file)));
      assert.throws(() => openStore(folder), /State folder .* cannot be used: .*--fresh/);
    });
  }

  it("says so where the folder is a file", () => {
    writeFileSync(join(folder, "file"), "");
    assert.throws(() => openStore(join(folder, "file")), /State folder .*file: it cannot be used/);
  });

  it("refuses the state of another version", async () => {
    await openStore(folder).close();
    const root = open({ path: join(folder, "state.mdb"), encoding: "json", maxDbs: 8 });
    root.openDB({ name: "meta", encoding: "json" }).putSync("format", 99);
    await root.close();
    assert.throws(() => openStore(folder), /has format 99, this version reads format 1/);
  });
});
