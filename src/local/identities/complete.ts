import type {
  ApiKeyDefinition,
  Deployed,
  UserDefinition,
  UserPoolDefinition,
} from "../../graph/deployed";
import type { Store } from "../start/services";
import { randomLowerCase, randomSecretKey } from "./random";
import { stableSecret } from "./stable-secret";

/**
 * The definition with a stable random value for each key, client secret and access key that the graph
 * leaves out. A value that the graph knows stays as it is.
 */
export function completeDefinition(definition: Deployed, store: Store): Deployed {
  return {
    ...definition,
    apiKeys: definition.apiKeys.map((key) => completeKey(key, store)),
    userPools: definition.userPools.map((pool) => completePool(pool, store)),
    users: definition.users.map((user) => completeUser(user, store)),
  };
}

/** API Gateway makes 40 characters up for a key without a value. */
function completeKey(key: ApiKeyDefinition, store: Store): ApiKeyDefinition {
  if (key.value !== undefined) return key;
  return { ...key, value: stableSecret(store, `apiKey ${key.id}`, () => randomLowerCase(40)) };
}

/** Cognito's client secrets have 51 or 52 characters. */
function completePool(pool: UserPoolDefinition, store: Store): UserPoolDefinition {
  const clients = pool.clients.map((client) => {
    const wanted = client.secret === undefined && client.inputs["generateSecret"] === true;
    if (!wanted) return client;
    const name = `client ${pool.id} ${client.id}`;
    return { ...client, secret: stableSecret(store, name, () => randomLowerCase(52)) };
  });
  return { ...pool, clients };
}

function completeUser(user: UserDefinition, store: Store): UserDefinition {
  const accessKeys = user.accessKeys.map((key) => {
    if (key.secretAccessKey) return key;
    const name = `accessKey ${key.accessKeyId}`;
    return { ...key, secretAccessKey: stableSecret(store, name, randomSecretKey) };
  });
  return { ...user, accessKeys };
}
