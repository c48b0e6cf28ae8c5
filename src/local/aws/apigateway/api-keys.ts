import type { ApiKeyDefinition } from "../../../graph/deployed";
import { flagOf, keyOf, page, type RestCall } from "./operation";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export function apiKeys({ query, context }: RestCall): object {
  const name = query.get("name") ?? "";
  const all = context.definition().apiKeys.filter((key) => key.name.startsWith(name));
  const { items, position } = page(all, query);
  const withValues = flagOf(query, "includeValues");
  return {
    item: items.map((key) => shown(key, withValues)),
    ...(position !== undefined && { position }),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export function apiKey({ key, query, context }: RestCall): object {
  return shown(keyOf(key, context), flagOf(query, "includeValue"));
}

function shown({ id, name, value, enabled }: ApiKeyDefinition, withValue: boolean): object {
  return { id, name, enabled, ...(withValue && value !== undefined && { value }), stageKeys: [] };
}
