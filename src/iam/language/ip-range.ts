/** An address as a number, and how many bits it has. */
interface Address {
  bits: 32 | 128;
  value: bigint;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

/** The 16-bit groups of one side of `::`, a dotted tail as two. */
function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const dotted = index === parts.length - 1 && part.includes(".") ? parseV4(part) : undefined;
    if (dotted !== undefined) groups.push(dotted >> 16n, dotted & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function parseV6(text: string): bigint | undefined {
  const sides = text.split("::");
  if (sides.length > 2) return undefined;
  const head = groupsOf(sides[0] ?? "");
  const tail = sides.length === 2 ? groupsOf(sides[1] ?? "") : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** An address; one of IPv4 inside IPv6 (`::ffff:192.0.2.1`) counts as IPv4. */
function parseAddress(text: string): Address | undefined {
  const v4 = parseV4(text);
  if (v4 !== undefined) return { bits: 32, value: v4 };
  const v6 = text.includes(":") ? parseV6(text) : undefined;
  if (v6 === undefined) return undefined;
  return v6 >> 32n === 0xffffn ? { bits: 32, value: v6 & 0xffffffffn } : { bits: 128, value: v6 };
}

/** Whether an address lies in a range (`203.0.113.0/24`, `2001:db8::/32`, a single address); undefined where either is malformed. */
export function ipMatches(address: string, range: string): boolean | undefined {
  const [base = "", prefix, ...more] = range.split("/");
  const from = parseAddress(base);
  const asked = parseAddress(address);
  if (from === undefined || asked === undefined || more.length > 0) return undefined;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const length = prefix === undefined ? from.bits : Number(prefix);
  if (length > from.bits) return undefined;
  if (from.bits !== asked.bits) return false;
  const shift = BigInt(from.bits - length);
  return asked.value >> shift === from.value >> shift;
}
