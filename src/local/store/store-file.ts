import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/**
 * Throws where a file is no whole LMDB file: LMDB maps what it opens into memory,
 * and a file that is cut off or something else would end the process instead of an error.
 */
export function checkStateFile(file: string): void {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return;
    const first = readMeta(descriptor, 0);
    const second = first && readMeta(descriptor, first.pageSize);
    if (!first || !second) throw new Error(`${file} is damaged or no state file`);
    const newest = first.transaction > second.transaction ? first : second;
    if (BigInt(size) < (newest.lastPage + 1n) * BigInt(newest.pageSize)) {
      throw new Error(`${file} is cut off after ${size} bytes`);
    }
  } finally {
    closeSync(descriptor);
  }
}

interface Meta {
  pageSize: number;
  lastPage: bigint;
  transaction: bigint;
}

/** Layout: `MDB_meta` of lmdb.h behind a page header of 24 bytes, little endian. */
function readMeta(descriptor: number, offset: number): Meta | undefined {
  const bytes = Buffer.alloc(160);
  if (readSync(descriptor, bytes, 0, bytes.length, offset) < bytes.length) return undefined;
  if (bytes.readUInt32LE(24) !== 0xbeefc0de) return undefined;
  const pageSize = bytes.readUInt32LE(48);
  if (pageSize < 256 || pageSize > 65_536) return undefined;
  return {
    pageSize,
    lastPage: bytes.readBigUInt64LE(144),
    transaction: bytes.readBigUInt64LE(152),
  };
}
