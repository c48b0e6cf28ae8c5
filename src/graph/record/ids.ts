import { createHash, createHmac } from "node:crypto";

const lower = "abcdefghijklmnopqrstuvwxyz0123456789";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The letters that an id may be made of. */
export const alphabets = { lower, upper, mixed, hex: "0123456789abcdef" } as const;

/** Text of a given length, always the same for the same parts: how ids are made up. */
export function stableId(
  alphabet: keyof typeof alphabets,
  length: number,
  parts: readonly string[],
): string {
  return spell(alphabets[alphabet], length, (block) =>
    createHash("sha256")
      .update(JSON.stringify([block, ...parts]))
      .digest(),
  );
}

/** Like `stableId`, for secrets: without the seed nobody can work it out. */
export function stableSecret(seed: string, length: number, parts: readonly string[]): string {
  return spell(mixed, length, (block) =>
    createHmac("sha256", seed)
      .update(JSON.stringify([block, ...parts]))
      .digest(),
  );
}

/** A uuid, always the same for the same parts. */
export function stableUuid(parts: readonly string[]): string {
  const hex = stableId("hex", 30, parts);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`];
  return [...groups, `a${hex.slice(15, 18)}`, hex.slice(18)].join("-");
}

function spell(letters: string, length: number, block: (number: number) => Buffer): string {
  let text = "";
  for (let number = 0; text.length < length; number++) {
    for (const byte of block(number)) text += letters[byte % letters.length];
  }
  return text.slice(0, length);
}
