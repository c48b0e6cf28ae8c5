import type { ProxyResult } from "./event";

const mark: unique symbol = Symbol.for("gatehouse.reply");

/** An answer whose status, headers or media type the handler chose. Made by `html`, `json` and `reply`. */
export interface Reply {
  readonly [mark]: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What may be said about an answer beside its body. */
export interface ReplyOptions {
  /** The status code. @default 200 */
  status?: number;
  /** Headers, by name. @default only `Content-Type` */
  headers?: Readonly<Record<string, string>>;
}

/** What `reply` takes. */
export interface FullReply extends ReplyOptions {
  /** The body: text, or bytes where the API lists their media type as binary. @default empty */
  body?: string | Uint8Array;
}

/**
 * An answer of any status, headers and body.
 * @example
 * return reply({ status: 302, headers: { Location: "/" } });
 */
export function reply({ status = 200, headers = {}, body = "" }: FullReply): Reply {
  return { [mark]: true, status, headers, body };
}

/**
 * An HTML page.
 * @example
 * return html(page(restaurants));
 */
export function html(text: string, options: ReplyOptions = {}): Reply {
  return reply({ ...options, headers: typed("text/html; charset=utf-8", options), body: text });
}

/**
 * JSON with another status or headers. A plain value that a handler returns is sent as JSON with 200.
 * @example
 * return json({ message: "No such restaurant" }, { status: 404 });
 */
export function json(value: unknown, options: ReplyOptions = {}): Reply {
  const headers = typed("application/json", options);
  return reply({ ...options, headers, body: JSON.stringify(value) ?? "" });
}

function typed(mediaType: string, { headers = {} }: ReplyOptions): Record<string, string> {
  const given = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return given ? { ...headers } : { "Content-Type": mediaType, ...headers };
}

/** Whether a handler's result is a `Reply` and not a value to send as JSON. */
function isReply(result: unknown): result is Reply {
  return typeof result === "object" && result !== null && mark in result;
}

/** What Lambda hands to API Gateway for the result of a row's handler. Nothing returned is 204. */
export function toProxyResult(row: string, result: unknown): ProxyResult {
  if (result === undefined) return { statusCode: 204 };
  const { status, headers, body } = isReply(result) ? result : asJson(row, result);
  if (typeof body === "string") return { statusCode: status, headers, body };
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64");
  return { statusCode: status, headers, body: text, isBase64Encoded: true };
}

function asJson(row: string, result: unknown): Reply {
  try {
    return json(result);
  } catch (error) {
    // Of a circle V8 draws a picture over several lines.
    const [why = ""] = String((error as Partial<Error> | null)?.message ?? error).split("\n");
    throw new Error(
      `${row}: what the handler returned cannot be sent as JSON: ${why}. Return a value that JSON has, or html, json or reply.`,
      { cause: error },
    );
  }
}
