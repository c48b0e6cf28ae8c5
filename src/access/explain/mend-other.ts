import { functionBehind, oneOf } from "./names";
import type { RefusedCall } from "./refused-call";

/** What would let a call pass that is over a quota or a limit of requests per second. */
export function mendLimits(call: RefusedCall): string {
  const { definition, now, responseType } = call;
  if (responseType === "THROTTLED") return "send fewer requests a second, or raise that limit";
  const plan = definition.usagePlans.find(({ name }) => name === call.usagePlan);
  const end = plan?.quota ? ` until ${nextPeriod(plan.quota.period, now)} (UTC)` : "";
  return `wait${end}, or raise the quota of the plan ${plan?.name ?? "of this key"}`;
}

/** The first day of the next period, in UTC; weeks begin on Sunday. */
function nextPeriod(period: "DAY" | "WEEK" | "MONTH", now: number): string {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const next =
    period === "MONTH"
      ? Date.UTC(year, month + 1, 1)
      : Date.UTC(year, month, day + (period === "DAY" ? 1 : 7 - date.getUTCDay()));
  return new Date(next).toISOString().slice(0, 10);
}

/** What would let a request pass that lacks a parameter or has a wrong body. */
export function mendValidation({ responseType, method, message }: RefusedCall): string | undefined {
  switch (responseType) {
    case "BAD_REQUEST_PARAMETERS": {
      const missing = /^[^[]*\[(.*)\]/.exec(message)?.[1]?.split(", ") ?? [];
      const places = Object.keys(method?.requestParameters ?? {});
      const named = missing.map((name) => {
        const place = places.find((one) => one.endsWith(`.${name}`))?.split(".")[2];
        return place === "querystring"
          ? `the query parameter ${name}`
          : `the ${place ?? "parameter"} ${name}`;
      });
      return `send ${named.join(" and ")}, not blank`;
    }
    case "BAD_REQUEST_BODY": {
      const models = Object.entries(method?.requestModels ?? {});
      const named = models.map(([type, model]) => `the model ${model} (${type})`);
      return `send a body that fits ${oneOf(named)}`;
    }
    case "REQUEST_TOO_LARGE":
      return "send at most 10,485,760 bytes";
    case "UNSUPPORTED_MEDIA_TYPE":
      return "pack the body as its Content-Encoding says, by gzip or deflate, or leave that header out";
    default:
      return undefined;
  }
}

/** What would have the integration answer. */
export function mendIntegration(call: RefusedCall): string | undefined {
  const { definition, method, responseType } = call;
  const integration = method?.integration;
  const fn = functionBehind(definition, integration?.functionArn);
  switch (responseType) {
    case "UNSUPPORTED_MEDIA_TYPE":
      return `send a content type that has a request template: ${oneOf(Object.keys(integration?.requestTemplates ?? {})) || "none has"}`;
    case "REQUEST_TOO_LARGE":
      return "send less: an event may have 6 MB, headers and body together";
    case "INTEGRATION_TIMEOUT":
      return `let ${fn?.name ?? "the endpoint"} answer within ${integration?.timeoutMilliseconds} ms, or raise the integration's timeout`;
    case "INTEGRATION_FAILURE":
      return `see that ${integration?.uri} answers`;
    case "DEFAULT_4XX":
      return "send JSON, or have the request template make JSON of what is sent";
    case "API_CONFIGURATION_ERROR":
      return "mend the integration, its function's permission for apigateway.amazonaws.com, or the function's concurrency";
    default:
      return fn ? `mend the function ${fn.name}: its own output stands near this line` : undefined;
  }
}
