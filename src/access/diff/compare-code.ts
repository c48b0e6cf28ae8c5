import type { Access } from "../who/access-of";
import type { Deployed } from "../../graph/deployed";
import type { Change } from "./change";
import { codeOf, type Code } from "./code-of";
import { decidingOf, type Deciding } from "./deciding";
import type { OwnersFile } from "./needs-owner";

/** What is different in code that decides. */
export interface CodeChanges {
  changes: readonly Change[];
  /** The files behind these changes. */
  owners: readonly OwnersFile[];
}

interface Side {
  definition: Deployed;
  access: Access;
}

interface Known extends Deciding {
  code: Code;
}

function indexed({ definition, access }: Side): ReadonlyMap<string, Known> {
  const found = decidingOf(definition, access);
  return new Map(found.map((one) => [one.where, { ...one, code: codeOf(one.fn, definition) }]));
}

const isPackage = (file: string) => file.startsWith("node_modules/");

/** The files that differ between the two; where none is known, where the code lies, or the function's name. */
function filesBehind(base: Known | undefined, head: Known | undefined): readonly string[] {
  const [before, after] = [base, head].map((one) => one?.code.sources ?? new Map<string, string>());
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  const other = names.filter((name) => before?.get(name) !== after?.get(name));
  const own = other.filter((name) => !isPackage(name));
  if (base !== undefined && head !== undefined && own.length > 0) return own;
  if (base !== undefined && head !== undefined && other.length > 0) return ["package-lock.json"];
  // What calls the author's file is generated and comes first; the file itself comes before what is Gatehouse's.
  const files = names.filter((name) => !isPackage(name) && !/^(.*\/)?src\//.test(name));
  const { fn, code } = (head ?? base) as Known;
  return files.length > 0 ? files : code.paths.length > 0 ? code.paths : [`function ${fn.name}`];
}

/** One side in words: of two, only what differs, so that stacks whose names differ read the same. */
function textOf(one: Known | undefined, other: Known | undefined): string {
  if (one === undefined) return "nothing decides there";
  const others = other?.code.text.split(", ") ?? [];
  const parts = one.code.text.split(", ").filter((part) => !others.includes(part));
  return parts.join(", ") || one.code.text;
}

/**
 * Changes of code that decides: what it decides cannot be judged, so that each concerns all those behind it, and
 * needs an owner. Code of which a graph names the place alone counts as changed where anything has.
 */
export function compareCode(base: Side, head: Side, isSame: boolean): CodeChanges {
  const [before, after] = [indexed(base), indexed(head)];
  const found = [...new Set([...before.keys(), ...after.keys()])].flatMap((where) => {
    const [from, to] = [before.get(where), after.get(where)];
    const unknown = from?.code.isUnknown === true || to?.code.isUnknown === true;
    if (from !== undefined && to !== undefined) {
      if (from.code.value === to.code.value && (isSame || !unknown)) return [];
    }
    const change: Change = {
      verdict: "OTHER",
      property: "decidingCode",
      where: [where],
      who: (to ?? from)?.who ?? "",
      from: textOf(from, to),
      to: textOf(to, from),
    };
    const why = `is in the code of ${where}, which decides who may call`;
    // Where an authorizer is gone, so are the rows behind it, or the diff says what they are now.
    const isLess = to === undefined && from?.outlives !== true;
    const files = isLess ? [] : filesBehind(from, to);
    return [{ change, owners: files.map((file) => ({ file, why })) }];
  });
  return {
    changes: found.map(({ change }) => change),
    owners: found.flatMap(({ owners }) => owners),
  };
}
