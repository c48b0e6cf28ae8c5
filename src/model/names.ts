/** The parts of the name of a function or role. */
export interface ResourceNameParts {
  api: string;
  stack: string;
  /** The export. */
  name: string;
}

/** The longest name of a Lambda function or an IAM role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestName = 64;

/** The name of a function or role in AWS: `<api>-<stack>-<name>`, cut to 64 characters with a hash of the whole. */
export function resourceName({ api, stack, name }: ResourceNameParts): string {
  const whole = `${api}-${stack}-${name}`;
  if (whole.length <= longestName) return whole;
  return `${whole.slice(0, longestName - 9)}-${hash(whole)}`;
}

/** What names a group's role beside others of the identity pool, whatever their case: the group where it is plain. */
export function groupPart(group: string): string {
  const plain = /^[a-z0-9][a-z0-9._+=@-]*$/.test(group) && group !== "guest";
  if (plain && !/-[0-9a-f]{8}$/.test(group)) return group;
  const letters = group.replace(/[^A-Za-z0-9._+=@-]+/g, "-").replace(/^-+|(?<!-)-+$/g, "");
  return [letters, hash(group)].filter((part) => part !== "").join("-");
}

/**
 * The file of an export in `handlers/`, without its ending: a hyphen stands before each capital that
 * follows a small letter or a digit, and before the last capital of several where a small letter follows;
 * an underscore is a hyphen; all is lower case. `getURLList` → `get-url-list`, `v2` → `v2`.
 */
export function handlerName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replace(/_+/g, "-")
    .toLowerCase();
}

/** Orders names by their characters' codes, the same on every machine. */
export function byName(a: { name: string }, b: { name: string }): number {
  return compare(a.name, b.name);
}

/** Orders texts by their characters' codes, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
