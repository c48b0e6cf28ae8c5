/**
 * Whether a client may percent-encode a letter without being wrong. The others, which RFC 3986 calls
 * unreserved, no client encodes.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
 */
export function isReserved(letter: string): boolean {
  return !/^[A-Za-z0-9._~-]$/.test(letter);
}

/** A letter percent-encoded: once, or in both spellings where the code holds a letter itself. */
export function encodedForms(letter: string): string[] {
  const code = letter.charCodeAt(0).toString(16).padStart(2, "0");
  return [...new Set([`%${code}`, `%${code.toUpperCase()}`])];
}

/** The spellings of a text with one or more of its reserved letters percent-encoded. */
export function reservedSpellings(text: string): string[] {
  let spellings = [""];
  for (const letter of text) {
    const forms = isReserved(letter) ? [letter, ...encodedForms(letter)] : [letter];
    spellings = spellings.flatMap((spelling) => forms.map((form) => spelling + form));
  }
  return spellings.filter((spelling) => spelling !== text);
}
