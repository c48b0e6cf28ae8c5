const digits = "abcdefghijklmnopqrstuvwxyz0123456789";

/** FNV-1a of a text with a given start value, 32 bits. */
function fnv(text: string, seed: number): number {
  let hash = seed >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * An id in the form AWS gives (`a1b2c3d4e5`), the same for the same text at each start. It stands in where
 * the graph names none; it is no secret.
 */
export function stableId(text: string, length = 10): string {
  let id = "";
  for (let round = 0; id.length < length; round += 1) {
    let hash = fnv(`${round}:${text}`, 0x811c9dc5 ^ Math.imul(round + 1, 0x9e3779b1));
    for (let digit = 0; digit < 5 && id.length < length; digit += 1) {
      id += digits[hash % digits.length];
      hash = Math.floor(hash / digits.length);
    }
  }
  return id;
}
