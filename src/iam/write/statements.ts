import { callArn, type ArnParts } from "../../base/call-arn";
import { close } from "./close";
import { encodedForms } from "./encoding";
import { patternOf, type Pattern } from "./pattern";
import type { Statement } from "../language/policy";
import { anyVerbs, rowsOfVerb, segmentsOf, type EndpointRef } from "./segments";

export type { ArnParts } from "../../base/call-arn";
export type { EndpointRef } from "./segments";

/** Statements that allow the declared calls and refuse every other row of the table. */
export interface CallStatements {
  statements: Statement[];
  /** What the statements refuse beside that, and what cannot be known. */
  notes: string[];
  /** Where no statements can do both: the rows, and what to do. */
  problems: string[];
}

/**
 * The statements for a caller of some rows: an exact Allow for each, and the Denies that keep its `*` from
 * opening anything else. `rows` is the whole table. Where `problems` is not empty the statements open too much.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function callStatements(
  calls: readonly EndpointRef[],
  rows: readonly EndpointRef[],
  arn: ArnParts,
): CallStatements {
  const names = new Set(calls.map(({ name }) => name));
  const table = [...rows, ...calls.filter(({ name }) => !rows.some((row) => row.name === name))];
  const allowed = new Set<string>();
  const refused = new Set<string>();
  const letters = new Set<string>();
  const notes = new Set<string>();
  const problems = new Set<string>();

  for (const verb of anyVerbs) {
    const ofVerb = rowsOfVerb(table, verb);
    const called = ofVerb.filter(({ row }) => names.has(row.name));
    if (called.length === 0) continue;
    const path = (pattern: Pattern): string => callArn(arn, `${verb}/${pattern.join("/")}`);
    const patterns = called.map(({ segments }) => patternOf(segments));
    for (const pattern of patterns) allowed.add(path(pattern));

    // A lone `*` also matches nothing, and so the root.
    const opensRoot = patterns.some((pattern) => pattern.length === 1 && pattern[0] === "*");
    if (opensRoot && !patterns.some((pattern) => pattern.length === 0)) refused.add(path([]));

    const closing = close(called, ofVerb);
    for (const pattern of closing.refused) refused.add(path(pattern));
    for (const letter of closing.letters) letters.add(letter);
    for (const note of closing.notes) notes.add(note);
    for (const problem of closing.problems) problems.add(problem);
  }

  const hasParameters = calls.some(({ path }) =>
    segmentsOf(path).some(({ kind }) => kind !== "text"),
  );
  if (letters.size > 0) notes.add(encodingNote);
  return {
    statements: [
      ...statement("Allow", "DeclaredCalls", allowed),
      ...statement("Deny", "OtherRows", refused),
      // Routing passes over slashes at the end and doubled ones, while the ARN that is judged keeps them.
      ...statement("Deny", "EmptySegments", hasParameters ? emptySegments(arn) : []),
      ...statement("Deny", "EncodedLetters", encodedLetters(arn, letters)),
    ],
    notes: [...notes].sort(),
    problems: [...problems].sort(),
  };
}

const encodingNote =
  "Values in which a letter is percent-encoded that needs it not are refused with the rows that they could spell, " +
  "since AWS does not say which spelling of a path it judges. No usual client sends them.";

function emptySegments(arn: ArnParts): string[] {
  return [callArn(arn, "*//*"), callArn(arn, "*/*/")];
}

function encodedLetters(arn: ArnParts, letters: ReadonlySet<string>): string[] {
  return [...letters].flatMap(encodedForms).map((form) => callArn(arn, `*${form}*`));
}

function statement(
  effect: "Allow" | "Deny",
  sid: string,
  resources: Iterable<string>,
): Statement[] {
  const sorted = [...new Set(resources)].sort();
  if (sorted.length === 0) return [];
  return [{ Sid: sid, Effect: effect, Action: "execute-api:Invoke", Resource: sorted }];
}
