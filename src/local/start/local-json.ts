import fs from "node:fs";
import path from "node:path";
import type { Deployed, UserPoolClientDefinition, UserPoolDefinition } from "../../graph/deployed";
import type { TemporaryCredentials } from "./services";
import { writeWhole } from "../store/whole-file";

/** What scripts, REST clients and tests need to use a running gateway: `<state>/local.json`. */
export interface LocalJson {
  pid: number;
  stack: string;
  region: string;
  accountId: string;
  apiId: string;
  gatewayUrl: string;
  awsUrl: string;
  /** By export, or by Pulumi name where the graph comes from elsewhere. */
  apiKeys: Record<string, { version: number; id: string; value: string }[]>;
  userPools: Record<string, LocalUserPool>;
  identityPools: Record<string, { id: string }>;
  /** Temporary credentials of every role, by the role's Pulumi name. */
  roles: Record<string, LocalCredentials>;
  /** By the Pulumi name of the access key. */
  users: Record<string, LocalCredentials>;
  /** May call everything on the AWS port, as the owner of the account may. */
  admin: LocalCredentials;
  codesUrl: string;
  consoleUrl: string;
  logUrl: string;
}

/** A user pool and its clients. */
export interface LocalUserPool {
  id: string;
  clientId?: string;
  /** Of `clientId`, where it has one. */
  clientSecret?: string;
  /** The pool's other clients, by their Pulumi name. */
  clients?: Record<string, { id: string; secret?: string }>;
  /** The client of machines, which asks for scopes with its secret. */
  scopesClient?: { id: string; secret: string };
}

/** An access key; `arn` is the user's or the role's. */
export interface LocalCredentials {
  arn?: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** When they end, as ISO text. Not `expiration`: the SDKs want a Date under that name. */
  expiresAt?: string;
}

/** What `local.json` is made of beside the graph. */
export interface LocalJsonParts {
  stack: string;
  gatewayUrl: string;
  awsUrl: string;
  /** By the role's ARN. */
  sessions: ReadonlyMap<string, TemporaryCredentials>;
  admin: TemporaryCredentials;
  urls: { codesUrl: string; consoleUrl: string; logUrl: string };
}

/** Puts `local.json` together. */
export function localJson(definition: Deployed, parts: LocalJsonParts): LocalJson {
  const { region, accountId, apis, roles, users, userPools, identityPools } = definition;
  return {
    pid: process.pid,
    stack: parts.stack,
    region,
    accountId,
    apiId: apis[0]?.apiId ?? "",
    gatewayUrl: parts.gatewayUrl,
    awsUrl: parts.awsUrl,
    apiKeys: apiKeysOf(definition),
    userPools: Object.fromEntries(userPools.map((pool) => [pool.name, userPoolOf(pool)])),
    identityPools: Object.fromEntries(identityPools.map(({ name, id }) => [name, { id }])),
    roles: Object.fromEntries(
      roles.flatMap(({ name, arn }) => {
        const session = parts.sessions.get(arn);
        return session ? [[name, { arn, ...credentialsOf(session) }]] : [];
      }),
    ),
    users: Object.fromEntries(
      users.flatMap(({ arn, accessKeys }) =>
        accessKeys.map(({ name, accessKeyId, secretAccessKey }) => [
          name,
          { arn, accessKeyId, secretAccessKey },
        ]),
      ),
    ),
    admin: credentialsOf(parts.admin),
    ...parts.urls,
  };
}

function apiKeysOf({ apiKeys }: Deployed): LocalJson["apiKeys"] {
  const byName: LocalJson["apiKeys"] = {};
  for (const { name, group, version = 1, customer, id, value } of apiKeys) {
    if (value === undefined) continue;
    const whose = customer === undefined ? {} : { customer };
    (byName[group ?? name] ??= []).push({ version, ...whose, id, value });
  }
  for (const keys of Object.values(byName)) keys.sort((one, other) => one.version - other.version);
  return byName;
}

function userPoolOf({ name, id, clients }: UserPoolDefinition): LocalUserPool {
  const scopes = clients.find((client) => client.secret !== undefined && isForMachines(client));
  const people =
    clients.find((client) => client.name === name) ??
    clients.find((client) => client !== scopes) ??
    clients[0];
  const others = clients.filter((client) => client !== people && client !== scopes);
  return {
    id,
    ...(people ? { clientId: people.id } : {}),
    ...(people?.secret !== undefined ? { clientSecret: people.secret } : {}),
    ...(others.length > 0 ? { clients: Object.fromEntries(others.map(otherClient)) } : {}),
    ...(scopes?.secret !== undefined
      ? { scopesClient: { id: scopes.id, secret: scopes.secret } }
      : {}),
  };
}

function otherClient({ name, id, secret }: UserPoolClientDefinition) {
  return [name, { id, ...(secret === undefined ? {} : { secret }) }] as const;
}

function isForMachines({ inputs }: UserPoolClientDefinition): boolean {
  const flows = inputs.allowedOauthFlows;
  return Array.isArray(flows) && flows.includes("client_credentials");
}

function credentialsOf(credentials: TemporaryCredentials): LocalCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/** Writes the file whole or not at all; only its owner may read it. */
export function writeLocalJson(file: string, content: LocalJson): void {
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** The gateway that runs on a state folder; a text says why there is none. */
export function readLocalJson(stateDirectory: string): LocalJson | string {
  const file = path.join(stateDirectory, "local.json");
  const none = "No gateway runs here";
  let content: LocalJson;
  try {
    content = JSON.parse(fs.readFileSync(file, "utf8")) as LocalJson;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return `${none}: ${file} ${missing ? "is not there" : "cannot be read"}. Run npm start first.`;
  }
  if (Number.isInteger(content?.pid) && content.pid > 0 && runs(content.pid)) return content;
  return `${none}: ${file} is of process ${content?.pid}, which has ended. Run npm start first.`;
}

/** Whether a process still runs; one of another user does. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
