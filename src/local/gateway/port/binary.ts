/** Whether a media type counts as binary in an API. */
export type BinaryMatcher = (mediaType: string | undefined) => boolean;

/** The type without its parameters, in lower case. */
export function mediaTypeOf(header: string | undefined): string {
  if (!header) return "";
  const end = header.indexOf(";");
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
}

/**
 * Exact types and `type/*` match, `*` + `/*` matches everything, `*` + `/x` nothing; a wildcard in the request
 * only matches the identical wildcard here, docs/aws-facts.md 6.2.
 */
export function compileBinaryTypes(types: readonly string[]): BinaryMatcher {
  if (types.length === 0) return () => false;
  const exact = new Set(types.map((type) => type.toLowerCase()));
  if (exact.has("*/*")) return () => true;
  const families = new Set<string>();
  for (const type of exact) {
    if (type.endsWith("/*") && !type.startsWith("*")) families.add(type.slice(0, -1));
  }
  return (header) => {
    const type = mediaTypeOf(header);
    if (type === "") return false;
    if (exact.has(type)) return !type.startsWith("*/");
    if (type.endsWith("/*")) return false;
    return families.has(type.slice(0, type.indexOf("/") + 1));
  };
}

/** The first media type of an Accept header, which alone decides. */
export function firstAccepted(accept: string | undefined): string | undefined {
  if (!accept) return undefined;
  const comma = accept.indexOf(",");
  return comma < 0 ? accept : accept.slice(0, comma);
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes base64, or undefined where the text is none. */
export function decodeBase64(text: string): Buffer | undefined {
  const compact = text.replace(/\s+/g, "");
  if (compact.length % 4 === 1 || !base64.test(compact)) return undefined;
  return Buffer.from(compact, "base64");
}
