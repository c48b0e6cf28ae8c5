interface CorsFields {
  /** Request headers that a page may send beside the simple ones. @default Content-Type, Authorization, X-Api-Key and the headers of a signature */
  headers?: readonly string[];
  /** How long a browser may keep the answer of a preflight, in seconds. @default 600 */
  maxAgeSeconds?: number;
}

interface AnyOrigin extends CorsFields {
  /** The pages that may call: their origins, listed in full, or `"*"` for any page. */
  origins: "*";
  /** Whether a page may send cookies and HTTP authentication; never with `"*"`. @default false */
  credentials?: false;
}

interface ListedOrigins extends CorsFields {
  /** The pages that may call: their origins, listed in full, or `"*"` for any page. */
  origins: readonly [Origin, ...Origin[]];
  /** Whether a page may send cookies and HTTP authentication; never with `"*"`. @default false */
  credentials?: boolean;
}

/** Scheme and host of a page, without a path: `"https://example.com"`. */
export type Origin = `http://${string}` | `https://${string}`;

/**
 * Which pages of other origins may call from a browser. Not a protection of the API: only browsers ask.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export type Cors = AnyOrigin | ListedOrigins;
