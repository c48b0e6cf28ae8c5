import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { LocalJson } from "../../src/local/start/local-json";
import { scripts } from "../../package.json";
import { benchGraph } from "./graph";
import { writeService } from "./serverless-service";

/** A server under test, in a process of its own. */
export interface Server {
  name: string;
  port: number;
  pid: number;
  /** From the start of the process until it was ready. */
  readyMilliseconds: number;
  /** Where the stage's paths begin. */
  base: string;
  /** Of a gateway: keys, tokens and credentials. */
  local?: LocalJson;
  stop(): Promise<void>;
}

/** How a server is started. */
export interface ServerOptions {
  name: string;
  endpoints: number;
  /** Functions run in the server's own thread: not in processes, or on the peer in worker threads. */
  inProcess: boolean;
}

const root = path.join(__dirname, "../..");
const bench = path.join(__dirname, "..");
/** What `npm start` gives Node before its script. */
const nodeFlags = scripts.start.split(" ").filter((word) => word.startsWith("--"));
const tsx = ["--require", require.resolve("tsx/cjs")];
const running = new Set<ChildProcess>();
const folders = new Set<string>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed when the bench ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gatehouse-bench-"));
  folders.add(folder);
  return folder;
}

/** A port of loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Node's own HTTP server with an event in the form of Lambda's, handed over as it is or through JSON. */
export async function startRaw(mode: "plain" | "json"): Promise<Server> {
  const port = await freePort();
  const args = [...tsx, path.join(__dirname, "raw-server.ts"), String(port), mode];
  return launch("node:http", args, { cwd: bench, port, base: "/dev" });
}

/** This gateway, as `npm start -- --graph` runs it. */
export async function startGatehouse(options: ServerOptions): Promise<Server> {
  const folder = temporaryFolder();
  const graph = path.join(folder, "graph.json");
  fs.writeFileSync(graph, JSON.stringify(benchGraph(options.endpoints)));
  const port = await freePort();
  const args = [...nodeFlags, ...profileFlags(), path.join(__dirname, "gatehouse-server.cjs")];
  const state = path.join(folder, "state");
  const flags = ["--graph", graph, "--state", state, "--port", String(port), "--aws-port", "0"];
  const mode = options.inProcess ? ["--in-process"] : [];
  const local = path.join(state, "local.json");
  const server = await launch(options.name, [...args, ...flags, ...mode], {
    ...{ cwd: folder, port, base: "/dev" },
    isReady: () => fs.existsSync(local),
  });
  return { ...server, local: JSON.parse(fs.readFileSync(local, "utf8")) as LocalJson };
}

/** `npm start` of the example program, with the state that the folder holds. */
export async function startExample(state: string): Promise<Server> {
  const port = await freePort();
  const command = path.join(root, "scripts/run.cjs");
  const ports = ["--port", String(port), "--aws-port", "0"];
  return launch("npm start", [...nodeFlags, command, "start", "--state", state, ...ports], {
    ...{ cwd: root, port, base: "/dev" },
    isReady: () => fs.existsSync(path.join(state, "local.json")),
  });
}

/** serverless-offline, run by osls, on a service with the same endpoints. */
export async function startServerlessOffline(options: ServerOptions): Promise<Server> {
  const folder = temporaryFolder();
  writeService(folder, { ...options, nodeModules: path.join(bench, "node_modules") });
  const [port, lambdaPort] = [await freePort(), await freePort()];
  const command = path.join(bench, "node_modules/osls/bin/serverless.js");
  const ports = ["--httpPort", String(port), "--lambdaPort", String(lambdaPort)];
  return launch(options.name, [command, "offline", ...ports], {
    ...{ cwd: folder, port, base: "/dev" },
  });
}

/** `GATEHOUSE_BENCH_PROFILE=<folder>` writes a CPU profile of each gateway there. */
function profileFlags(): string[] {
  const folder = process.env.GATEHOUSE_BENCH_PROFILE;
  return folder ? ["--cpu-prof", "--cpu-prof-dir", path.resolve(root, folder)] : [];
}

interface Launch {
  cwd: string;
  port: number;
  base: string;
  /** @default the port takes connections */
  isReady?: () => boolean;
}

async function launch(name: string, args: string[], options: Launch): Promise<Server> {
  const { cwd, port, base, isReady = () => true } = options;
  const errors = fs.openSync(path.join(temporaryFolder(), "errors"), "w+");
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", errors] });
  running.add(child);
  const exit = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  void exit.then(() => running.delete(child));
  while (!(isReady() && (await takesConnections(port)))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${name} ended before it was ready.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const readyMilliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await exit;
    clearTimeout(timer);
    fs.closeSync(errors);
  };
  return { ...{ name, port, base, readyMilliseconds, stop }, pid: child.pid! };
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
