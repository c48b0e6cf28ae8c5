import type { ApiDefinition, Deployed } from "../../graph/deployed";
import { contextKey } from "../../iam/context-keys";
import { indexGraph, type Entry } from "../../graph/read/graph-index";
import type { Note, Noted } from "./note";
import { types } from "../../graph/types";
import { booleanOf, recordOf, textOf } from "../../base/values";
import { corsOf } from "../who/cors";
import { statementsOf } from "../who/conditions";

/** Stages that hold callers back by nothing but the limits of the account. */
export function ofThrottles({ definition }: Noted): readonly Note[] {
  return definition.apis.flatMap(({ name, stages }) =>
    stages
      .filter(({ methodThrottle }) => {
        const all = methodThrottle["*/*"];
        return all?.rateLimit === undefined && all?.burstLimit === undefined;
      })
      .map(({ stageName }) => ({
        code: "GH028",
        where: `${name}/${stageName}`,
        text: "Its methods share the account's 10,000 calls a second with every other API of the region, so that one caller can shut all of them out. Set a throttle for `*/*` in MethodSettings.",
      })),
  );
}

/** Settings of stages that write whole requests and answers, `Authorization` and keys among them, to the log. */
export function ofDataTraces({ definition }: Noted): readonly Note[] {
  return indexGraph(definition.graph)
    .all(types.methodSettings)
    .filter(({ inputs }) => booleanOf(recordOf(inputs["settings"])["dataTraceEnabled"]) === true)
    .map((entry) => ({
      code: "GH029",
      where: stageOf(definition, entry),
      text: "`dataTraceEnabled` writes whole requests and answers to CloudWatch, with tokens and people's data, for whoever reads logs. AWS advises against it in production. Set it to false.",
    }));
}

function stageOf({ apis }: Deployed, { inputs }: Entry): string {
  const stage = textOf(inputs["stageName"]) ?? "?";
  const api = apis.find(({ apiId }) => apiId === textOf(inputs["restApi"])) ?? apis[0];
  return `${api?.name ?? "?"}/${stage}`;
}

function bindsNetwork(api: ApiDefinition): boolean {
  const conditions = statementsOf([api.policy ?? "unknown"]).flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap((keys) => Object.keys(keys)),
  );
  return conditions.some((key) => contextKey(key)?.of === "network");
}

/** Private APIs that endpoints of any account's network reach. */
export function ofPrivateApis({ definition }: Noted): readonly Note[] {
  return definition.apis
    .filter((api) => api.endpointType === "PRIVATE" && api.policy !== undefined)
    .filter((api) => api.policy !== "unknown" && !bindsNetwork(api))
    .map(({ name }) => ({
      code: "GH026",
      where: name,
      text: "It is private, but its policy names no endpoint or VPC: an `execute-api` endpoint of any AWS account reaches it. Bind it to `aws:SourceVpce`.",
    }));
}

const isAllowOrigin = (name: string) => /header\.access-control-allow-origin$/i.test(name);

/** APIs whose own refusals a browser does not show to the page that called. */
export function ofHiddenRefusals({ definition }: Noted): readonly Note[] {
  const { apis } = definition;
  const open = new Set(corsOf(definition).map(({ id }) => id.split("/")[0]));
  return apis
    .filter(({ name }) => open.has(name))
    .filter(({ gatewayResponses }) => {
      const of = gatewayResponses.find(({ responseType }) => responseType === "DEFAULT_4XX");
      return !Object.keys(of?.responseParameters ?? {}).some(isAllowOrigin);
    })
    .map(({ name }) => ({
      code: "GH031",
      where: name,
      text: "Pages of other origins may call it, but the gateway's own 401, 403 and 429 carry no `Access-Control-Allow-Origin`, so that a browser shows its page a network error. Set it in the gateway response `DEFAULT_4XX`.",
    }));
}

/** Domains that take TLS 1.0. */
export function ofDomains({ definition }: Noted): readonly Note[] {
  return indexGraph(definition.graph)
    .all(types.domainName)
    .filter(({ inputs }) => textOf(inputs["securityPolicy"]) === "TLS_1_0")
    .map(({ inputs, name }) => ({
      code: "GH035",
      where: textOf(inputs["domainName"]) ?? name,
      text: 'It takes TLS 1.0. Set `securityPolicy: "TLS_1_2"`.',
    }));
}
