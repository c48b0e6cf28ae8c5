const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function unescape(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const isHex = /^#x/i.test(name);
    return String.fromCodePoint(parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });
}

interface Node {
  name: string;
  children: Node[];
  text: string;
}

function valueOf({ children, text }: Node): unknown {
  if (children.length === 0) return unescape(text.trim());
  // Lists of AWS's query services: <PolicyNames><member>a</member></PolicyNames>.
  if (children.every(({ name }) => name === "member")) return children.map(valueOf);
  return Object.fromEntries(children.map((child) => [child.name, valueOf(child)]));
}

/** The XML of AWS's query services (IAM, STS) as data: elements by name, `member`s as lists; all else is text. */
export function readXml(text: string): Readonly<Record<string, unknown>> {
  const root: Node = { name: "", children: [], text: "" };
  const open = [root];
  for (const [, mark = "", before = ""] of text.matchAll(/<([^<>]+)>([^<]*)/g)) {
    if (/^[?!]/.test(mark)) continue;
    const name = /^\/?([^\s/]+)/.exec(mark)?.[1] ?? "";
    if (mark.startsWith("/")) {
      if (open.length > 1 && open.at(-1)!.name === name) open.pop();
      continue;
    }
    const node: Node = { name, children: [], text: before };
    open.at(-1)!.children.push(node);
    if (!mark.endsWith("/")) open.push(node);
    if (open.length > 100) throw new Error("the XML is nested too deep");
  }
  const value = valueOf(root);
  return typeof value === "object" ? (value as Record<string, unknown>) : {};
}
