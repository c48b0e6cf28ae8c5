/** What Lambda answers when a function fails. */
export interface ErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: readonly string[];
}

/** One event on its way to a sandbox. */
export interface Job {
  requestId: string;
  /** JSON text. */
  payload: string;
  invokedFunctionArn: string;
  clientContext?: unknown;
  traceId?: string;
  /** Whether the outcome is to hold the end of what the function printed. */
  tail?: boolean;
}

/** What became of an event that was begun. */
export type Ended = { printed?: string } & (
  | { kind: "returned"; payload: string }
  | { kind: "failed"; error: ErrorPayload }
  /** The sandbox is gone; the next event needs a new one. */
  | { kind: "died"; error: ErrorPayload }
);

/** What became of an event; one that was handed over ahead of time may be taken back before it begins. */
export type Outcome = Ended | { kind: "notBegun" };

/** A running instance of a function: its own module state, one event at a time, in the order of `run`. */
export interface Sandbox {
  /** Resolves when the code is loaded, with an error where it could not be. */
  loaded: Promise<ErrorPayload | undefined>;
  /** Milliseconds since 1970 after which its credentials are too old to begin an event with. */
  useUntil: number;
  alive(): boolean;
  /** Events it may hold: one, and more once its handler is quick, so that it need not wait for the next. */
  capacity(): number;
  run(job: Job, done: (outcome: Outcome) => void): void;
  /** Takes back what has not begun; the last one is told first. */
  recall(): void;
  close(): Promise<void>;
}

/** What went on after an answer: something printed, or a timer that had not fired. */
export type Late = "output" | "timer";

/** What a function may write, and which modules it may load. */
export interface SandboxPlaces {
  /** Folders that it may write. */
  writable: readonly string[];
  /** Folders inside of those that it may not. */
  protectedFolders: readonly string[];
  packages: {
    /** Where the code lies. */
    folder: string;
    /** As above: a function may load what it wrote. */
    writable: readonly string[];
    protectedFolders: readonly string[];
    /** Where the packages of the runtime are found, such as the AWS SDK. */
    projectDirectories: readonly string[];
    /** Whether it has layers, which may hold any package. */
    layers: boolean;
  };
}

/** How a sandbox is made; what differs between a separate process and `--in-process`. */
export interface SandboxSettings extends SandboxPlaces {
  functionName: string;
  /** Where the code lies. */
  folder: string;
  handler: string;
  /** The runtime that the graph names, which decides how a handler may answer. */
  runtime?: string | undefined;
  timeoutSeconds: number;
  memoryMegabytes: number;
  environment: Readonly<Record<string, string>>;
  routes: RequestRoutes;
  /** What the function prints, in the pieces in which it prints it. */
  output: (text: string, requestId?: string) => void;
  /** Something went on after an answer. */
  late: (what: Late) => void;
  /** The function broke while no event was running. */
  crashed: (error: ErrorPayload) => void;
}

/** Which requests of a handler stay on this machine. */
export interface RequestRoutes {
  gatewayPort: number;
  awsPort: number;
  gatewayHosts: readonly string[];
  awsHosts: readonly string[];
  /** `cognito-idp.<region>.amazonaws.com`: only for the pools of the graph. */
  issuerHosts: readonly string[];
  poolIds: readonly string[];
  /** Of a function in a VPC: what it shows the gateway, by header. */
  pass?: { header: string; value: string };
}

/** Lambda's answer to a function that ran out of time. */
export function timedOut(timeoutSeconds: number): ErrorPayload {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  };
}

/** Lambda's answer to a function whose process ended. */
export function exited(code: number): ErrorPayload {
  const how = code === 0 ? "without providing a reason" : `with error: exit status ${code}`;
  return { errorType: "Runtime.ExitError", errorMessage: `Error: Runtime exited ${how}` };
}

/** How Lambda's runtime names the ends that a signal makes, where the name alone does not say it. */
const signals: Readonly<Record<string, string>> = {
  SIGABRT: "aborted (core dumped)",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault (core dumped)",
  SIGTERM: "terminated",
};

/** Lambda's answer to a function whose process was ended by a signal. */
export function endedBy(signal: string): ErrorPayload {
  const how = signals[signal] ?? signal;
  return {
    errorType: "Runtime.ExitError",
    errorMessage: `Error: Runtime exited with error: signal: ${how}`,
  };
}

/** Lambda's answer to a function that used more memory than it has. */
export function outOfMemory(): ErrorPayload {
  return {
    errorType: "Runtime.OutOfMemory",
    errorMessage: "Error: Runtime exited with error: signal: killed",
  };
}
