import type { ApiKeyDefinition, Deployed, UserPoolDefinition } from "../../graph/deployed";
import { textsOf } from "../../base/values";
import { signInScope, type Caller, type Credential, type KeyProof } from "./caller";

/** More keys of one plan than this differ in nothing that a gateway looks at. */
const mostKeysOfPlan = 20;

/** Everybody that a graph knows, and those every gateway must refuse. */
export interface Callers {
  all: readonly Caller[];
  /** Keys that are not asked with, and why. */
  left: readonly { caller: string; reason: string }[];
}

const noKey: KeyProof = { kind: "none" };
const nobody: Credential = { kind: "none" };

/** `key:website@2`: the version where there are several. */
export function keyCaller(key: ApiKeyDefinition, all: readonly ApiKeyDefinition[]): string {
  const name = key.group ?? key.name;
  const several = all.filter((one) => (one.group ?? one.name) === name).length > 1;
  return `key:${name}${several && key.version !== undefined ? `@${key.version}` : ""}`;
}

function keysOf({ apiKeys, usagePlans }: Deployed): Callers {
  const taken = new Map<string, number>();
  const all: Caller[] = [];
  const left: { caller: string; reason: string }[] = [];
  for (const key of apiKeys) {
    const plans = usagePlans.filter(({ keyIds }) => keyIds.includes(key.id)).map(({ id }) => id);
    const place = plans.join(" ");
    const count = (taken.get(place) ?? 0) + 1;
    taken.set(place, count);
    const name = keyCaller(key, apiKeys);
    if (count > mostKeysOfPlan)
      left.push({
        caller: name,
        reason: `${mostKeysOfPlan} other keys of its plan are asked with`,
      });
    else all.push({ name, credential: nobody, key: { kind: "key", id: key.id, name } });
  }
  return { all, left };
}

/** The scopes that access tokens of a pool can have. */
function scopesOf({ resourceServers }: UserPoolDefinition): readonly string[] {
  const own = resourceServers.flatMap(({ identifier, scopes }) =>
    scopes.map((scope) => (scope.startsWith(`${identifier}/`) ? scope : `${identifier}/${scope}`)),
  );
  return [signInScope, ...own];
}

/** Whether people get ID tokens through a client: machines' clients give access tokens only. */
function isForPeople({ inputs }: UserPoolDefinition["clients"][number]): boolean {
  const flows = textsOf(inputs["allowedOauthFlows"]);
  const signIns = textsOf(inputs["explicitAuthFlows"]).filter((one) => !/REFRESH_TOKEN/.test(one));
  return !flows.includes("client_credentials") || signIns.length > 0;
}

function tokensOf(pool: UserPoolDefinition): readonly Caller[] {
  const of = { kind: "token", pool: pool.name, poolId: pool.id } as const;
  const called = `pool:${pool.name}`;
  const people = pool.clients.filter(isForPeople);
  const clients = people.map((client, index) => ({
    name: index === 0 ? called : `${called} of client ${client.name}`,
    credential: { ...of, client: client.name },
    key: noKey,
  }));
  const scopes = scopesOf(pool).map((scope) => ({
    name: `${called}+${scope}`,
    credential: { ...of, scope },
    key: noKey,
  }));
  const faults = (["foreign", "expired", "tampered"] as const).map((fault) => ({
    name: `${fault} token of ${called}`,
    credential: { ...of, fault },
    key: noKey,
  }));
  return [...clients, ...scopes, ...faults];
}

/** Who to ask as, nobody first. Those of an authorizer answer for its rows alone. */
export function callersOf(definition: Deployed): Callers {
  const { roles, users, userPools, apis } = definition;
  const keys = keysOf(definition);
  const alone = (name: string, credential: Credential): Caller => ({
    name,
    credential,
    key: noKey,
  });
  const authorizers = apis.flatMap(({ authorizers: all }) =>
    all.filter(({ type }) => type !== "COGNITO_USER_POOLS").map(({ name }) => name),
  );
  return {
    left: keys.left,
    all: [
      alone("nobody", nobody),
      { name: "wrong key", credential: nobody, key: { kind: "wrong" } },
      ...keys.all,
      alone("unsigned", { kind: "unsigned" }),
      alone("wrong signature", { kind: "wrongSignature" }),
      ...roles.map(({ name, arn }) => alone(`role:${name}`, { kind: "role", name, arn })),
      ...users.map(({ name, arn }) => alone(`user:${name}`, { kind: "user", name, arn })),
      ...userPools.flatMap(tokensOf),
      ...[...new Set(authorizers)].flatMap((name) =>
        (["yes", "no"] as const).map((answer) =>
          alone(`authorizer:${name} ${answer}`, { kind: "authorizer", name, answer }),
        ),
      ),
    ],
  };
}
