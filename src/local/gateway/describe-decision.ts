import type { ExecuteApiDecision } from "../../iam/execute-api";

const described = new WeakMap<ExecuteApiDecision, string>();

/** A decision of policies for the log: what was said, and by which statements. */
export function describeDecision(decision: ExecuteApiDecision): string {
  let text = described.get(decision);
  if (text === undefined) described.set(decision, (text = describe(decision)));
  return text;
}

function describe(decision: ExecuteApiDecision): string {
  const statements = decision.statements.map(({ sid, index, statement }) => {
    const action = statement.Action ?? { NotAction: statement.NotAction };
    const resource = statement.Resource ?? { NotResource: statement.NotResource };
    return `${sid ?? `statement ${index + 1}`}: ${statement.Effect} ${JSON.stringify(action)} on ${JSON.stringify(resource)}${statement.Condition ? ` if ${JSON.stringify(statement.Condition)}` : ""}`;
  });
  const mend =
    !decision.allow && !decision.explicit
      ? "; a statement that allows execute-api:Invoke on this ARN would let it pass"
      : "";
  return [decision.because, ...statements].join("; ") + mend;
}
