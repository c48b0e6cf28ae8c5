import { apiOf } from "../../graph/read/api-entries";
import type { Resource, ResourceGraph } from "../../graph/resource";
import { indexGraph } from "../../graph/read/graph-index";
import { readApiBody } from "../../openapi/read/api-body";
import { types } from "../../graph/types";
import { listOf, numberOf, recordOf, textOf, type Values } from "../../base/values";
import type { Live, LiveApi } from "./live";
import { authorizerMark, renamed } from "./rename";
import { changed, found, withInputs } from "./resource";

/** Single resources that a document says instead. */
const inDocument: ReadonlySet<string> = new Set([
  types.resource,
  types.method,
  types.methodResponse,
  types.integration,
  types.integrationResponse,
  types.authorizer,
  types.requestValidator,
  types.model,
  types.response,
  types.restApiPolicy,
]);

/** `GetRestApi` gives the policy as text in which quotes are escaped once more. */
export function policyText(value: unknown): string | undefined {
  const text = textOf(value);
  if (!text) return undefined;
  return text.trimStart().startsWith("{\\") ? text.replaceAll('\\"', '"') : text;
}

function apiInputs({ restApi }: LiveApi, document: Values): Values {
  const endpoint = recordOf(restApi["endpointConfiguration"]);
  return {
    body: JSON.stringify(document),
    // The deployed document holds the policy that is in force, where it holds one.
    policy:
      document["x-amazon-apigateway-policy"] === undefined
        ? policyText(restApi["policy"])
        : undefined,
    endpointConfiguration: { types: listOf(endpoint["types"])[0] },
    disableExecuteApiEndpoint: restApi["disableExecuteApiEndpoint"] ?? false,
    apiKeySource: restApi["apiKeySource"] ?? "HEADER",
    binaryMediaTypes: restApi["binaryMediaTypes"],
    minimumCompressionSize: restApi["minimumCompressionSize"],
    failOnWarnings: undefined,
    parameters: undefined,
  };
}

/** AWS's own limits of an account, which it fills in where a stage has none. */
function isAccountsOwn(settings: Values): boolean {
  const rate = numberOf(settings["throttlingRateLimit"]) ?? -1;
  const burst = numberOf(settings["throttlingBurstLimit"]) ?? -1;
  return rate >= 10_000 && burst >= 5_000;
}

/** `~1restaurants/GET` and `restaurants/GET` as one. */
function pathKey(text: string): string {
  const decoded = text.replaceAll("~1", "/");
  const cut = decoded.lastIndexOf("/");
  return `${decoded.slice(0, cut).replace(/^\/+|(?<!\/)\/+$/g, "")} ${decoded.slice(cut + 1)}`;
}

function settingsOf(
  stage: Values,
  { apiId, written }: { apiId: string; written: readonly Resource[] },
): readonly Resource[] {
  const stageName = textOf(stage["stageName"]) ?? "";
  return Object.entries(recordOf(stage["methodSettings"])).map(([path, value]) => {
    const live = recordOf(value);
    const known = written.find(
      ({ inputs }) =>
        textOf(inputs["stageName"]) === stageName &&
        pathKey(textOf(inputs["methodPath"]) ?? "") === pathKey(path),
    );
    const { throttlingRateLimit: rate } = recordOf(known?.inputs["settings"]);
    const isUnlimited = isAccountsOwn(live) && rate === undefined;
    const { throttlingBurstLimit, throttlingRateLimit, ...rest } = live;
    const settings = isUnlimited ? rest : { ...rest, throttlingBurstLimit, throttlingRateLimit };
    const methodPath =
      known?.inputs["methodPath"] ?? path.replaceAll("~1", "/").replace(/^\/(?!\/|[A-Z]+$)/, "");
    const base = known ?? found(types.methodSettings, `${apiId} ${stageName} ${path}`);
    return withInputs(base, { restApi: apiId, stageName, methodPath, settings });
  });
}

function stageOf(stage: Values, apiId: string, written: Resource | undefined): Resource {
  const stageName = textOf(stage["stageName"]) ?? "";
  const log = stage["accessLogSettings"];
  const base =
    written ??
    found(types.stage, stageName, {
      inputs: { restApi: apiId, deployment: stage["deploymentId"] },
    });
  return withInputs(base, {
    stageName,
    variables: stage["variables"],
    accessLogSettings: textOf(recordOf(log)["destinationArn"]) === undefined ? undefined : log,
    xrayTracingEnabled: stage["tracingEnabled"] ?? false,
  });
}

/** Ids of authorizers as the import of the document gives them, for permissions that name them. */
function withAuthorizerIds(data: ResourceGraph, document: Values, apiId: string): ResourceGraph {
  const home = { accountId: "", region: "", partition: "aws" };
  const imported = readApiBody({ body: document, apiId, variables: home, basePathMode: "ignore" });
  const names = (imported?.parts.authorizers ?? []).map(
    ({ id, name }) => [`authorizers/${authorizerMark}${name}`, `authorizers/${id}`] as const,
  );
  return renamed(data, new Map(names));
}

/**
 * The graph with its APIs as they are deployed, each with one of its stages: the one of this number, or its
 * last. Documents of several stages may differ, and a graph holds one.
 */
export function withLiveApis(graph: ResourceGraph, live: Live, round: number): ResourceGraph {
  const index = indexGraph(graph);
  const ofApi = new Map(
    graph.map((one) => {
      const entry = index.byUrn(one.urn);
      return [one.urn, entry && apiOf(index, entry)?.urn] as const;
    }),
  );
  let result: ResourceGraph = graph;
  for (const resource of graph) {
    if (resource.type !== types.restApi) continue;
    const api = live.apis.find(({ urn }) => urn === resource.urn);
    const own = graph.filter((one) => ofApi.get(one.urn) === resource.urn);
    const isOwn = (one: Resource) => own.includes(one);
    const current = api?.stages[Math.min(round, api.stages.length - 1)];
    if (api === undefined || current === undefined) {
      result = changed(result, (one) => (one === resource || isOwn(one) ? undefined : one), []);
      continue;
    }
    const apiId = textOf(resource.outputs["id"]) ?? textOf(api.restApi["id"]) ?? resource.name;
    const { stage, document } = current;
    const stageName = textOf(stage["stageName"]);
    const written = own.find(
      ({ type, inputs }) => type === types.stage && textOf(inputs["stageName"]) === stageName,
    );
    const settings = own.filter(({ type }) => type === types.methodSettings);
    const isReplaced = ({ type }: Resource) =>
      inDocument.has(type) || type === types.stage || type === types.methodSettings;
    const replaced = changed(
      result,
      (one) => {
        if (one === resource) return withInputs(resource, apiInputs(api, document));
        return isOwn(one) && isReplaced(one) ? undefined : one;
      },
      [stageOf(stage, apiId, written), ...settingsOf(stage, { apiId, written: settings })],
    );
    result = withAuthorizerIds(replaced, document, apiId);
  }
  return result;
}

/** The program's graph with the same stages alone. */
export function withStagesOf(graph: ResourceGraph, live: Live, round: number): ResourceGraph {
  const index = indexGraph(graph);
  return graph.filter((one) => {
    if (one.type !== types.stage && one.type !== types.methodSettings) return true;
    const entry = index.byUrn(one.urn);
    const api = live.apis.find(({ urn }) => urn === (entry && apiOf(index, entry)?.urn));
    const current = api?.stages[Math.min(round, api.stages.length - 1)];
    if (current === undefined) return true;
    const name = textOf(one.inputs["stageName"]);
    // A stage that is gone is told once.
    const isLive = api?.stages.some(({ stage }) => textOf(stage["stageName"]) === name) === true;
    return isLive ? name === textOf(current.stage["stageName"]) : round === 0;
  });
}
