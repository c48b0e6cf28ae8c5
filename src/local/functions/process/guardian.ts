import { spawn, type ChildProcess } from "node:child_process";

/** Ends the functions' processes when the gateway is gone, however it went; also one that runs in a loop. */
export interface Guardian {
  watch(pid: number): void;
  forget(pid: number): void;
  close(): void;
}

// The gateway's end of the pipe closes with it, also at `kill -9`.
const script = `trap '' INT TERM HUP
pids=' '
while read -r what pid; do
  case $what in
    watch) pids="$pids$pid " ;;
    forget) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -9 "-$pid" 2>/dev/null; done
rm -rf "$1"`;

/** Starts the guardian, a shell that waits; `folder` is removed at the end. */
export function startGuardian(folder: string): Guardian {
  let shell: ChildProcess | undefined;
  if (process.platform !== "win32") {
    shell = spawn("/bin/sh", ["-c", script, "gatehouse-guardian", folder], {
      stdio: ["pipe", "ignore", "ignore"],
      cwd: "/",
      env: { PATH: "/usr/bin:/bin" },
      detached: true,
    });
    // Without it the functions' processes still end with the gateway, except one that never waits.
    shell.on("error", () => {});
    shell.stdin!.on("error", () => {});
    shell.unref();
    (shell.stdin as unknown as { unref(): void }).unref();
  }
  const tell = (text: string) => void shell?.stdin?.write(`${text}\n`);
  return {
    watch: (pid) => tell(`watch ${pid}`),
    forget: (pid) => tell(`forget ${pid}`),
    close: () => shell?.stdin?.end(),
  };
}
