import type { DecidingStatement } from "./evaluate";
import type { DecidingSide, ExecuteApiDecision } from "./execute-api";

const nouns: Readonly<Record<DecidingSide, string>> = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  boundary: "permissions boundary",
  session: "session policy",
};

const withArticle = (side: DecidingSide): string =>
  `${side === "identity" ? "an" : "a"} ${nouns[side]}`;

/** `policy 1, statement 2`, or its Sid. */
export function statementName({ sid, document, index }: DecidingStatement): string {
  return sid ?? `policy ${document + 1}, statement ${index + 1}`;
}

function named(statements: readonly DecidingStatement[]): string {
  return statements.length > 0 ? ` (${statements.map(statementName).join("; ")})` : "";
}

/** The end of AWS's message, with its leading space. */
export function suffixOf({
  explicit,
  decidedBy,
  action,
}: Extract<ExecuteApiDecision, { allow: false }>): string {
  return explicit
    ? ` with an explicit deny in ${withArticle(decidedBy)}`
    : ` because no ${nouns[decidedBy]} allows the ${action} action`;
}

/** Why policies decided as they did; the policy of an authorizer is judged like one of an identity. */
export function becauseOf(decision: ExecuteApiDecision, authorizer?: string): string {
  const isOwn = (side: DecidingSide) => authorizer !== undefined && side === "identity";
  const policy = (side: DecidingSide) => (isOwn(side) ? "it" : withArticle(side));
  const prefix = authorizer === undefined ? "" : `the policy of the authorizer ${authorizer}: `;
  if (decision.allow) {
    const sides = decision.decidedBy.map(([side, found]) => `${policy(side)}${named(found)}`);
    if (sides.length === 0) return "the API has no resource policy";
    return `${prefix}allowed by ${sides.join(" and ")}`;
  }
  const { explicit, decidedBy, statements, action, notUnderstood } = decision;
  const silent = isOwn(decidedBy) ? "no statement of it" : `no ${nouns[decidedBy]}`;
  const text = explicit
    ? `an explicit deny in ${policy(decidedBy)}${named(statements)}`
    : `${silent} allows the ${action} action`;
  return `${prefix}${text}${notUnderstood.length > 0 ? `: ${notUnderstood.join("; ")}` : ""}`;
}
