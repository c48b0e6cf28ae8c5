import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./workflow";

/** A line of CODEOWNERS as a regular expression, in the forms that the file uses. */
function patternOf(line: string): RegExp {
  const [written = ""] = line.split(/\s+/);
  const text = written.replace(/^\//, "").replace(/\/$/, "");
  const body = text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return new RegExp(`${written.startsWith("/") ? "^" : "(^|/)"}${body}(/|$)`);
}

/** Whether somebody owns a file, as GitHub reads CODEOWNERS. */
export function ownedBy(codeowners: string): (file: string) => boolean {
  const lines = codeowners.split("\n").filter((line) => /^[^#\s]/.test(line));
  return (file) => {
    const last = lines.filter((line) => patternOf(line).test(file)).at(-1);
    return last !== undefined && /\s@\S+/.test(last);
  };
}

/** The project's own file. */
export const codeowners = readFileSync(path.join(root, ".github/CODEOWNERS"), "utf8");
