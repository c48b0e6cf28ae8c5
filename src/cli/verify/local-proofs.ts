import type { Deployed, UserPoolClientDefinition, UserPoolDefinition } from "../../graph/deployed";
import { signInScope, type TokenCredential } from "../../access/verify/caller";
import { clientSettings } from "../../local/aws/cognito-idp/describe/client-settings";
import type { Caller } from "../aws/call";
import { readState } from "../explain/memory-store";
import type { LocalJson } from "../../local/start/local-json";
import { authorizerProof, givenKey, givenToken, type GivenProofs } from "./given-proofs";
import { machineToken } from "./machine-token";
import { claimsOf, expiredToken, foreignToken, resignedToken, tamperedToken } from "./made-tokens";
import { once, reasonOf, unavailable, type Proofs, type Unavailable } from "./proofs";
import { createPerson, takesPassword, type Person } from "./sign-in";

/** What credentials of a gateway on this machine are had from. */
export interface LocalProofParts {
  definition: Deployed;
  local: LocalJson;
  stateDirectory: string;
  given: GivenProofs;
  caller: Caller;
}

/** Credentials of everybody, from the gateway that runs on this machine. */
export function localProofs(parts: LocalProofParts): Proofs {
  const { definition, local, given, stateDirectory } = parts;
  const people = new Map<string, Promise<Person>>();
  const personOf = (pool: UserPoolDefinition) => {
    let person = people.get(pool.id);
    if (!person) people.set(pool.id, (person = createPerson(pool, parts.caller)));
    return person;
  };
  const signedIn = new Map<string, ReturnType<Person["signIn"]>>();
  const signIn = async (pool: UserPoolDefinition, client: UserPoolClientDefinition) => {
    const person = await personOf(pool);
    let tokens = signedIn.get(client.id);
    if (!tokens) signedIn.set(client.id, (tokens = person.signIn(client)));
    return tokens;
  };

  async function persons(pool: UserPoolDefinition, credential: TokenCredential): Promise<string> {
    const { client: name, scope } = credential;
    const candidates = pool.clients.filter((one) => name === undefined || one.name === name);
    const client = candidates.find(takesPassword);
    if (client === undefined)
      throw new Error(`${name ?? `no client of ${pool.name}`} takes a password without a page`);
    const tokens = await signIn(pool, client);
    return scope === undefined ? tokens.idToken : tokens.accessToken;
  }

  async function scoped(pool: UserPoolDefinition, credential: TokenCredential): Promise<string> {
    const scope = credential.scope!;
    const machine = pool.clients.find((client) => {
      const { oauthFlows, oauthScopes } = clientSettings(client);
      return oauthFlows.includes("client_credentials") && oauthScopes.includes(scope);
    });
    if (machine?.secret !== undefined) {
      const { id, secret } = machine;
      return machineToken({ origin: local.awsUrl, id, secret }, scope);
    }
    // Only a sign-in by the page gives it: a person's token with this scope instead of the scopes it asks for.
    const token = await persons(pool, { ...credential, scope: signInScope });
    return resignedToken(await readState(stateDirectory), pool.id, { ...claimsOf(token), scope });
  }

  const sound = once(async (text: string): Promise<string> => {
    const credential = JSON.parse(text) as TokenCredential;
    const pool = definition.userPools.find(({ id }) => id === credential.poolId);
    if (pool === undefined) throw new Error(`the pool ${credential.pool} is not in the graph`);
    const known = givenToken(given, credential);
    if (known !== undefined) return known;
    const { scope } = credential;
    return scope === undefined || scope === signInScope
      ? persons(pool, credential)
      : scoped(pool, credential);
  });

  async function tokenOf(credential: TokenCredential): Promise<string> {
    const { fault, ...plain } = credential;
    if (fault === "foreign") return foreignToken(local.region, plain.scope);
    const token = await sound(JSON.stringify(plain));
    if (fault === undefined) return token;
    if (fault === "tampered") return tamperedToken(token);
    return expiredToken(await readState(stateDirectory), plain.poolId, token);
  }

  return {
    async key(id) {
      const key = definition.apiKeys.find((one) => one.id === id);
      const running = Object.values(local.apiKeys).flat();
      const value = running.find((one) => one.id === id)?.value ?? (key && givenKey(given, key));
      return value ?? key?.value ?? unavailable("the running gateway does not name its value");
    },
    async signer(kind, name) {
      if (kind === "role")
        return local.roles[name] ?? unavailable("the running gateway has no such role");
      const user = definition.users.find((one) => one.name === name);
      const keys = user?.accessKeys.filter(({ active }) => active).map((one) => one.name) ?? [];
      const found = keys.map((one) => local.users[one]).find((one) => one !== undefined);
      return found ?? given.users[name] ?? unavailable("the user has no active access key");
    },
    token: (credential) => tokenOf(credential).catch((error) => noToken(credential, error)),
    async authorizer(name, answer) {
      const all = definition.apis.flatMap(({ authorizers }) => authorizers);
      return authorizerProof(
        given,
        all.find((one) => one.name === name),
        answer,
      );
    },
    async close() {
      for (const person of people.values()) await (await person.catch(() => undefined))?.remove();
    },
  };
}

function noToken({ pool }: TokenCredential, error: unknown): Unavailable {
  return unavailable(`no token of the pool ${pool}: ${reasonOf(error)}`);
}
