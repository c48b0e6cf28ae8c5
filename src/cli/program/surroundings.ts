import { syncBuiltinESMExports } from "node:module";

/**
 * What a program's run finds around it. `user`: the environment of whoever started this. `recorder`: a fixed, minimal
 * one. `engine`: that one with what Pulumi's engine and a runner of CI set, at another hour and in another time zone.
 */
export type Surroundings = "user" | "recorder" | "engine";

/** What finding Node, git and the system's libraries needs. */
const kept = ["PATH", "Path", "PATHEXT", "SystemRoot", "SYSTEMROOT", "ComSpec", "LD_LIBRARY_PATH"];

/** The environment of the process that runs a program. */
export function environmentFor(surroundings: Surroundings): NodeJS.ProcessEnv {
  if (surroundings === "user") return process.env;
  const found = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const folder = process.platform === "win32" ? "C:\\Windows\\Temp" : "/tmp";
  const places = { HOME: folder, TMPDIR: folder, TEMP: folder, TMP: folder };
  return { ...Object.fromEntries(found), ...places, TZ: "UTC", LANG: "C.UTF-8" };
}

/** What the engine and runners set; the addresses are of nobody. */
function engineNames(project: string, stack: string): NodeJS.ProcessEnv {
  return {
    PULUMI_NODEJS_MONITOR: "127.0.0.1:41741",
    PULUMI_NODEJS_ENGINE: "127.0.0.1:41742",
    PULUMI_NODEJS_ORGANIZATION: "organization",
    PULUMI_NODEJS_PROJECT: project,
    PULUMI_NODEJS_STACK: stack,
    PULUMI_NODEJS_ROOT_DIRECTORY: process.cwd(),
    // As in a deploy: a preview, which says "true", deploys nothing.
    PULUMI_NODEJS_DRY_RUN: "false",
    PULUMI_NODEJS_PARALLEL: "16",
    PULUMI_NODEJS_QUERY_MODE: "false",
    PULUMI_NODEJS_TRACING: "",
    PULUMI_NODEJS_PROCESS: "true",
    PULUMI_CONFIG: "{}",
    PULUMI_CONFIG_SECRET_KEYS: "[]",
    PULUMI_PROJECT: project,
    PULUMI_STACK: stack,
    PULUMI_HOME: "/root/.pulumi",
    PULUMI_ROOT_DIRECTORY: process.cwd(),
    PULUMI_DRY_RUN: "false",
    ...{ CI: "true", GITHUB_ACTIONS: "true", GITLAB_CI: "true", RUNNER_OS: "Linux" },
    ...{ HOME: "/root", USER: "root", HOSTNAME: "runner", NODE_ENV: "production" },
    ...{ AWS_REGION: "us-west-2", AWS_DEFAULT_REGION: "us-west-2", AWS_PROFILE: "deploy" },
    ...{ AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "none" },
    TZ: "Pacific/Kiritimati",
  };
}

/** Half a year and some hours on: another month, another hour, mostly another day of the week. */
const shiftMilliseconds = (200 * 24 + 7.5) * 60 * 60_000;

/** Makes this process look to a program as those of the engine do, as far as can be; once, before the program is loaded. */
export function putOn(surroundings: Surroundings, project: string, stack: string): void {
  if (surroundings === "user") return;
  // The task, and that somebody listens, would tell the program who runs it.
  process.argv = [process.argv[0] ?? "node", process.cwd()];
  process.execArgv = [];
  Object.defineProperty(process, "send", { value: undefined, configurable: true });
  for (const name of Object.keys(process.env))
    if (name.startsWith("GATEHOUSE_")) delete process.env[name];
  if (surroundings === "recorder") return syncBuiltinESMExports();
  Object.assign(process.env, engineNames(project, stack));
  shiftClock();
  syncBuiltinESMExports();
}

function shiftClock(): void {
  const real = Date;
  const now = () => real.now() + shiftMilliseconds;
  globalThis.Date = new Proxy(real, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    apply: () => new real(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
