import { createPrivateKey, generateKeyPair, randomBytes, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { Store } from "../start/services";

/** A public key as a JWKS lists it. */
export type PublicKey = {
  alg: "RS256";
  e: string;
  kid: string;
  kty: "RSA";
  n: string;
  use: "sig";
};

/** What a key signs: Cognito's pools have one key for ID tokens and one for access tokens. */
export type KeyUse = "id" | "access";

export interface SigningKey {
  kid: string;
  key: KeyObject;
}

/** Signing keys by owner, a user pool's id or `cognito-identity`. */
export interface SigningKeys {
  /** The key that signs now; made at the first call. */
  current(owner: string, use: KeyUse): Promise<SigningKey>;
  /** All public keys whose tokens are accepted, those from before a rotation included. */
  jwks(owner: string): Promise<{ keys: PublicKey[] }>;
  /** New keys; the ones before them go on to be accepted. */
  rotate(owner: string): Promise<void>;
  /** Resolves when no key is being made. */
  idle(): Promise<void>;
}

interface KeptKey {
  use: KeyUse;
  kid: string;
  createdAt: number;
  /** RSA key as JWK, the private part included. */
  jwk: Readonly<Record<string, string>>;
}

const generate = promisify(generateKeyPair);

/** Signing keys that the state folder keeps, newest last. */
export function createSigningKeys(store: Store): SigningKeys {
  const table = store.table<KeptKey[]>("signingKeys");
  const opened = new Map<string, Promise<OpenedKey[]>>();
  const open = (owner: string): Promise<OpenedKey[]> => {
    const known = opened.get(owner);
    if (known) return known;
    const kept = table.get(owner);
    const keys = (kept ? Promise.resolve(kept) : makePair().then((made) => add(owner, made))).then(
      (all) => all.map(openKey),
    );
    opened.set(owner, keys);
    keys.catch(() => opened.delete(owner));
    return keys;
  };
  const add = async (owner: string, made: KeptKey[]): Promise<KeptKey[]> =>
    table.transaction(() => {
      const all = [...(table.get(owner) ?? []), ...made];
      table.putNow(owner, all);
      return all;
    });
  return {
    async current(owner, use) {
      const key = (await open(owner)).findLast((one) => one.use === use);
      if (!key) throw new Error(`No ${use} key of ${owner}.`);
      return key;
    },
    async jwks(owner) {
      return { keys: (await open(owner)).map(({ shown }) => shown) };
    },
    async rotate(owner) {
      await open(owner);
      await add(owner, await makePair());
      opened.delete(owner);
      await open(owner);
    },
    async idle() {
      await Promise.allSettled(opened.values());
    },
  };
}

interface OpenedKey extends SigningKey {
  use: KeyUse;
  shown: PublicKey;
}

async function makePair(): Promise<KeptKey[]> {
  return Promise.all([makeKey("id"), makeKey("access")]);
}

async function makeKey(use: KeyUse): Promise<KeptKey> {
  const { privateKey } = await generate("rsa", { modulusLength: 2048 });
  const jwk = privateKey.export({ format: "jwk" }) as Record<string, string>;
  return { use, kid: randomBytes(32).toString("base64"), createdAt: Date.now(), jwk };
}

function openKey({ use, kid, jwk }: KeptKey): OpenedKey {
  const { n = "", e = "" } = jwk;
  return {
    use,
    kid,
    key: createPrivateKey({ key: jwk, format: "jwk" }),
    shown: { alg: "RS256", e, kid, kty: "RSA", n, use: "sig" },
  };
}
