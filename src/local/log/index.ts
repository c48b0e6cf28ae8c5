import type { DecisionRecord, Log, SentCode } from "../start/services";
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

/** Equal lines within so many milliseconds are one line with a count. */
const togetherMilliseconds = 200;

/** Holds equal lines that follow each other back, and then says how many there were. */
function createRepeats(write: (kind: string, text: string) => void) {
  let last: { kind: string; text: string; more: number; timer: NodeJS.Timeout } | undefined;
  const flush = () => {
    const done = last;
    last = undefined;
    if (!done) return;
    clearTimeout(done.timer);
    if (done.more > 0)
      write(done.kind, `(the same ${done.more === 1 ? "once" : `${done.more} times`} more)`);
  };
  return {
    flush,
    say(kind: string, text: string) {
      if (last?.kind === kind && last.text === text) return void last.more++;
      flush();
      last = { kind, text, more: 0, timer: setTimeout(flush, togetherMilliseconds).unref() };
      write(kind, text);
    },
  };
}

/** Writes short lines for people, or JSON for programs. */
export function createLog({ out, problems, colours, json = false }: LogOptions): GatewayLog {
  const decisions = createRing<DecisionRecord>(keptDecisions);
  const codes = createRing<SentCode>(keptCodes);
  const listeners = new Set<(entry: DecisionRecord | SentCode) => void>();
  const paint = paintFor(colours);
  const put = (kind: string, line: string) => (kind === "problem" ? problems : out)(line);
  const repeats = createRepeats((kind, text) =>
    put(kind, kind === "problem" ? paint("red", text) : text),
  );
  const write = (kind: string, value: object, text: () => string) => {
    if (!json) repeats.flush();
    put(kind, json ? JSON.stringify({ kind, ...value }) : text());
  };
  const say = (kind: "notice" | "problem", text: string) =>
    json ? put(kind, JSON.stringify({ kind, text })) : repeats.say(kind, text);

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
    functionOutput(functionName, line, requestId) {
      const value = { functionName, line, ...(requestId === undefined ? {} : { requestId }) };
      write("output", value, () => `${paint("dim", `${functionName} |`)} ${line}`);
    },
    notice: (text) => say("notice", text),
    problem: (text) => say("problem", text),
    ready: (lines, places) => write("ready", places, () => lines.join("\n")),
    decisions: () => decisions.entries(),
    codes: () => codes.entries(),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
