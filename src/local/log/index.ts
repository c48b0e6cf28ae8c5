import type { DecisionRecord, Log, SentCode } from "../services";
import { codeLine, decisionLine, paintFor } from "./line";
import { createRing } from "./ring";

/** Decisions that `logUrl` still has. */
const keptDecisions = 1_000;
/** Codes that `codesUrl` still has. */
const keptCodes = 1_000;

/** The log, and what it remembers for `logUrl`, `codesUrl` and the console. */
export interface GatewayLog extends Log {
  /** The gateway is ready: what the terminal shows, and where things are. */
  ready(lines: readonly string[], places: Readonly<Record<string, string>>): void;
  /** The last decisions, newest last. */
  decisions(): readonly DecisionRecord[];
  /** The last codes, newest last. */
  codes(): readonly SentCode[];
  /** Calls back with each new decision or code; returns what ends that. */
  follow(listener: (entry: DecisionRecord | SentCode) => void): () => void;
}

/** Where the log goes. */
export interface LogOptions {
  out: (line: string) => void;
  problems: (line: string) => void;
  colours: boolean;
  /** One JSON object per line instead of text. */
  json?: boolean;
}

/** Writes short lines for people, or JSON for programs. */
export function createLog({ out, problems, colours, json = false }: LogOptions): GatewayLog {
  const decisions = createRing<DecisionRecord>(keptDecisions);
  const codes = createRing<SentCode>(keptCodes);
  const listeners = new Set<(entry: DecisionRecord | SentCode) => void>();
  const paint = paintFor(colours);
  const write = (kind: string, value: object, text: () => string) =>
    (kind === "problem" ? problems : out)(json ? JSON.stringify({ kind, ...value }) : text());

  return {
    decision(record) {
      decisions.add(record);
      write("decision", record, () => decisionLine(record, paint));
      for (const listener of listeners) listener(record);
    },
    code(code) {
      codes.add(code);
      write("code", code, () => codeLine(code, paint));
      for (const listener of listeners) listener(code);
    },
    functionOutput(functionName, line) {
      write("output", { functionName, line }, () => `${paint("dim", `${functionName} |`)} ${line}`);
    },
    notice: (text) => write("notice", { text }, () => text),
    problem: (text) => write("problem", { text }, () => paint("red", text)),
    ready: (lines, places) => write("ready", places, () => lines.join("\n")),
    decisions: () => decisions.entries(),
    codes: () => codes.entries(),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
