import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** What a browser makes of a comment. */
export interface Picture {
  png: Buffer;
  bytes: number;
  width: number;
  headings: string[];
  cells: string[];
}

const candidates = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** Code spans and bold of one line; everything else as it stands. */
const inline = (text: string) =>
  text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") && part.endsWith("`") && part.length > 1
        ? `<code>${escaped(part.slice(1, -1).replaceAll("\\|", "|"))}</code>`
        : escaped(part).replace(/\*\*(.+?)\*\*/g, "<b>$1</b>"),
    )
    .join("");

const cellsOf = (line: string) =>
  line
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** The Markdown that comments use, as a page: headings, tables, lists, code spans. */
export function pageOf(markdown: string): string {
  const lines = markdown.replace(/<!--.*?-->/g, "").split("\n");
  const body = lines.map((line, at) => {
    if (/^#+ /.test(line)) {
      const level = line.indexOf(" ");
      return `<h${level}>${inline(line.slice(level + 1))}</h${level}>`;
    }
    if (/^\| ?---/.test(line)) return "";
    if (line.startsWith("|")) {
      const kind = /^\| ?---/.test(lines[at + 1] ?? "") ? "th" : "td";
      const row = cellsOf(line).map((cell) => `<${kind}>${inline(cell)}</${kind}>`);
      const opens = lines[at - 1]?.startsWith("|") ? "" : "<table>";
      const closes = lines[at + 1]?.startsWith("|") ? "" : "</table>";
      return `${opens}<tr>${row.join("")}</tr>${closes}`;
    }
    return line.startsWith("- ") ? `<li>${inline(line.slice(2))}</li>` : `<p>${inline(line)}</p>`;
  });
  const style =
    "body{font:14px sans-serif;margin:24px;width:900px}table{border-collapse:collapse}td,th{border:1px solid #d0d7de;padding:6px 13px;text-align:left}code{background:#eff1f3;padding:2px 5px;border-radius:6px}";
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${body.join("")}`;
}

/** A picture of a comment, with what stands in it; undefined where there is no Chromium. */
export async function pictureOf(markdown: string): Promise<Picture | undefined> {
  const executablePath = candidates.find((file) => file !== undefined && existsSync(file));
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.setContent(pageOf(markdown));
    const png = await page.screenshot({ fullPage: true });
    return {
      png,
      bytes: png.length,
      width: (await page.locator("table").first().boundingBox())?.width ?? 0,
      headings: await page.locator("h2, h3").allTextContents(),
      cells: await page.locator("td").allTextContents(),
    };
  } finally {
    await browser.close();
  }
}
