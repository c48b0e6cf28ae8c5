import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { open, type Database, type RootDatabase } from "lmdb";
import type { Store, Table } from "../start/services";
import { checkStateFile } from "./store-file";

/** The form of the state that this version reads and writes. */
const stateFormat = 1;
const stateFile = "state.mdb";
/** Sorts behind every other character, so `prefix + last` ends a range of keys. */
const last = "\u{10ffff}";
/** Bytes: the limit of lmdb-js for pages of 4 KB. */
const longestKey = 1_978;

/**
 * Opens the state folder, making it (mode 700) where there is none.
 * Throws an `Error` that names the folder where it cannot be read or belongs to another version.
 */
export function openStore(folder: string): Store {
  const file = join(folder, stateFile);
  const root = openRoot(folder, file);
  const meta = root.openDB<number, string>({ name: "meta", encoding: "json" });
  const found = meta.get("format");
  if (found === undefined) meta.putSync("format", stateFormat);
  else if (found !== stateFormat) {
    void root.close();
    throw unreadable(folder, `it has format ${found}, this version reads format ${stateFormat}`);
  }
  const tables = new Map<string, Table<unknown>>();
  let closing: Promise<void> | undefined;
  // LMDB would end the process instead of an error.
  const checkOpen = () => {
    if (closing) throw new Error(`State folder ${folder}: it is closed already.`);
  };
  return {
    table<Value>(name: string): Table<Value> {
      const known = tables.get(name);
      if (known) return known as Table<Value>;
      checkOpen();
      const database = root.openDB<Value, string>({ name, encoding: "json" });
      const made = tableOf<Value>(database, checkOpen);
      tables.set(name, made as Table<unknown>);
      return made;
    },
    close: () => (closing ??= root.close()),
  };
}

function openRoot(folder: string, file: string): RootDatabase {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error("it is no folder");
    chmodSync(folder, 0o700);
    if (existsSync(file)) checkStateFile(file);
    const root = open({ path: file, encoding: "json", maxDbs: 256 });
    chmodSync(file, 0o600);
    return root;
  } catch (error) {
    throw unreadable(folder, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(folder: string, why: string): Error {
  return new Error(
    `State folder ${folder}: it cannot be used: ${why}. Move it away, start with another --state, or with --fresh.`,
  );
}

function tableOf<Value>(database: Database<Value, string>, checkOpen: () => void): Table<Value> {
  return {
    get(key) {
      checkOpen();
      // LMDB throws where a key is longer than any that it can keep.
      return Buffer.byteLength(key) > longestKey ? undefined : database.get(key);
    },
    async put(key, value) {
      checkOpen();
      await database.put(key, value);
    },
    async remove(key) {
      checkOpen();
      await database.remove(key);
    },
    *entries(prefix = "") {
      checkOpen();
      const range = prefix === "" ? {} : { start: prefix, end: prefix + last };
      for (const { key, value } of database.getRange({ ...range, snapshot: false })) {
        yield [key, value] as const;
      }
    },
    // A child transaction, since only that undoes its writes when the work throws.
    async transaction<Result>(work: () => Result): Promise<Result> {
      checkOpen();
      return database.childTransaction(work);
    },
    putNow(key, value) {
      checkOpen();
      database.putSync(key, value);
    },
    removeNow(key) {
      checkOpen();
      database.removeSync(key);
    },
  };
}
