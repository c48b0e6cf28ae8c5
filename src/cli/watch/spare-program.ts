import path from "node:path";
import { entryAt } from "../../local/entry";
import type { ResourceGraph } from "../../graph/resource";
import {
  prepareProgram,
  type RunProgramOptions,
  type WaitingProgram,
} from "../program/run-program";

/** Whoever has not saved for so long is not editing: the spare's memory is given back. */
const spareMilliseconds = 5 * 60_000;

/** Runs the program again and again. */
export interface SpareProgram {
  run(): Promise<ResourceGraph>;
  /** Makes the process of the next run ready. */
  prepare(): void;
  /** Ends runs that are under way, too. */
  close(): void;
}

interface Spare {
  program: WaitingProgram;
  packages: number | undefined;
}

/** Keeps a process that has loaded the Pulumi runtime already, so that what is saved is soon in force. */
export function createSpareProgram(options: RunProgramOptions): SpareProgram {
  const packages = () => entryAt(path.join(options.directory, "package-lock.json"))?.mtimeMs;
  const running = new Set<WaitingProgram>();
  let spare: Spare | undefined;
  let timer: NodeJS.Timeout | undefined;

  // Other packages: what it has loaded is no longer what is installed.
  const fits = (one: Spare) => one.packages === packages() && one.program.alive();
  const dropSpare = () => {
    clearTimeout(timer);
    spare?.program.discard();
    spare = undefined;
  };
  const take = (): WaitingProgram => {
    if (spare && !fits(spare)) dropSpare();
    const program = spare?.program ?? prepareProgram(options);
    clearTimeout(timer);
    spare = undefined;
    return program;
  };
  return {
    close() {
      dropSpare();
      for (const program of running) program.discard();
    },
    async run() {
      const program = take();
      running.add(program);
      try {
        return await program.run();
      } finally {
        running.delete(program);
      }
    },
    prepare() {
      if (spare && fits(spare)) return void timer?.refresh();
      dropSpare();
      spare = { program: prepareProgram(options), packages: packages() };
      timer = setTimeout(dropSpare, spareMilliseconds).unref();
    },
  };
}
