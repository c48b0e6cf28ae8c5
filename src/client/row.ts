/** What is left of a row in a bundle: how a call finds it. */
export interface Row {
  /** The name of the export. */
  readonly name: string;
  /** `"GET /stock/{restaurant}"` */
  readonly route: string;
}

/** What a call or invoke sends. */
export interface Input {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly method?: string | undefined;
}

/** What the client needs to know about the function that it runs in. */
export interface Surroundings {
  /** The row whose function this is, for messages. */
  readonly row: string;
  /** How long a call may take, in milliseconds. */
  timeoutMilliseconds(): number;
}

/** `getStock (GET /stock/{restaurant})` */
export function labelOf({ name, route }: Row): string {
  return `${name} (${route})`;
}
