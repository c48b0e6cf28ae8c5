import { compilePattern } from "../../../../base/pattern/pattern";
import type {
  Deployed,
  UserPoolClientDefinition,
  UserPoolDefinition,
} from "../../../../graph/deployed";
import { poolOfArn } from "../../../tokens/issuer";
import { AwsError } from "../../service/aws-error";
import type { AwsContext } from "../../service/context";

/** A client and the pool it belongs to. */
export interface PoolClient {
  pool: UserPoolDefinition;
  client: UserPoolClientDefinition;
}

/** The pool of an id; throws `ResourceNotFoundException`. */
export function findPool(context: AwsContext, poolId: string): UserPoolDefinition {
  const pool = context.definition().userPools.find(({ id }) => id === poolId);
  if (!pool) {
    checkForm("userPoolId", poolId, "[\\w-]+_[0-9a-zA-Z]+");
    throw new AwsError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);
  }
  return pool;
}

/** The client of an id, in any pool of the graph; undefined where there is none. */
export function lookUpClient(graph: Deployed, clientId: string): PoolClient | undefined {
  for (const pool of graph.userPools) {
    const client = pool.clients.find(({ id }) => id === clientId);
    if (client) return { pool, client };
  }
  return undefined;
}

/** The client of an id; throws `ResourceNotFoundException`. */
export function findClient(context: AwsContext, clientId: string): PoolClient {
  const found = lookUpClient(context.definition(), clientId);
  if (!found) throw noClient(clientId);
  return found;
}

/** The client of an id in just this pool; throws `ResourceNotFoundException`. */
export function findClientOf(pool: UserPoolDefinition, clientId: string): UserPoolClientDefinition {
  const client = pool.clients.find(({ id }) => id === clientId);
  if (!client) throw noClient(clientId);
  return client;
}

function noClient(clientId: string): AwsError {
  checkForm("clientId", clientId, "[\\w+]+");
  return new AwsError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
}

/** Throws where no id of AWS has this form. */
function checkForm(member: string, id: string, pattern: string): void {
  if (compilePattern(pattern, { whole: true })?.test(id)) return;
  throw new AwsError(
    "InvalidParameterException",
    `1 validation error detected: Value '${id}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
  );
}

/** The ARN of a pool by its id, for the caller's policies; of no pool where the graph has none. */
export function poolArn(poolId: string, context: AwsContext): string {
  const { userPools, partition, region, accountId } = context.definition();
  const pool = userPools.find(({ id }) => id === poolId);
  return pool?.arn ?? `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/${poolId}`;
}

/** The region of a pool. */
export function poolRegion(pool: UserPoolDefinition): string {
  return poolOfArn(pool.arn)?.region ?? pool.id.split("_")[0] ?? "";
}
