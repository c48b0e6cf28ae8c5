import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProxyEvent } from "./event";

/** Says whether a request's key is of the row's plans, by the ids in the function's archive. */
export type PlanCheck = (event: ProxyEvent) => boolean;

/**
 * The check of a row that not every plan opens. API Gateway ties a plan to a stage, so any plan's key
 * would open the row. Refuses where the ids cannot be read.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function planCheck(directory: string, row: string): PlanCheck {
  let ids: ReadonlySet<string> | undefined;
  return ({ requestContext }) => {
    ids ??= readIds(join(directory, "plans.json"), row);
    const id = requestContext?.identity?.apiKeyId;
    return typeof id === "string" && ids !== undefined && ids.has(id);
  };
}

function readIds(file: string, row: string): ReadonlySet<string> | undefined {
  try {
    const { apiKeyIds } = JSON.parse(readFileSync(file, "utf8")) as { apiKeyIds: string[] };
    if (Array.isArray(apiKeyIds)) return new Set(apiKeyIds);
    console.error(`${row}: plans.json names no list of apiKeyIds; every key is refused.`);
  } catch {
    console.error(
      `${row}: plans.json is missing beside the function or is no JSON; every key is refused.`,
    );
  }
  return undefined;
}
