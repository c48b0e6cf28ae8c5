import { matchesGlob, matchesText } from "./language/glob";
import { all, matchOf, unclear, type Match } from "./language/match";
import { matchCondition, type Surroundings } from "./language/match-condition";
import { matchPrincipal, type Closeness } from "./language/match-principal";
import {
  listOf,
  type AccessRequest,
  type PolicyDocument,
  type PolicyVerdict,
  type Statement,
} from "./language/policy";
import { contextKeys, resolve } from "./language/variables";

/** A statement that decided, and how it names the caller where it is one of a resource policy. */
export type DecidingStatement = PolicyVerdict["decidedBy"][number] & { closeness?: Closeness };

/** Actions are compared without regard to case. */
function matchAction(statement: Statement, action: string): Match {
  const { Action, NotAction } = statement;
  const written = Action ?? NotAction;
  if (written === undefined) return unclear("a statement without Action and NotAction");
  const lower = action.toLowerCase();
  const found = listOf(written).some((text) => matchesText(text.toLowerCase(), lower));
  return matchOf(Action === undefined ? !found : found);
}

/**
 * A `*` at the end of an ARN's segment runs over colons; one in its middle does so only where that is the
 * stricter reading.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function matchResource(statement: Statement, resource: string, around: Surroundings): Match {
  const { Resource, NotResource } = statement;
  const written = Resource ?? NotResource;
  if (written === undefined) return matchOf(true);
  const wide = (around.effect === "Deny") === (Resource !== undefined);
  const options = { bySegment: !wide };
  const found = listOf(written).map((text) => {
    if (!text.includes("${")) return matchesText(text, resource, options);
    const pattern = resolve(text, around.version, around.context);
    return pattern === undefined ? undefined : matchesGlob(pattern, resource, options);
  });
  if (Resource !== undefined) return matchOf(found.includes(true));
  // A variable without a value excepts nothing from a Deny, and everything from an Allow.
  if (around.effect === "Allow" && found.includes(undefined)) return matchOf(false);
  return matchOf(!found.includes(true));
}

interface Judged {
  match: Match;
  deciding: DecidingStatement;
}

function judge(documents: readonly PolicyDocument[], request: AccessRequest): readonly Judged[] {
  const context = contextKeys(request);
  return documents.flatMap((document, number) =>
    listOf(document.Statement).map((statement, index): Judged => {
      const around = { version: document.Version, context, effect: statement.Effect };
      const { match: principal, closeness } = matchPrincipal(statement, request.principal);
      const match = all([
        matchAction(statement, request.action),
        matchResource(statement, request.resource, around),
        principal,
        matchCondition(statement.Condition, around),
      ]);
      const deciding: DecidingStatement = {
        ...(statement.Sid === undefined ? {} : { sid: statement.Sid }),
        index,
        document: number,
        statement,
        ...(closeness === undefined ? {} : { closeness }),
      };
      return { match, deciding };
    }),
  );
}

/** A verdict whose statements say how they name the caller. */
export interface DetailedVerdict extends PolicyVerdict {
  decidedBy: readonly DecidingStatement[];
}

/**
 * What policies of one kind say about a request: an explicit Deny wins, then an Allow, else it is refused.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  request: AccessRequest,
): DetailedVerdict {
  const judged = judge(documents, request);
  const notUnderstood = judged.flatMap(({ match, deciding }) =>
    match.is === "unclear"
      ? [`policy ${deciding.document + 1}, statement ${deciding.index + 1}: ${match.because}`]
      : [],
  );
  const denies = judged.filter(
    ({ match, deciding }) => deciding.statement.Effect !== "Allow" && match.is !== "no",
  );
  const allows = judged.filter(
    ({ match, deciding }) => deciding.statement.Effect === "Allow" && match.is === "yes",
  );
  const decided = denies.length > 0 ? denies : allows;
  const result =
    denies.length > 0 ? "explicitDeny" : allows.length > 0 ? "allowed" : "implicitDeny";
  return { result, decidedBy: decided.map(({ deciding }) => deciding), notUnderstood };
}
