import { sha256Hex } from "./digest";
import { readQuery } from "./query-string";
import type { SignedRequest } from "./signed-request";

const unreservedPath = /^[A-Za-z0-9\-._~/]*$/;
const unreserved = /^[A-Za-z0-9\-._~]*$/;

function escapeByteWise(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-encodes everything but unreserved characters, as RFC 3986 has them. */
function escapeUri(text: string): string {
  return unreserved.test(text) ? text : escapeByteWise(text);
}

/** Dot segments resolved and doubled slashes merged, as every service but S3 does before it signs. */
function normalizePath(path: string): string {
  if (!path.includes("//") && !path.includes("/.")) return path === "" ? "/" : path;
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(segment);
  }
  const tail = kept.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${kept.join("/")}${tail}`;
}

/**
 * The path as it is signed: normalised, then each segment encoded once more, so that `%20` of the request
 * line is `%2520` here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function canonicalPath(path: string): string {
  const normal = normalizePath(path);
  if (unreservedPath.test(normal)) return normal;
  return normal.split("/").map(escapeUri).join("/");
}

/** The query as it is signed: names and values encoded once, sorted; `without` is left out. */
function canonicalQuery(query: string, without?: string): string {
  if (query === "") return "";
  const pairs: [string, string][] = [];
  for (const [name, value] of readQuery(query)) {
    if (name !== without) pairs.push([escapeUri(name), escapeUri(value)]);
  }
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function trimAll(value: string): string {
  const trimmed = value.trim();
  return trimmed.includes("  ") ? trimmed.replace(/ {2,}/g, " ") : trimmed;
}

/** The canonical request of AWS Signature Version 4. */
export function canonicalRequest(
  request: SignedRequest,
  parts: { path: string; query: string; signedHeaders: readonly string[]; presigned: boolean },
): string {
  let headers = "";
  for (const name of parts.signedHeaders) {
    const values = request.headerValues(name);
    headers +=
      values.length === 1
        ? `${name}:${trimAll(values[0]!)}\n`
        : `${name}:${values.map(trimAll).join(",")}\n`;
  }
  const query = canonicalQuery(parts.query, parts.presigned ? "X-Amz-Signature" : undefined);
  return `${request.method}\n${canonicalPath(parts.path)}\n${query}\n${headers}\n${parts.signedHeaders.join(";")}\n${sha256Hex(request.body)}`;
}
