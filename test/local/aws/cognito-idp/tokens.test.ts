import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKeyPair, SignJWT } from "jose";
import type { Store } from "../../../../src/local/start/services";
import { openStore } from "../../../../src/local/store/store";
import { createTokens, type TokenService } from "../../../../src/local/tokens/create-tokens";
import { issuerOf } from "../../../../src/local/tokens/issuer";
import { graphDefinition, ids } from "../definition";
import { later } from "../run-port";

const arns = [graphDefinition().userPools[0]?.arn ?? ""];

describe("createTokens", () => {
  let folder: string;
  let store: Store;
  let tokens: TokenService;
  const open = () => {
    store = openStore(folder);
    tokens = createTokens({ store });
    void tokens.load(graphDefinition());
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-tokens-"));
    open();
  });
  after(async () => {
    await tokens.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const claims = (change: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const iss = issuerOf(ids.region, ids.pool);
    return { sub: "jane", iss, token_use: "id", iat: now, exp: now + 60, ...change };
  };
  const sign = (change?: Record<string, unknown>) => tokens.sign(ids.pool, "id", claims(change));

  it("accepts a token, and answers at once when it has seen it", async () => {
    const token = await sign();
    const first = await tokens.verify(token, arns);
    assert.equal(first.valid && first.claims["sub"], "jane");
    assert.equal(tokens.verify(token, arns), first);
  });

  it("says that a token is expired, also one that it has seen", async () => {
    const seen = await sign();
    await tokens.verify(seen, arns);
    await later(61_000, async () => {
      const verdict = await tokens.verify(seen, arns);
      assert.ok(!verdict.valid && verdict.expired);
    });
    const verdict = await tokens.verify(await sign({ exp: 1 }), arns);
    assert.ok(!verdict.valid && verdict.expired);
  });

  it("accepts a token of any client, where the pool is one of several", async () => {
    const other = "arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_Other";
    for (const aud of ["one", "another"]) {
      assert.equal((await tokens.verify(await sign({ aud }), [other, ...arns])).valid, true);
    }
  });

  it("refuses a seen token for another pool", async () => {
    const token = await sign();
    await tokens.verify(token, arns);
    const other = ["arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_Other"];
    assert.equal((await tokens.verify(token, other)).valid, false);
  });

  it("refuses a token of a pool that the graph has lost", async () => {
    const token = await sign();
    await tokens.verify(token, arns);
    void tokens.load(graphDefinition({ userPools: [] }));
    assert.equal((await tokens.verify(token, arns)).valid, false);
    void tokens.load(graphDefinition());
  });

  const forgeries: Record<string, () => Promise<string>> = {
    "a token of another key": async () => {
      const { privateKey } = await generateKeyPair("RS256");
      const [first] = (await tokens.jwks(ids.pool)).keys;
      return new SignJWT(claims())
        .setProtectedHeader({ alg: "RS256", kid: first?.kid ?? "" })
        .sign(privateKey);
    },
    "a token of an unknown key id": async () => {
      const { privateKey } = await generateKeyPair("RS256");
      return new SignJWT(claims())
        .setProtectedHeader({ alg: "RS256", kid: "unknown" })
        .sign(privateKey);
    },
    "a token of another issuer, signed with the pool's own key": () =>
      sign({ iss: issuerOf(ids.region, "eu-central-1_Other") }),
    "a token without a use": () => sign({ token_use: undefined }),
    "a token signed with the public key as a secret": async () => {
      const [first] = (await tokens.jwks(ids.pool)).keys;
      return new SignJWT(claims())
        .setProtectedHeader({ alg: "HS256", kid: first?.kid ?? "" })
        .sign(new TextEncoder().encode(JSON.stringify(first)));
    },
    "a token without signature": async () => {
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      return `${encode({ alg: "none" })}.${encode(claims())}.`;
    },
    "changed claims": async () => {
      const [header, , signature] = (await sign()).split(".");
      const changed = Buffer.from(JSON.stringify(claims({ sub: "admin" }))).toString("base64url");
      return [header, changed, signature].join(".");
    },
    "an expired token of another key": async () => {
      const { privateKey } = await generateKeyPair("RS256");
      const [first] = (await tokens.jwks(ids.pool)).keys;
      return new SignJWT(claims({ exp: 1 }))
        .setProtectedHeader({ alg: "RS256", kid: first?.kid ?? "" })
        .sign(privateKey);
    },
    "another use": () => sign({ token_use: "refresh" }),
    "no expiry": () => sign({ exp: undefined }),
    nonsense: async () => "nonsense",
  };
  for (const [what, make] of Object.entries(forgeries)) {
    it(`refuses ${what}, and does not call it expired`, async () => {
      const verdict = await tokens.verify(await make(), arns);
      assert.ok(!verdict.valid && !verdict.expired);
    });
  }

  it("accepts tokens of before a rotation and a restart, and signs with new keys", async () => {
    const before = await sign();
    await tokens.rotateKeys(ids.pool);
    await tokens.close();
    await store.close();
    open();
    const verdict = await tokens.verify(before, arns);
    assert.equal(verdict.valid, true);
    assert.equal((await tokens.jwks(ids.pool)).keys.length, 4);
    assert.notEqual((await sign()).split(".")[0], before.split(".")[0]);
  });
});
