import type { ErrorPayload } from "../sandbox";

/** What a function's process tells the gateway. */
export type Message =
  | { kind: "returned"; payload: string; milliseconds: number }
  | { kind: "failed"; error: ErrorPayload; milliseconds: number }
  /** `late`: while no event was under way. */
  | { kind: "printed"; text: string; late: boolean }
  | { kind: "pending" }
  | { kind: "loaded" }
  /** It ends: its code could not be loaded, or something was thrown that nobody caught. */
  | { kind: "ends"; error: ErrorPayload; crashed: boolean };

/** Reads a line of `worker/channel.cjs`: a word for its kind, and behind a tab what belongs to it. */
export function readMessage(line: string): Message {
  const end = line.indexOf("\t");
  const text = line.slice(end + 1);
  switch (line.slice(0, end)) {
    case "result": {
      const at = text.indexOf("\t");
      return {
        kind: "returned",
        payload: text.slice(at + 1),
        milliseconds: Number(text.slice(0, at)),
      };
    }
    // With line ends in it, as a stream may write.
    case "text":
      return { kind: "returned", payload: JSON.parse(text), milliseconds: Infinity };
    case "error":
      return { kind: "failed", ...JSON.parse(text) };
    case "output":
      return { kind: "printed", text: JSON.parse(text), late: false };
    case "late":
      return { kind: "printed", text: JSON.parse(text), late: true };
    case "pending":
      return { kind: "pending" };
    case "loaded":
      return { kind: "loaded" };
    case "crash":
      return { kind: "ends", error: JSON.parse(text), crashed: true };
    default:
      return { kind: "ends", error: JSON.parse(text), crashed: false };
  }
}
