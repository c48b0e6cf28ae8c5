import { becauseOf, statementName } from "../../../iam/decision-text";
import { matchesText } from "../../../iam/language/glob";
import type { ExecuteApiDecision } from "../../../iam/execute-api";
import { listOf, type Statement } from "../../../iam/language/policy";

const described = new WeakMap<ExecuteApiDecision, string>();

/** A decision of policies for the log: what was said about an ARN, and by which statements. */
export function describeDecision(
  decision: ExecuteApiDecision,
  arn: string,
  authorizer?: string,
): string {
  let text = described.get(decision);
  if (text === undefined) described.set(decision, (text = describe(decision, arn, authorizer)));
  return text;
}

function describe(decision: ExecuteApiDecision, arn: string, authorizer?: string): string {
  const { statements } = decision;
  const texts = statements.map((one) => {
    const name = statements.length > 1 ? `${statementName(one)}: ` : "";
    return `${name}${describeStatement(one.statement, arn)}`;
  });
  return [becauseOf(decision, authorizer), ...texts].join("; ");
}

/** `Allow execute-api:Invoke on …/dev/GET/stock/*`: of several resources those that cover the ARN. */
function describeStatement(statement: Statement, arn: string): string {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const action = Action
    ? listOf(Action).join(", ")
    : `all but ${listOf(NotAction ?? []).join(", ")}`;
  const all = listOf(Resource ?? NotResource ?? "*");
  const covering = all.filter((pattern) => matchesText(pattern, arn));
  const api = arn.slice(0, arn.indexOf("/") + 1);
  const named = (covering.length > 0 ? covering : all).map((pattern) =>
    pattern.startsWith(api) ? `…/${pattern.slice(api.length)}` : pattern,
  );
  const on = Resource || !NotResource ? named.join(", ") : `all but ${named.join(", ")}`;
  return `${Effect} ${action} on ${on}${Condition ? ` if ${JSON.stringify(Condition)}` : ""}`;
}
