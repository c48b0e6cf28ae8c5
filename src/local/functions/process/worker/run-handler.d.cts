import type { ErrorPayload, Job } from "../sandbox";
import type { Handler } from "./load-handler.cjs";

/** Runs one event; resolves with `{ payload }` or `{ error }`, never rejects. */
export function runHandler(
  handler: Handler,
  job: Job,
  settings: {
    functionName: string;
    timeoutSeconds: number;
    memoryMegabytes: number;
    runtime?: string | undefined;
    environment: Readonly<Record<string, string>>;
    /** Calls back once the process has nothing left to do. */
    whenIdle?: (callback: (() => void) | undefined) => void;
  },
): Promise<{ payload: string } | { error: ErrorPayload }>;
