import { plain } from "./text";

interface Section {
  heading: string;
  lines: readonly string[];
}

function sectionsOf(markdown: string): readonly Section[] {
  const parts = markdown.split(/^(?=## )/m);
  return parts.slice(1).map((part) => {
    const [heading = "", ...lines] = part.trimEnd().split("\n");
    return { heading: heading.replace(/^## /, ""), lines };
  });
}

const isRow = (line: string) => line.startsWith("|");

/** The first two lines of the table that a line is in. */
function headOf(line: string, of: readonly string[]): readonly string[] {
  let first = of.indexOf(line);
  while (isRow(of[first - 1] ?? "")) first -= 1;
  return of.slice(first, first + 2);
}

/** Lines, each table's with its head above. */
function shown(lines: readonly string[], of: readonly string[]): readonly string[] {
  const texts: string[] = [];
  let last = "";
  for (const line of lines.filter((one) => one.trim() !== "")) {
    const head = isRow(line) ? headOf(line, of) : [];
    if (head.includes(line)) continue;
    const isNew = head.join("\n") !== last || head.length === 0;
    if (isNew && texts.length > 0) texts.push("");
    if (isNew) texts.push(...head);
    texts.push(line);
    last = head.join("\n");
  }
  return texts;
}

function differencesOf(own: readonly Section[], main: readonly Section[]): readonly string[] {
  const headings = [...new Set([...main, ...own].map(({ heading }) => heading))];
  const linesOf = (sections: readonly Section[], heading: string) =>
    sections.find((one) => one.heading === heading)?.lines ?? [];
  return headings.flatMap((heading) => {
    const [here, there] = [linesOf(own, heading), linesOf(main, heading)];
    if (here.join("\n") === there.join("\n")) return [];
    // A drawing is told whole: a line of it says nothing.
    const isDrawn = [...here, ...there].some((line) => line.startsWith("```"));
    if (isDrawn) return [`### ${heading}`, "", ...here, ""];
    const more = here.filter((line) => !there.includes(line));
    const gone = there.filter((line) => !here.includes(line));
    const ordered = more.length === 0 && gone.length === 0 ? here : more;
    return [
      `### ${heading}`,
      "",
      ...(ordered.length > 0 ? [...shown(ordered, here), ""] : []),
      ...(gone.length > 0 ? ["Not in this stack:", "", ...shown(gone, there), ""] : []),
    ];
  });
}

/** Each stack with its report. */
export interface StackReport {
  stack: string;
  markdown: string;
}

/** One text for several stacks: the first stack's, then what is different in each of the others. */
export function joinReports([main, ...others]: readonly StackReport[]): string {
  if (main === undefined) return "";
  if (others.length === 0) return main.markdown;
  const base = sectionsOf(main.markdown);
  const parts = others.flatMap(({ stack, markdown }) => {
    const found = differencesOf(sectionsOf(markdown), base);
    const title = `## Stack ${plain(stack)}`;
    return found.length === 0
      ? [title, "", `As ${plain(main.stack)}, line by line.`, ""]
      : [title, "", `As ${plain(main.stack)}, but for these lines:`, "", ...found];
  });
  return `${main.markdown.trimEnd()}\n\n${parts
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}
