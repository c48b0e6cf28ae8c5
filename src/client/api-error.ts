/** What an `ApiError` is made from. */
export interface RefusedCall {
  /** `getStock (GET /stock/{restaurant})` */
  endpoint: string;
  /** The status of the answer. */
  status: number;
  /** The parsed body, or its text where it is no JSON. */
  body: unknown;
}

/** A call or direct invoke that was answered with a status other than 2xx. */
export class ApiError extends Error {
  /** The status of the answer: 403 where access was refused. */
  readonly status: number;
  /** The endpoint that was called: its name and route. */
  readonly endpoint: string;
  /** The parsed body of the answer, or its text where it is no JSON. Not printed with the error. */
  declare readonly body: unknown;

  constructor({ endpoint, status, body }: RefusedCall) {
    super(`${endpoint} answered ${status}${sentence(body)}, expected 2xx`);
    this.name = "ApiError";
    this.status = status;
    this.endpoint = endpoint;
    // Not enumerable: a logged error must not print what another service answered.
    Object.defineProperty(this, "body", { value: body, enumerable: false });
  }
}

// The first line only: the message about a wrong signature goes on with the signed headers, a session token among them.
function sentence(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const { message, Message } = body as Record<string, unknown>;
  const text = typeof message === "string" ? message : typeof Message === "string" ? Message : "";
  const [line = ""] = text.split("\n");
  return line === "" ? "" : ` "${line.slice(0, 200)}"`;
}
