import * as fs from "node:fs";
import * as os from "node:os";

/** One measure against its target. */
export interface Row {
  measure: string;
  /** At which setting: connections, endpoints … */
  setting: string;
  /** The target for the ratio of ours to the peer's; absent: for information. */
  target?: { atMost: number } | { atLeast: number };
  ours: string;
  peer: string;
  ratio: number;
}

/** Whether a row's target is met. */
export function holds({ target, ratio }: Row): boolean | undefined {
  if (!target) return undefined;
  return "atMost" in target ? ratio <= target.atMost : ratio >= target.atLeast;
}

const titles = ["measure", "setting", "target", "ours", "peer", "ratio", ""];

function cellsOf(row: Row): string[] {
  const { measure, setting, target, ours, peer, ratio } = row;
  const wanted = !target
    ? ""
    : "atMost" in target
      ? `≤ ${target.atMost} ×`
      : `≥ ${target.atLeast} ×`;
  const verdict = holds(row);
  const word = verdict === undefined ? "" : verdict ? "holds" : "misses";
  return [measure, setting, wanted, ours, peer, `${ratio.toFixed(2)} ×`, word];
}

/** The rows in columns, for the terminal. */
export function textTable(rows: readonly Row[]): string {
  const cells = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const bold = (cells: string[]) => cells.map((cell) => (cell === "misses" ? "**misses**" : cell));
  return [
    line(titles),
    line(titles.map(() => "---")),
    ...rows.map((row) => line(bold(cellsOf(row)))),
  ].join("\n");
}

/** Where and when it was measured. */
export function describeMachine(): string {
  const cpus = os.cpus();
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${cpus.length} × ${cpus[0]?.model.trim()}, ${gigabytes} GiB, Linux ${os.release()}, Node ${process.versions.node}`;
}

const [begin, end] = ["<!-- table: npm run bench -- --write -->", "<!-- end of table -->"];

/** Puts the table into a README between its two marks. */
export function writeReadme(file: string, rows: readonly Row[], note: string): void {
  const text = fs.readFileSync(file, "utf8");
  const [before, rest = ""] = text.split(begin);
  const [, after = ""] = rest.split(end);
  fs.writeFileSync(
    file,
    `${before}${begin}\n\n${note}\n\n${markdownTable(rows)}\n\n${end}${after}`,
  );
}
