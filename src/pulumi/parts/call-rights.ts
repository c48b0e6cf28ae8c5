import { invokeStatement } from "../../iam/write/grants";
import type { Statement } from "../../iam/language/policy";
import { callStatements } from "../../iam/write/statements";
import type { EndpointModel } from "../../model";
import { nameInAws, type ApiContext } from "../context";
import { rowsNamed } from "./environment";
import { functionArn, placeholders } from "../stack/placeholders";
import { runError } from "../run-error";

/** Who calls, and what. */
export interface CallerParts {
  /** For messages: the export. */
  name: string;
  calls: readonly string[];
  invokes?: readonly string[];
}

/** The statements of a caller's role, with placeholders: its calls of `iam` rows and its direct invokes, nothing else. */
export interface CallRights {
  statements: Statement[];
  notes: string[];
}

/**
 * What a caller's role must allow. A callee that is not `iam` asks for no right of a role.
 * @throws RunError where no statements can allow the calls and refuse every other row
 */
export function callRights(context: ApiContext, caller: CallerParts): CallRights {
  const { model } = context;
  const callees = rowsNamed(model, caller.calls).filter(({ access }) => access === "iam");
  const { statements, notes, problems } = callStatements(
    callees.map(reference),
    model.endpoints.map(reference),
    { ...placeholders, stage: model.stack },
  );
  if (callees.length > 0 && problems.length > 0) {
    throw runError(problems.map((problem) => `${caller.name}: ${problem}`).join("\n"));
  }
  const invoked = (caller.invokes ?? []).map((name) => functionArn(nameInAws(context, name)));
  return {
    statements: [
      ...(callees.length > 0 ? statements : []),
      ...(invoked.length > 0 ? [invokeStatement(invoked)] : []),
    ],
    notes: callees.length > 0 ? notes.map((note) => `${caller.name}: ${note}`) : [],
  };
}

/** A row as policies name it. */
export const reference = ({ name, verb, path, access }: EndpointModel) => ({
  name,
  verb,
  path,
  judged: access === "iam",
});
