import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { ensureSeed } from "./seed";
import { StartError } from "./start-error";

/** The folder of the gateway's state, while this process holds it. */
export interface StateFolder {
  path: string;
  /** What made-up key values and secrets are made from. */
  seed: string;
  release(): void;
}

/** What this program puts into a state folder: `--fresh` removes these and nothing else. */
const own = ["state.mdb", "state.mdb-lock", "seed", "graph.json", "local.json", "code", "bundles"];

/** Makes the folder usable by its owner only, and by one gateway only. */
export async function openStateFolder(folder: string, fresh: boolean): Promise<StateFolder> {
  const full = path.resolve(folder);
  prepare(full);
  const release = await lock(full);
  try {
    if (fresh)
      for (const name of own) fs.rmSync(path.join(full, name), { recursive: true, force: true });
    // Laid out anew as functions are called; what an earlier run left is not needed.
    fs.rmSync(path.join(full, "code"), { recursive: true, force: true });
    return { path: full, seed: ensureSeed(full), release };
  } catch (error) {
    release();
    throw error instanceof StartError ? error : unusable(full, error);
  }
}

function prepare(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.chmodSync(folder, 0o700);
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    fs.readdirSync(folder);
  } catch (error) {
    throw unusable(folder, error);
  }
}

function unusable(folder: string, error: unknown): StartError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: "this user may not read and write it",
    EPERM: "it belongs to another user",
    EROFS: "it lies on a disk that is read-only",
    ENOTDIR: "it, or a part of its path, is a file and no folder",
    EEXIST: "it is a file and no folder",
    ENOSPC: "the disk is full",
  };
  const why = reasons[code ?? ""] ?? message;
  return new StartError([
    `The state folder ${folder} cannot be used: ${why}. Mend that, or name another with --state.`,
  ]);
}

/** A socket that only one process can listen on, and that goes away with it, however it ends. */
async function lock(folder: string): Promise<() => void> {
  const name = `gatehouse-${createHash("sha256").update(fs.realpathSync(folder)).digest("hex").slice(0, 32)}`;
  const address = socketAddress(name);
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.end(String(process.pid));
  });
  if (await listens(server, address)) return () => server.close();
  const holder = await ask(address);
  if (holder === undefined && address.startsWith(os.tmpdir())) {
    fs.rmSync(address, { force: true });
    if (await listens(server, address)) return () => server.close();
  }
  throw new StartError([
    `The state folder ${folder} is in use by another gateway${holder ? ` (process ${holder})` : ""}. ` +
      "Stop that one, or name another folder with --state.",
  ]);
}

function socketAddress(name: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  // Linux's abstract names need no file, so nothing is left over by a process that was killed.
  return process.platform === "linux" ? `\0${name}` : path.join(os.tmpdir(), `${name}.sock`);
}

function listens(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(address, () => resolve(true));
    server.unref();
  });
}

function ask(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(address);
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", () => resolve(undefined));
    socket.on("close", () => resolve(text));
  });
}
