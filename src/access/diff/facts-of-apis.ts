import type { Deployed } from "../../graph/deployed";
import type { AuthorizerDefinition } from "../../openapi/read/definitions";
import type { Resource } from "../../graph/resource";
import { types } from "../../graph/types";
import { isRecord, numberOf, recordOf, reveal, textOf } from "../../base/values";
import { statementsOf } from "../who/conditions";
import { corsOf } from "../who/cors";
import { functionsByArn, type Endpoint } from "../who/endpoints";
import { sorted } from "../who/order";
import type { Fact } from "./fact";
import { normalized } from "./facts-of-roles";
import type { Covers } from "../../graph/inputs/properties";

function ofAuthorizers(definition: Deployed): readonly Fact[] {
  const functions = functionsByArn(definition);
  const ofOne = (api: string, one: AuthorizerDefinition): Fact[] => {
    const at = { where: `authorizer ${api}/${one.name}`, who: `callers behind ${one.name}` };
    const validation: Fact = {
      ...at,
      property: "validation",
      value: new Set(one.identityValidationExpression ? [one.identityValidationExpression] : []),
    };
    const source: Fact = {
      ...at,
      property: "identitySource",
      value: new Set(one.identitySource.map((text) => text.replace(/^method\.request\./, ""))),
    };
    if (one.type === "COGNITO_USER_POOLS") return [validation, source];
    const fn = functions.get(one.functionArn ?? "")?.name ?? one.functionArn ?? "none";
    return [
      validation,
      source,
      { ...at, property: "cacheSeconds", value: [one.ttlSeconds], text: `${one.ttlSeconds} s` },
      {
        ...at,
        property: "authorizerFunction",
        value: `${fn}, ${one.type}`,
      },
    ];
  };
  return definition.apis.flatMap(({ name, authorizers }) =>
    authorizers.flatMap((one) => ofOne(name, one)),
  );
}

const withCredentials = ", with credentials";

/** An origin is covered by all origins; `*` never lets credentials through, which browsers refuse. */
const coversOrigin: Covers = (members, member) => {
  if (members.has(member)) return true;
  return member.endsWith(withCredentials)
    ? members.has(`reflected${withCredentials}`)
    : members.has("*") || members.has("reflected");
};

/** `*` stands for every header or verb of calls without credentials; with some, browsers read it as a name. */
const coversAny: Covers = (members, member) => members.has(member) || members.has("*");

function ofCors(definition: Deployed, endpoints: readonly Endpoint[]): readonly Fact[] {
  const known = new Map(corsOf(definition).map((one) => [one.id, one]));
  const ids = sorted(
    endpoints.map(({ api, stage, path }) => `${api.name}/${stage.stageName} ${path}`),
  );
  return ids.flatMap((id): Fact[] => {
    const { origins = [], credentials = false, headers = [], methods = [] } = known.get(id) ?? {};
    const members = [
      ...origins,
      ...(credentials
        ? origins.filter((one) => one !== "*").map((one) => `${one}${withCredentials}`)
        : []),
    ];
    const at = { where: `path ${id.slice(id.indexOf(" ") + 1)}`, who: "pages of other origins" };
    const origin: Fact = {
      ...at,
      property: "corsOrigins",
      value: new Set(members),
      covers: coversOrigin,
    };
    return [
      origin,
      { ...at, property: "corsHeaders", value: new Set(headers), covers: coversAny },
      { ...at, property: "corsMethods", value: new Set(methods), covers: coversAny },
    ];
  });
}

function ofIntegrations(endpoints: readonly Endpoint[]): readonly Fact[] {
  return endpoints.map(({ label, fn, functionArn, method }): Fact => {
    const { integration } = method;
    const uri = integration?.uri ?? "";
    const answers = fn?.name ?? functionArn ?? `${integration?.type ?? "none"} ${uri}`.trim();
    return {
      property: "integration",
      where: label,
      who: "all callers",
      value: `${answers}${integration?.credentials ? `, as ${integration.credentials}` : ""}`,
    };
  });
}

/** What is written down of calls, stage by stage, and for how long. */
function ofLogging({ graph }: Deployed): readonly Fact[] {
  const settings = graph.filter(({ type }) => type === types.methodSettings);
  const who = "whoever looks afterwards";
  return graph.flatMap(({ type, name, urn: id, inputs: written }): Fact[] => {
    const inputs = recordOf(reveal(written));
    if (type === "aws:cloudwatch/logGroup:LogGroup") {
      const days = numberOf(inputs["retentionInDays"]) ?? 0;
      const text = days === 0 ? "for ever" : `${days} days`;
      return [{ property: "logging", id, where: `log group ${name}`, who, value: text }];
    }
    if (type !== types.stage) return [];
    const stageName = textOf(inputs["stageName"]) ?? "";
    const log = inputs["accessLogSettings"];
    const own = settings
      .map((one) => recordOf(reveal(one.inputs)))
      .filter((one) => textOf(one["stageName"]) === stageName)
      .map((one) => {
        const { loggingLevel, dataTraceEnabled } = recordOf(one["settings"]);
        const level = textOf(loggingLevel) ?? "OFF";
        const traced = textOf(dataTraceEnabled) === "true" ? ", bodies in the log" : "";
        return `${textOf(one["methodPath"]) ?? ""} ${level}${traced}`;
      });
    const access = isRecord(log) ? `access log ${textOf(log["format"]) ?? ""}` : "no access log";
    const text = [
      isRecord(log) ? "access log" : "no access log",
      // A method's settings, made for its throttle, say nothing more where they log as all do.
      ...sorted(own.filter((one) => one.startsWith("*/* ") || !one.endsWith(" OFF"))).map(
        (one) => `execution log ${one}`,
      ),
      `X-Ray ${textOf(inputs["xrayTracingEnabled"]) === "true" ? "on" : "off"}`,
    ].join("; ");
    const value = `${access}; ${text}`;
    return [{ property: "logging", id, where: `stage ${name}/${stageName}`, who, value, text }];
  });
}

/** What keeps a resource from being deleted. */
function protectionOf({ options, inputs }: Resource): string {
  const guards = [
    ...(options?.protect ? ["protect"] : []),
    ...(options?.retainOnDelete ? ["retainOnDelete"] : []),
    ...(textOf(inputs["deletionProtection"]) === "ACTIVE" ||
    textOf(inputs["deletionProtectionEnabled"]) === "true"
      ? ["deletion protection"]
      : []),
  ];
  return guards.join(", ") || "none";
}

/** APIs, their authorizers, pages of other origins, logs, and what keeps things from being deleted. */
export function factsOfApis(definition: Deployed, endpoints: readonly Endpoint[]): readonly Fact[] {
  const { apis, domains, graph } = definition;
  return [
    ...ofAuthorizers(definition),
    ...ofCors(definition, endpoints),
    ...ofIntegrations(endpoints),
    ...apis.map(({ name, apiId, apiKeySource }): Fact => {
      const at = { where: `API ${name}`, who: "callers with a key" };
      return { ...at, property: "keySource", value: apiKeySource, text: apiKeySource || apiId };
    }),
    ...apis.flatMap(({ name, endpointType, policy }): Fact[] => {
      const at = { where: `API ${name}`, who: `callers of ${name}` };
      const text = sorted(statementsOf([policy]).map(normalized)).join("\n");
      const value = policy === undefined ? "none" : policy === "unknown" ? "not known" : text;
      return [
        { ...at, property: "endpointType", value: endpointType },
        { ...at, property: "statementText", value, text: "resource policy" },
      ];
    }),
    ...apis.map(({ name, apiId }): Fact => {
      const mapped = domains.flatMap(({ domainName, mappings }) =>
        mappings
          .filter((one) => one.apiId === apiId)
          .map(({ basePath, stage }) => `${domainName}/${basePath} → ${stage ?? "any stage"}`),
      );
      const value = sorted(mapped).join(", ") || "none";
      return { property: "domains", where: `API ${name}`, who: "all callers", value };
    }),
    ...ofLogging(definition),
    ...graph.map((one): Fact => {
      const type = one.type.split(":").at(-1) ?? one.type;
      const at = { id: one.urn, where: `${type} ${one.name}`, who: "whoever deploys" };
      return { ...at, property: "protection", value: protectionOf(one) };
    }),
  ];
}
