import path from "node:path";
import type { Deployed } from "../../graph/deployed";
import type { MethodDefinition } from "../../openapi/read/definitions";
import { curlFor, type CurlPlaces, type ListedEndpoint } from "./curl";

const groups: readonly [title: string, (method: MethodDefinition) => boolean][] = [
  ["public", (method) => method.authorizationType === "NONE" && !method.apiKeyRequired],
  ["apiKey", (method) => method.authorizationType === "NONE" && method.apiKeyRequired],
  ["iam", (method) => method.authorizationType === "AWS_IAM"],
  ["cognito", (method) => method.authorizationType === "COGNITO_USER_POOLS"],
  ["custom", (method) => method.authorizationType === "CUSTOM"],
  ["not known before a deploy, so refused", (method) => method.authorizationType === "unknown"],
];

/** What the terminal shows when the gateway is ready: every endpoint with a call to copy, and where things are. */
export function readyLines(definition: Deployed, places: CurlPlaces): string[] {
  const endpoints = listEndpoints(definition);
  const lines = groups.flatMap(([title, belongs]) => {
    const members = endpoints.filter(({ method }) => belongs(method));
    if (members.length === 0) return [];
    const calls = members.flatMap((one) => endpointLines(definition, one, places));
    const people = title === "cognito" && members.some(({ method }) => wantsPeople(method));
    return ["", title, ...calls, ...(people ? signInLines(definition, places) : [])];
  });
  return [...lines, "", ...placeLines(places)];
}

/** Endpoints of all stages, without the answers to preflights. */
export function listEndpoints({ apis }: Deployed): ListedEndpoint[] {
  return apis.flatMap((api) =>
    api.stages.flatMap((stage) =>
      api.resources.flatMap(({ path: resourcePath, methods }) =>
        Object.values(methods)
          .filter(({ verb, integration }) => verb !== "OPTIONS" || integration?.type !== "MOCK")
          .map((method) => ({ api, stage, path: resourcePath, method })),
      ),
    ),
  );
}

function endpointLines(
  definition: Deployed,
  endpoint: ListedEndpoint,
  places: CurlPlaces,
): string[] {
  const { api, method, path: resourcePath } = endpoint;
  const of = definition.apis.length > 1 ? `  (${api.name})` : "";
  const call = curlFor(definition, endpoint, places);
  const reason =
    method.authorizationType === "AWS_IAM"
      ? "nobody in the graph may call it over HTTP"
      : "nobody in the graph has what it asks for";
  return [`  ${method.verb} ${resourcePath}${of}`, `    ${call ?? reason}`];
}

const wantsPeople = ({ authorizationScopes: scopes }: MethodDefinition) =>
  scopes.length === 0 || scopes.some((scope) => scope.startsWith("aws.cognito."));

/** How to come by the tokens that the calls name. */
function signInLines({ userPools }: Deployed, { awsUrl }: CurlPlaces): string[] {
  const client = userPools[0]?.clients.find(({ secret }) => secret === undefined)?.id;
  if (!client) return [];
  const call = (operation: string, body: string) =>
    `curl -s ${awsUrl} -H "content-type: application/x-amz-json-1.1" -H "x-amz-target: AWSCognitoIdentityProviderService.${operation}" -d '${body}'`;
  const person = `"ClientId":"${client}","Username":"me@example.com"`;
  const signIn = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"${client}","AuthParameters":{"USERNAME":"me@example.com","PASSWORD":"Password-1"}}`;
  const result = (field: string) =>
    `node -p 'JSON.parse(fs.readFileSync(0)).AuthenticationResult.${field}'`;
  return [
    "  For ID_TOKEN and ACCESS_TOKEN sign somebody up; the code appears in this terminal:",
    `    ${call("SignUp", `{${person},"Password":"Password-1"}`)}`,
    `    ${call("ConfirmSignUp", `{${person},"ConfirmationCode":"…"}`)}`,
    `    ID_TOKEN=$(${call("InitiateAuth", signIn)} | ${result("IdToken")})`,
    `    ACCESS_TOKEN=$(${call("InitiateAuth", signIn)} | ${result("AccessToken")})`,
  ];
}

function placeLines({ gatewayUrl, awsUrl, localJson }: CurlPlaces): string[] {
  return [
    `Gateway    ${gatewayUrl}`,
    `AWS        ${awsUrl}`,
    `local.json ${localJson}  (keys, ids, credentials)`,
  ];
}

/** A path that `require` takes wherever in the project it is pasted: relative where it can be. */
export function requirePath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : `./${relative}`;
}
