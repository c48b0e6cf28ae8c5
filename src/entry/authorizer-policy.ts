import type { Statement } from "../iam/language/policy";
import { callStatements, type ArnParts } from "../iam/write/statements";
import type { AuthorizerEvent } from "../client/event";

/** A row behind an authorizer. */
export interface AuthorizerRow {
  name: string;
  verb: string;
  path: string;
}

/** A policy as API Gateway takes it from an authorizer. */
export interface Policy {
  Version: "2012-10-17";
  Statement: readonly Statement[];
}

/** What a policy is written from. */
export interface PolicyRequest {
  entry: { name: string; cacheSeconds: number; rows: readonly AuthorizerRow[] };
  event: AuthorizerEvent;
  arn: ArnParts;
  /** Names of the rows that it allows; `undefined` for all, none to refuse. */
  allow: readonly string[] | undefined;
}

/**
 * The policy of an authorizer. One that is kept covers every row behind the authorizer, since API Gateway
 * judges the next call by it whatever its path; one that is not covers the called row.
 * @see https://repost.aws/knowledge-center/api-gateway-lambda-authorization-errors
 */
export function authorizerPolicy({ entry, event, arn, allow }: PolicyRequest): Policy {
  const stage = `arn:${arn.partition}:execute-api:${arn.region}:${arn.accountId}:${arn.apiId}/${arn.stage}`;
  if (allow === undefined) {
    return policy([invoke("Allow", entry.cacheSeconds > 0 ? `${stage}/*` : called(stage, event))]);
  }
  if (allow.length === 0) return policy([invoke("Deny", `${stage}/*`)]);
  const rows = allow.map((name) => rowOf(entry, name));
  const { statements, problems } = callStatements(rows, entry.rows as never, arn);
  if (problems.length > 0) throw new Error(`${entry.name}: ${problems.join(" ")}`);
  return policy(statements);
}

// API Gateway refuses a resource of over 512 characters; without caching the policy judges this call only.
function called(stage: string, { methodArn }: AuthorizerEvent): string {
  return methodArn.length <= 512 ? methodArn : `${stage}/*`;
}

function rowOf({ name, rows }: PolicyRequest["entry"], wanted: string): never {
  const row = rows.find((candidate) => candidate.name === wanted);
  if (row !== undefined) return row as never;
  throw new Error(
    `${name}: allow names ${wanted}, which is not behind this authorizer; expected some of ${rows.map((candidate) => candidate.name).join(", ") || "no rows"}.`,
  );
}

function invoke(Effect: Statement["Effect"], Resource: string): Statement {
  return { Effect, Action: "execute-api:Invoke", Resource };
}

function policy(statements: readonly Statement[]): Policy {
  return { Version: "2012-10-17", Statement: statements };
}
