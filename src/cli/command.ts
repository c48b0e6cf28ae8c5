import { ProgramError } from "./program/program-error";

/** A command of `npm run`. */
export interface Command<Options extends { help: boolean }> {
  /** What `--help` prints, and what stands below a mistake in the arguments. */
  help: string;
  /** The arguments; a text says what is wrong with them. */
  read(argv: readonly string[]): Options | string;
  /** Does it, and gives the exit code. */
  run(options: Options): Promise<number>;
  /** Whether an error is the user's to mend: its message is printed. Any other is a bug and is thrown on. */
  isExpected?(error: unknown): boolean;
}

/** Runs a command: its own exit code, or 1 when something is wrong with what it was given. */
export async function runCommand<Options extends { help: boolean }>(
  argv: readonly string[],
  { help, read, run, isExpected = () => false }: Command<Options>,
): Promise<number> {
  const options = read(argv);
  if (typeof options === "string") {
    console.error(`${options}\n\n${help}`);
    return 1;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }
  try {
    return await run(options);
  } catch (error) {
    if (!(error instanceof ProgramError) && !isSystemError(error) && !isExpected(error))
      throw error;
    console.error(messageOf(error as Error));
    return 1;
  }
}

/** `fetch` hides why it failed in the cause. */
function messageOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** Of files and of the network. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && ("path" in error || "syscall" in error);
}
