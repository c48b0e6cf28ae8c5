import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProxyEvent } from "../client/event";
import type { KeyLookup } from "./listed-keys";
import type { Surroundings } from "../client/row";

/** Says whether a request's key is of the row's plans. */
export type PlanCheck = (
  event: ProxyEvent,
  surroundings: Surroundings,
) => boolean | Promise<boolean>;

/** Where the keys of a row's plans stand: by id in the function's archive, or listed in trees of parameters. */
interface PlanKeys {
  ids: ReadonlySet<string>;
  paths: readonly string[];
}

/**
 * The check of a row that not every plan may call. API Gateway ties a plan to a stage, so any plan's key
 * would open the row. Refuses where it cannot be read which keys are of the row's plans.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function planCheck(directory: string, row: string, lookUp?: KeyLookup): PlanCheck {
  let keys: PlanKeys | undefined;
  return ({ requestContext }, surroundings) => {
    keys ??= readKeys(join(directory, "plans.json"), row);
    const id = requestContext?.identity?.apiKeyId;
    if (typeof id !== "string" || keys === undefined) return false;
    if (keys.ids.has(id)) return true;
    // An id is letters and digits; anything else could name another parameter.
    if (lookUp === undefined || !/^[A-Za-z0-9-]+$/.test(id)) return false;
    return listed(keys.paths, (path) => lookUp(path, id, surroundings), row);
  };
}

async function listed(
  paths: readonly string[],
  lookUp: (path: string) => Promise<boolean>,
  row: string,
): Promise<boolean> {
  for (const path of paths) {
    try {
      if (await lookUp(path)) return true;
    } catch (error) {
      console.error(
        `${row}: the keys under ${path} cannot be read, so the key is refused: ${(error as Error).message}`,
      );
    }
  }
  return false;
}

function readKeys(file: string, row: string): PlanKeys | undefined {
  try {
    const { apiKeyIds, parameterPaths = [] } = JSON.parse(readFileSync(file, "utf8")) as {
      apiKeyIds: string[];
      parameterPaths?: string[];
    };
    if (Array.isArray(apiKeyIds) && Array.isArray(parameterPaths)) {
      return { ids: new Set(apiKeyIds), paths: parameterPaths };
    }
    console.error(`${row}: plans.json names no list of apiKeyIds; every key is refused.`);
  } catch {
    console.error(
      `${row}: plans.json is missing beside the function or is no JSON; every key is refused.`,
    );
  }
  return undefined;
}
