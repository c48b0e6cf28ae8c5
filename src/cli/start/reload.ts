import type { GatewayLog } from "../../local/log";
import { StartError } from "../../local/start/start-error";

/** Builds and applies what was saved, one after the other; a save during a build is built after it. */
export interface Reloader {
  changed(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Builds nothing more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** What a reloader does. */
export interface ReloadOptions<Built> {
  /** Undefined: nothing has changed after all. */
  build: () => Promise<Built | undefined>;
  /** Puts a good build in force; says what changed. */
  apply: (built: Built) => Promise<readonly string[]>;
  /** Nothing is under way any more. */
  settled: () => void;
  log: Pick<GatewayLog, "notice" | "problem">;
}

/** A broken build keeps the last good graph and shows every problem. */
export function createReloader<Built>({
  build,
  apply,
  settled,
  log,
}: ReloadOptions<Built>): Reloader {
  let running: Promise<void> | undefined;
  let again = false;
  let broken = false;
  let stopped = false;

  const once = async () => {
    const begin = Date.now();
    try {
      const built = await build();
      if (!built) {
        if (broken) log.notice("Mended: what is saved is what is in force.");
        broken = false;
        return;
      }
      const changes = await apply(built);
      const seconds = ((Date.now() - begin) / 1000).toFixed(1);
      log.notice([`Reloaded in ${seconds} s.`, ...changes.map((text) => `  ${text}`)].join("\n"));
      broken = false;
    } catch (error) {
      if (stopped) return;
      broken = true;
      if (!(error instanceof StartError)) log.problem(String((error as Error).stack));
      else for (const problem of error.problems) log.problem(problem);
      log.problem("The last good graph stays in force.");
    }
  };
  const loop = async () => {
    do {
      again = false;
      await once();
    } while (again && !stopped);
    running = undefined;
    if (!stopped) settled();
  };
  const idle = () => running ?? Promise.resolve();
  return {
    changed() {
      if (stopped) return;
      again = true;
      running ??= Promise.resolve().then(loop);
    },
    idle,
    stop() {
      stopped = true;
      return idle();
    },
  };
}
