import type { ApiDefinition, Deployed, StageDefinition } from "../../graph/deployed";
import type { AuthorizerDefinition, MethodDefinition } from "../../openapi/read/definitions";
import { keysOfEntry } from "../../access/explain/row-keys";
import { evaluate } from "../../iam/evaluate";
import { dnsSuffix } from "../../base/partition";
import { someVpcEndpoint } from "../functions/vpc-endpoint";
import { sampleBody } from "./sample-body";

/** One endpoint of a stage. */
export interface ListedEndpoint {
  api: ApiDefinition;
  stage: StageDefinition;
  path: string;
  method: MethodDefinition;
}

/** Where a call goes and where its secrets stand. */
export interface CurlPlaces {
  gatewayUrl: string;
  awsUrl: string;
  /** Path of `local.json` as it can be given to `require`. */
  localJson: string;
}

/** A call to copy: secrets are read from `local.json` when it runs, never printed. Undefined: nobody may call it. */
export function curlFor(
  definition: Deployed,
  endpoint: ListedEndpoint,
  places: CurlPlaces,
): string | undefined {
  const { api, stage, path, method } = endpoint;
  const words = ["curl", ...verbWords(method), ...bodyWords(api, method)];
  words.push(...hostWords(definition, api), ...networkWords(definition, api));
  if (method.apiKeyRequired) {
    const key = keyFor(definition, endpoint);
    if (!key) return undefined;
    const value = `l.apiKeys${member(key)}.at(-1).value`;
    words.push(`-H "x-api-key: ${substitute(places, value)}"`);
  }
  const proof = proofWords(definition, endpoint, places);
  if (!proof) return undefined;
  words.push(...proof);
  const samplePath = path.replace(/\{[^{}]+\}/g, "1");
  const origin = places.gatewayUrl.replace(/\/[^/]*$/, "");
  return [...words, `${origin}/${stage.stageName}${samplePath}`].join(" ");
}

/** Read only where the gateway was started with --allow-source-vpce. */
function networkWords(definition: Deployed, { endpointType }: ApiDefinition): string[] {
  if (endpointType !== "PRIVATE") return [];
  return [`-H "x-gatehouse-source-vpce: ${someVpcEndpoint(definition) ?? "vpce-…"}"`];
}

function verbWords({ verb }: MethodDefinition): string[] {
  return verb === "GET" || verb === "ANY" ? [] : verb === "HEAD" ? ["-I"] : ["-X", verb];
}

function bodyWords(api: ApiDefinition, { verb, requestModels }: MethodDefinition): string[] {
  const model = api.models[requestModels["application/json"] ?? ""];
  if (!model && !["POST", "PUT", "PATCH"].includes(verb)) return [];
  const body = JSON.stringify(model ? sampleBody(model, api.models) : {});
  return [`-H "content-type: application/json"`, `-d '${body.replaceAll("'", "\\u0027")}'`];
}

/** With a loopback Host the first API answers; the others by their own name. */
function hostWords({ apis, partition }: Deployed, api: ApiDefinition): string[] {
  if (apis[0]?.apiId === api.apiId) return [];
  return [`-H "Host: ${api.apiId}.execute-api.${api.region}.${dnsSuffix(partition)}"`];
}

function keyFor(
  { usagePlans, apiKeys, functions }: Deployed,
  { api, stage, method }: ListedEndpoint,
): string | undefined {
  const plans = usagePlans.filter(({ stages }) =>
    stages.some((one) => one.apiId === api.apiId && one.stage === stage.stageName),
  );
  const ids = new Set(plans.flatMap(({ keyIds }) => keyIds));
  const fn = functions.find(({ arn }) => arn === method.integration?.functionArn);
  const taken = fn && keysOfEntry(fn);
  const usable = apiKeys.filter(({ id, enabled }) => enabled && ids.has(id));
  const key = usable.find(({ id }) => !taken || taken.includes(id));
  return key && (key.group ?? key.name);
}

function proofWords(
  definition: Deployed,
  endpoint: ListedEndpoint,
  places: CurlPlaces,
): string[] | undefined {
  const { api, method } = endpoint;
  switch (method.authorizationType) {
    case "NONE":
      return [];
    case "AWS_IAM":
      return signatureWords(definition, endpoint, places);
    case "COGNITO_USER_POOLS":
      return [`-H "Authorization: ${tokenFor(definition, method, places)}"`];
    case "CUSTOM": {
      const authorizer = api.authorizers.find(({ id }) => id === method.authorizerId);
      return authorizer ? sourceWords(authorizer) : undefined;
    }
    case "unknown":
      return undefined;
    default:
      return method.authorizationType satisfies never;
  }
}

function signatureWords(
  definition: Deployed,
  { api, stage, path, method }: ListedEndpoint,
  places: CurlPlaces,
): string[] | undefined {
  const { partition, region, accountId, apiId } = api;
  const resource = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage.stageName}/${method.verb}${path.replace(/\{[^{}]+\}/g, "1")}`;
  const ofFunctions = new Set(definition.functions.map(({ roleArn }) => roleArn));
  // People call with a role that is meant for callers, where there is one.
  const roles = [...definition.roles].sort(
    (one, other) => Number(ofFunctions.has(one.arn)) - Number(ofFunctions.has(other.arn)),
  );
  const role = roles.find(({ policies }) => {
    const documents = policies.filter((policy) => policy !== "unknown");
    const request = { action: "execute-api:Invoke", resource, context: {} };
    return evaluate(documents, request).result === "allowed";
  });
  if (!role) return undefined;
  const at = `l.roles${member(role.name)}`;
  const user = substitute(places, `${at}.accessKeyId + ":" + ${at}.secretAccessKey`);
  const token = substitute(places, `${at}.sessionToken`);
  return [
    `--aws-sigv4 aws:amz:${region}:execute-api`,
    `--user "${user}"`,
    `-H "x-amz-security-token: ${token}"`,
  ];
}

/** Scopes of the pool's own come with client credentials; people's tokens from a sign-in. */
function tokenFor(
  definition: Deployed,
  { authorizationScopes }: MethodDefinition,
  places: CurlPlaces,
): string {
  const scope = authorizationScopes.find((one) => !one.startsWith("aws.cognito."));
  const pool = definition.userPools.find(({ clients }) => clients.some(({ secret }) => secret));
  if (!scope || !pool) return authorizationScopes.length > 0 ? "$ACCESS_TOKEN" : "$ID_TOKEN";
  const at = `l.userPools${member(pool.name)}.scopesClient`;
  const client = substitute(places, `${at}.id + ":" + ${at}.secret`);
  const form = `-d grant_type=client_credentials -d scope=${scope}`;
  return `$(curl -s -u "${client}" ${form} ${places.awsUrl}/oauth2/token | node -p 'JSON.parse(fs.readFileSync(0)).access_token')`;
}

function sourceWords({ type, identitySource }: AuthorizerDefinition): string[] {
  return identitySource.flatMap((source) => {
    const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
    return header ? [`-H "${header}: …"`] : type === "TOKEN" ? [`-H "Authorization: …"`] : [];
  });
}

function substitute({ localJson }: CurlPlaces, expression: string): string {
  return `$(node -p 'l = require(${JSON.stringify(localJson)}); ${expression}')`;
}

const member = (name: string) =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
