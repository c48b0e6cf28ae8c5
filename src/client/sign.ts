import { sign } from "aws4";
import type { SigningKeys } from "./environment";

/** What is signed. */
export interface Unsigned {
  service: "execute-api" | "lambda" | "ssm";
  region: string;
  host: string;
  method: string;
  /** Path and query, encoded as they are sent. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/**
 * The headers of a request together with its signature.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function signedHeaders(request: Unsigned, keys: SigningKeys): Record<string, string> {
  const { body, headers, ...rest } = request;
  const signed = sign(
    { ...rest, headers: { ...headers }, ...(body === undefined ? {} : { body }) },
    keys,
  );
  const { "Content-Length": _length, ...all } = signed.headers as Record<string, string>;
  return all;
}
