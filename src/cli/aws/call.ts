import { listOf, textOf, type Values } from "../../base/values";
import { AwsCallError, failedCall } from "./failed-call";

/** What signs calls of AWS. */
export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Who calls, and where: left out, as AWS's SDKs find them, in the environment and in the files of profiles. */
export interface Caller {
  region: string;
  /** The one of the files of profiles that is asked for. */
  profile?: string | undefined;
  /** One address for every service: that of a gateway on this machine. */
  endpoint?: string;
  keys?: AwsKeys;
}

/** AWS's own clients, each imported when it is first asked: no other command pays for them. */
const clients = {
  apigateway: [() => import("@aws-sdk/client-api-gateway"), "APIGateway"],
  "cognito-identity": [() => import("@aws-sdk/client-cognito-identity"), "CognitoIdentity"],
  "cognito-idp": [
    () => import("@aws-sdk/client-cognito-identity-provider"),
    "CognitoIdentityProvider",
  ],
  iam: [() => import("@aws-sdk/client-iam"), "IAM"],
  lambda: [() => import("@aws-sdk/client-lambda"), "Lambda"],
  sts: [() => import("@aws-sdk/client-sts"), "STS"],
} as const;

/** A service that is called. */
export type ServiceName = keyof typeof clients;

interface Client {
  send(command: object): Promise<Values>;
  config: { credentials(): Promise<AwsKeys> };
}

interface Loaded {
  client: Client;
  command(name: string, input: object): object;
}

/** What a service is called with; each is made once for each caller. */
const loaded = new WeakMap<Caller, Map<ServiceName, Promise<Loaded>>>();

async function load(service: ServiceName, caller: Caller): Promise<Loaded> {
  // What it says about this version of Node is for whoever chooses the clients, not for who runs a command.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const [bring, prefix] = clients[service];
  const all = (await bring()) as unknown as Record<string, new (input: object) => object>;
  const credentials = caller.keys ?? (await credentialsFor(service, caller));
  const client = new all[`${prefix}Client`]!({
    region: caller.region,
    endpoint: caller.endpoint,
    profile: caller.profile,
    ...(credentials && { credentials }),
    // A list of a thousand roles runs into limits of calls a second.
    maxAttempts: 5,
    requestHandler: {
      ...{ connectionTimeout: 10_000, requestTimeout: 35_000, throwOnRequestTimeout: true },
    },
  }) as Client;
  return { client, command: (name, input) => new all[`${name}Command`]!(input) };
}

/** One search for all services, so that a profile's command or role is asked for once; absent: AWS's own. */
async function credentialsFor(service: ServiceName, caller: Caller) {
  if (service !== "sts") return (await clientOf("sts", caller)).client.config.credentials;
  const { profile } = caller;
  // Named by --profile, it is that one or none: no other source stands in for it.
  if (profile === undefined) return undefined;
  return (await import("@aws-sdk/credential-provider-ini")).fromIni({ profile });
}

function clientOf(service: ServiceName, caller: Caller): Promise<Loaded> {
  const known = loaded.get(caller) ?? new Map<ServiceName, Promise<Loaded>>();
  loaded.set(caller, known);
  const client = known.get(service) ?? load(service, caller);
  known.set(service, client);
  return client;
}

/**
 * What a service answers, as plain data in the words of the AWS CLI.
 * @throws AwsCallError
 */
export async function callAws(
  service: ServiceName,
  operation: string,
  { input, caller }: { input: object; caller: Caller },
): Promise<Values> {
  try {
    const { client, command } = await clientOf(service, caller);
    const { $metadata: _metadata, ...answer } = await client.send(command(operation, input));
    const { body } = answer;
    // An exported document comes as bytes.
    const data =
      body instanceof Uint8Array ? new TextDecoder().decode(body) : JSON.stringify(answer);
    return JSON.parse(data) as Values;
  } catch (error) {
    throw failedCall(`${service} ${operation}`, error);
  }
}

/** How a service names the place where the next page of a list begins. */
const pageNames: Readonly<Record<string, readonly [input: string, output: string]>> = {
  apigateway: ["position", "position"],
  iam: ["Marker", "Marker"],
};
/** Pages of one list at most: more is a fault of what answers. */
const mostPages = 1_000;

/**
 * Every page of a list.
 * @throws AwsCallError
 */
export async function pagesOf(
  service: ServiceName,
  operation: string,
  { input, caller }: { input: object; caller: Caller },
): Promise<readonly Values[]> {
  const [asks, answers] = pageNames[service] ?? ["NextToken", "NextToken"];
  const pages: Values[] = [];
  for (let next: string | undefined; pages.length < mostPages;) {
    const more = next === undefined ? {} : { [asks]: next };
    const page = await callAws(service, operation, { input: { ...input, ...more }, caller });
    pages.push(page);
    next = textOf(page[answers]);
    if (!next) return pages;
  }
  throw new AwsCallError("Endless", `${service} ${operation}: a list that does not end.`);
}

/** The items of every page of a list. */
export function itemsOf(pages: readonly Values[], list: string): readonly unknown[] {
  return pages.flatMap((page) => listOf(page[list]));
}

/** The credentials that calls are signed with; rejects with what to do where there are none. */
export async function keysOf(caller: Caller): Promise<AwsKeys> {
  try {
    const { client } = await clientOf("sts", caller);
    return await client.config.credentials();
  } catch (error) {
    throw failedCall("AWS", error);
  }
}
