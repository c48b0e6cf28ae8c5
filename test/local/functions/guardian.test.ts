import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

/** Whether a process is there and not merely unburied. */
const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const program = (body: string) => `
  const { bench, fn } = require(${JSON.stringify(path.join(__dirname, "support.ts"))});
  const text = "exports.handler = async (event) => { if (event.tell) return process.pid; " + ${JSON.stringify(body)} + " }";
  const { call } = bench([fn("one", text, { timeoutSeconds: 900 })]);
  call("one", { tell: true }).then(({ payload }) => { process.send(payload); call("one"); });`;

describe("a function's process", function () {
  if (process.platform === "win32") return;

  const bodies: [string, string][] = [
    ["waits", "return 1"],
    ["is in a loop without end", "for (;;);"],
    ["waits for a promise without end", "await new Promise((r) => setTimeout(r, 900000))"],
  ];
  for (const [what, body] of bodies) {
    it(`ends with a gateway that is killed while it ${what}`, async () => {
      const args = ["--require", require.resolve("tsx/cjs"), "-e", program(body)];
      const gateway: ChildProcess = spawn(process.execPath, args, {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      const pid = await new Promise<number>((resolve) => gateway.once("message", resolve));
      assert.ok(lives(pid));
      gateway.kill("SIGKILL");
      while (lives(pid)) await new Promise(setImmediate);
    });
  }
});
