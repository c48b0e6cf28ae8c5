import fs from "node:fs";

/** Writes a file whole or not at all, also when the machine stops in between; only its owner may read it. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.part`;
  fs.rmSync(draft, { force: true });
  const descriptor = fs.openSync(draft, "wx", 0o600);
  try {
    fs.writeFileSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(draft, file);
}
