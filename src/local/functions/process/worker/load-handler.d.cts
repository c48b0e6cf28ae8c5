/** A Lambda handler. */
export type Handler = (event: unknown, context: unknown, callback?: unknown) => unknown;

/** The handler of the code in a folder. Throws an error whose `payload` is what Lambda answers. */
export function loadHandler(options: {
  folder: string;
  handler: string;
  runtime?: string | undefined;
  requireFrom?: (file: string) => unknown;
  /** Told of the handler's file before it is loaded. */
  loading?: (file: string, isModule: boolean) => void;
}): Promise<Handler>;
