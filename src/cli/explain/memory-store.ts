import fs from "node:fs";
import path from "node:path";
import { open } from "lmdb";
import { checkStateFile } from "../../local/store/store-file";
import type { Store, Table } from "../../local/start/services";

/** Tables of a state folder that a judgement reads. */
const wanted = ["secrets", "sessions", "signingKeys", "quota"];

type Rows = Map<string, unknown>;

/**
 * A state folder as it stands, for reading; what is written stays in memory. A gateway that uses the folder
 * is not disturbed. Empty where there is no folder.
 */
export async function readState(folder: string): Promise<Store> {
  const file = path.join(folder, "state.mdb");
  if (!fs.existsSync(file)) return memoryStore(new Map());
  checkStateFile(file);
  const root = open({ path: file, encoding: "json", maxDbs: 256, readOnly: true });
  try {
    const tables = wanted.map((name): [string, Rows] => {
      // Undefined where the table does not exist: reading makes none.
      const table = root.openDB<unknown, string>({ name, encoding: "json" }) as
        ReturnType<typeof root.openDB<unknown, string>> | undefined;
      const rows = [...(table?.getRange({}) ?? [])];
      return [name, new Map(rows.map(({ key, value }) => [key, value]))];
    });
    return memoryStore(new Map(tables));
  } finally {
    await root.close();
  }
}

/** A store in memory that begins with these tables. */
export function memoryStore(tables: Map<string, Rows>): Store {
  return {
    table<Value>(name: string): Table<Value> {
      let rows = tables.get(name);
      if (!rows) tables.set(name, (rows = new Map()));
      return tableOf(rows as Map<string, Value>);
    },
    close: async () => {},
  };
}

function tableOf<Value>(rows: Map<string, Value>): Table<Value> {
  const putNow = (key: string, value: Value) => void rows.set(key, value);
  const removeNow = (key: string) => void rows.delete(key);
  return {
    get: (key) => rows.get(key),
    put: async (key, value) => putNow(key, value),
    remove: async (key) => removeNow(key),
    entries: (prefix = "") =>
      [...rows]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    transaction: async (work) => work(),
    putNow,
    removeNow,
  };
}
