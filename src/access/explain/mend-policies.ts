import { unknownPolicy, type Policies } from "../../iam/execute-api";
import { callsOf, principalName, rowOf } from "./names";
import { nearMiss, valuesOfKeys } from "./near-miss";
import type { RefusedCall } from "./refused-call";

type Judged = NonNullable<RefusedCall["judged"]>;
type Denial = Extract<Judged["decision"], { allow: false }>;

/** What would let a call pass that identity policies, a boundary or a resource policy refused. */
export function mendPolicies(call: RefusedCall): string | undefined {
  const { judged } = call;
  if (!judged || judged.decision.allow) return undefined;
  const { decision, question } = judged;
  if (decision.notUnderstood.includes(unknownPolicy)) {
    return "write the policy so that it depends on nothing that only a deploy gives";
  }
  if (decision.explicit) return mendDeny(call, decision);
  const policies: Policies =
    decision.decidedBy === "resource"
      ? question.resourcePolicy
        ? [question.resourcePolicy]
        : []
      : ({
          boundary: question.boundaries,
          session: question.sessionPolicies,
          identity: question.identityPolicies,
        }[decision.decidedBy] ?? []);
  const missed = nearMiss(policies, question.request);
  if (missed?.but === "Condition") {
    return `meet the condition of ${missed.name}, ${JSON.stringify(missed.statement.Condition)}: here ${valuesOfKeys(missed.statement, question.request)}`;
  }
  if (missed?.but === "Principal") {
    return `name ${whoOf(call)} as a Principal of ${missed.name}, which allows this call for ${JSON.stringify(missed.statement.Principal ?? { not: missed.statement.NotPrincipal })}`;
  }
  return mendSilence(call, decision);
}

function whoOf(call: RefusedCall): string {
  return call.caller ? principalName(call.definition, call.caller) : "everybody (*)";
}

/** Denies that close what a row does not open name no row: the path is spelt in a way that no row is. */
function mendDeny(call: RefusedCall, { decidedBy, statements }: Denial): string {
  if (/\/\/|.\/$/.test(call.path) && decidedBy === "identity") {
    return `spell the path as the row does, ${call.verb} ${call.resourcePath ?? call.path}, without an empty segment or a slash at its end`;
  }
  const names = statements.map(
    ({ sid, document, index }) => sid ?? `policy ${document + 1}, statement ${index + 1}`,
  );
  const where = {
    identity: "the caller's policies",
    resource: "the resource policy",
    boundary: "the permissions boundary",
    session: "the policy of the session",
  };
  const conditional = statements.filter(({ statement }) => statement.Condition);
  const first = conditional[0]?.statement;
  const { request } = call.judged!.question;
  const here = first ? ` (here ${valuesOfKeys(first, request)})` : "";
  return `take the Deny ${names.join(", ")} out of ${where[decidedBy]}, or narrow it${here}; an Allow does not outweigh it`;
}

function mendSilence(call: RefusedCall, { decidedBy }: Denial): string {
  const { definition, api, method, caller, arn } = call;
  if (decidedBy === "resource") {
    return `add to the resource policy of the API ${api?.name}: Allow execute-api:Invoke on ${arn} for ${whoOf(call)}`;
  }
  if (decidedBy === "boundary") {
    return `let the permissions boundary of ${whoOf(call)} allow execute-api:Invoke on ${arn} as well`;
  }
  if (decidedBy === "session") {
    return `assume ${whoOf(call)} with a session policy that allows execute-api:Invoke on ${arn} as well`;
  }
  const row = method && rowOf(definition, method);
  const calls = caller && callsOf(definition, caller);
  if (row && calls) return `add ${row} to the ${calls}`;
  return `add to a policy of ${whoOf(call)}: Allow execute-api:Invoke on ${arn}`;
}
