import type { ResourceGraph } from "../../graph/resource";
import { noteCodes, type NoteCode } from "./codes";
import type { Note } from "./note";
import { plain } from "../report/text";
import { isRecord, reveal, textOf, textsOf } from "../../base/values";

/** The component in which a program registers what its table accepts. */
export const acceptedComponent = "gatehouse:index:Accepted";

/** The name under which settings of the whole API are accepted. */
export const wholeApi = "apiSettings";

/** One thing that somebody has accepted, and why. */
export interface Acceptance {
  /** The row, pool, plan …; `apiSettings` for the API as a whole. */
  of: string;
  /** What else a note may call it: a row's function, its path. */
  names: readonly string[];
  code: NoteCode;
  reason: string;
}

/** Acceptances by what they are about: `{ "GET /stock": ["GH015: only invoked"] }`. */
export type AcceptedTexts = Readonly<Record<string, readonly string[]>>;

/** Acceptances, and what is wrong with those that cannot be read. */
export interface Acceptances {
  acceptances: readonly Acceptance[];
  faults: readonly Note[];
}

const isCode = (text: string): text is NoteCode => Object.hasOwn(noteCodes, text);

function fault(where: string, text: string): { fault: Note } {
  return { fault: { code: "GH038", where, text } };
}

/** Reads `GH015: why`. */
function readOne(of: string, names: readonly string[], text: string) {
  const [code = ""] = /^\w*/.exec(text.trim()) ?? [];
  const reason = text.trim().slice(code.length).trim().replace(/^:/, "");
  const shown = JSON.stringify(plain(text, 120));
  if (!isCode(code))
    return fault(
      of,
      `${shown} names no check. Expected a code of access.md: "GH015: why it is so".`,
    );
  if (noteCodes[code].accepted === "never")
    return fault(of, `${shown}: ${code} cannot be accepted.`);
  if (!text.includes(":") || reason.trim() === "")
    return fault(
      of,
      `${shown} gives no reason. Write one behind a colon: "${code}: why it is so".`,
    );
  return { acceptance: { of, names, code, reason: plain(reason, 200) } };
}

/** Reads acceptances that stand beside a graph, or in the configuration of a policy. */
export function readAcceptances(
  texts: AcceptedTexts,
  namesOf: (of: string) => readonly string[] = () => [],
): Acceptances {
  const read = Object.entries(texts).flatMap(([of, list]) =>
    list.map((text) => readOne(of, namesOf(of), text)),
  );
  return {
    acceptances: read.flatMap((one) => ("acceptance" in one ? [one.acceptance] : [])),
    faults: read.flatMap((one) => ("fault" in one ? [one.fault] : [])),
  };
}

/** What the tables of a graph accept. */
export function acceptancesOf(graph: ResourceGraph): Acceptances {
  const read = graph
    .filter(({ type }) => type === acceptedComponent)
    .map(({ inputs }) => {
      const given = reveal(inputs);
      const { accepted, names } = isRecord(given) ? given : {};
      const texts = Object.fromEntries(
        Object.entries(isRecord(accepted) ? accepted : {}).map(([of, list]) => [of, textsOf(list)]),
      );
      const named = isRecord(names) ? names : {};
      return readAcceptances(texts, (of) => {
        const [, ...path] = of.split(" ");
        return [textOf(named[of]) ?? [], path.length > 0 ? path.join(" ") : []].flat();
      });
    });
  return {
    acceptances: read.flatMap(({ acceptances }) => acceptances),
    faults: read.flatMap(({ faults }) => faults),
  };
}

/** Whether an acceptance is about a note. */
export function accepts({ of, names, code }: Acceptance, note: Note): boolean {
  if (code !== note.code) return false;
  if (of === wholeApi) return noteCodes[code].accepted === "by apiSettings";
  // Where a graph has several stages, the note names API and stage behind the route.
  return [of, ...names].some((name) => note.where === name || note.where.startsWith(`${name} (`));
}
