import type {
  ApiKeyDefinition,
  Deployed,
  RoleDefinition,
  UserDefinition,
  UserPoolDefinition,
} from "../../graph/deployed";
import { keyName } from "../../access/explain/names";

/** One thing that a caller proves itself by. */
export type Proof =
  | { kind: "role"; role: RoleDefinition }
  | { kind: "user"; user: UserDefinition }
  | { kind: "key"; key: ApiKeyDefinition }
  | { kind: "pool"; pool: UserPoolDefinition; scopes: readonly string[] };

/** Who calls: nobody, where there are no proofs. */
export interface Who {
  /** As `--as` takes it. */
  name: string;
  proofs: readonly Proof[];
}

const kinds = ["role", "user", "key", "pool"] as const;
type Kind = (typeof kinds)[number];

/** Scopes of people who sign in by password, beside those of the pool's own. */
const signInScope = "aws.cognito.signin.user.admin";

/** Reads what `--as` gave; a text says what is wrong with it and what there is. */
export function parseWho(text: string, definition: Deployed): Who | string {
  if (text === "nobody") return { name: text, proofs: [] };
  const proofs: Proof[] = [];
  for (const [kind, name, ...scopes] of pieces(text)) {
    const proof = kind && name ? proofOf(kind, [name, ...scopes], definition) : undefined;
    if (proof === undefined) return unknownWho(text, definition);
    if (typeof proof === "string") return proof;
    proofs.push(proof);
  }
  if (proofs.length === 0) return unknownWho(text, definition);
  const header = (proof: Proof) => (proof.kind === "key" ? "x-api-key" : "Authorization");
  const taken = proofs.map(header);
  const twice = taken.find((name, index) => taken.indexOf(name) !== index);
  if (twice) return `--as ${text}: a request has one ${twice}; ask for each with a separate --as.`;
  return { name: text, proofs };
}

/** `pool:customers+orders/write+key:mine` → a pool with its scope, and a key. */
function pieces(text: string): [kind: Kind | undefined, ...words: string[]][] {
  const found: [Kind | undefined, ...string[]][] = [];
  for (const word of text.split("+")) {
    const kind = kinds.find((one) => word.startsWith(`${one}:`));
    if (kind) found.push([kind, word.slice(kind.length + 1)]);
    else if (found.length > 0) found.at(-1)!.push(word);
    else found.push([undefined, word]);
  }
  return found;
}

function proofOf(
  kind: Kind,
  [name, ...scopes]: readonly [string, ...string[]],
  definition: Deployed,
): Proof | string | undefined {
  if (scopes.length > 0 && kind !== "pool") return undefined;
  switch (kind) {
    case "role": {
      const role = definition.roles.find((one) => [one.name, one.roleName, one.arn].includes(name));
      return role && { kind, role };
    }
    case "user": {
      const user = definition.users.find((one) => [one.name, one.userName, one.arn].includes(name));
      return user && { kind, user };
    }
    case "key": {
      const key = findKey(definition, name);
      return key && { kind, key };
    }
    case "pool": {
      const pool = definition.userPools.find((one) => [one.name, one.id].includes(name));
      if (!pool) return undefined;
      const known = scopesOf(pool);
      const strange = scopes.find((scope) => !known.includes(scope));
      return strange === undefined
        ? { kind, pool, scopes }
        : `--as pool:${name}: the pool has no scope "${strange}"; it has ${known.join(", ")}.`;
    }
    default:
      return kind satisfies never;
  }
}

function findKey({ apiKeys }: Deployed, text: string): ApiKeyDefinition | undefined {
  const [, name = text, version] = /^(.*)@(\d+)$/.exec(text) ?? [];
  const versions = apiKeys.filter(
    (key) => keyName(key) === name && (version === undefined || key.version === Number(version)),
  );
  const newest = [...versions]
    .sort((one, other) => (one.version ?? 1) - (other.version ?? 1))
    .at(-1);
  return newest ?? apiKeys.find((key) => key.name === text || key.id === text);
}

function scopesOf({ resourceServers }: UserPoolDefinition): string[] {
  const own = resourceServers.flatMap(({ identifier, scopes }) =>
    scopes.map((scope) => (scope.startsWith(`${identifier}/`) ? scope : `${identifier}/${scope}`)),
  );
  return [signInScope, ...own];
}

/** Everybody that the graph knows, nobody first. */
export function everybody(definition: Deployed): Who[] {
  const { apiKeys, users, userPools, functions } = definition;
  // Those that are meant for callers first.
  const ofFunctions = new Set(functions.map(({ roleArn }) => roleArn));
  const roles = [...definition.roles].sort(
    (one, other) => Number(ofFunctions.has(one.arn)) - Number(ofFunctions.has(other.arn)),
  );
  const keys = apiKeys.map((key): Who => ({
    name: nameOfKey(key, apiKeys),
    proofs: [{ kind: "key", key }],
  }));
  const pools = userPools.flatMap((pool): Who[] => [
    { name: `pool:${pool.name}`, proofs: [{ kind: "pool", pool, scopes: [] }] },
    ...scopesOf(pool).map((scope): Who => ({
      name: `pool:${pool.name}+${scope}`,
      proofs: [{ kind: "pool", pool, scopes: [scope] }],
    })),
  ]);
  return [
    { name: "nobody", proofs: [] },
    ...keys,
    ...pools,
    ...roles.map((role): Who => ({ name: `role:${role.name}`, proofs: [{ kind: "role", role }] })),
    ...users.map((user): Who => ({ name: `user:${user.name}`, proofs: [{ kind: "user", user }] })),
  ];
}

function nameOfKey(key: ApiKeyDefinition, all: readonly ApiKeyDefinition[]): string {
  const name = keyName(key);
  const several = all.filter((one) => keyName(one) === name).length > 1;
  return `key:${name}${several && key.version !== undefined ? `@${key.version}` : ""}`;
}

/** The same caller with a key as well. */
export function withKey(who: Who, key: Who): Who {
  return { name: `${who.name}+${key.name}`, proofs: [...who.proofs, ...key.proofs] };
}

function unknownWho(text: string, definition: Deployed): string {
  const names = everybody(definition).map(({ name }) => `  ${name}`);
  return [`--as ${text}: unknown caller. Known callers (join two with +):`, ...names, "  all"].join(
    "\n",
  );
}
