/** A request as the port hands it over. */
export interface GatewayRequest {
  method: string;
  /** Path and query as they stand on the request line. */
  target: string;
  /** Names and values by turns, in the client's casing. */
  rawHeaders: readonly string[];
  body: Buffer;
  sourceIp: string;
  /** `HTTP/1.1` */
  protocol: string;
  /** Whether the body ended at 10 MB, the rest unread. */
  oversized?: boolean;
}

/** An answer, ready to be written. */
export interface GatewayResponse {
  status: number;
  /** Names and values by turns; Date, Content-Length and Connection are the server's. */
  headers: string[];
  body: Buffer | string;
}
