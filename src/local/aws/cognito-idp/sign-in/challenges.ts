import { randomBytes } from "node:crypto";
import type { Store } from "../../../start/services";
import { sha256Hex } from "../../../sigv4";
import { AwsError } from "../../service/aws-error";

/** A sign-in that waits for an answer. */
export interface Challenge {
  name: string;
  poolId: string;
  clientId: string;
  username: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Answered already; kept until it expires, so that the refusal can say so. */
  used?: true;
  /** What the challenge itself keeps, such as the server's half of SRP. */
  data?: Readonly<Record<string, string>>;
}

/** Challenges by `Session`, each good for one answer. */
export interface Challenges {
  start(
    challenge: Omit<Challenge, "expiresAt">,
    seconds: number,
    session?: string,
  ): Promise<string>;
  /** The challenge of a session, which stays. */
  peek(session: string): Challenge | undefined;
  /** Uses a session up; throws Cognito's refusal where it is unknown, expired or another challenge's. */
  take(session: string, expected: { name: string; clientId?: string }): Promise<Challenge>;
}

/** Challenges over the table `challenges`, by the hash of their session. */
export function createChallenges(store: Store): Challenges {
  const table = store.table<Challenge>("challenges");
  for (const [key, { expiresAt }] of [...table.entries()]) {
    if (expiresAt < Date.now()) table.removeNow(key);
  }
  return {
    async start(challenge, seconds, session = makeSession()) {
      const expiresAt = Date.now() + seconds * 1000;
      await table.put(sha256Hex(session), { ...challenge, expiresAt });
      return session;
    },
    peek(session) {
      const known = table.get(sha256Hex(session));
      return known?.used ? undefined : known;
    },
    async take(session, { name, clientId }) {
      const key = sha256Hex(session);
      const challenge = await table.transaction(() => {
        const waiting = table.get(key);
        if (waiting) table.putNow(key, { ...withoutData(waiting), used: true });
        return waiting;
      });
      if (challenge?.used) {
        throw new AwsError(
          "NotAuthorizedException",
          "Invalid session for the user, session can only be used once.",
        );
      }
      if (
        !challenge ||
        challenge.name !== name ||
        (clientId !== undefined && challenge.clientId !== clientId)
      ) {
        throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
      }
      if (Date.now() >= challenge.expiresAt) {
        throw new AwsError(
          "NotAuthorizedException",
          "Invalid session for the user, session is expired.",
        );
      }
      return challenge;
    },
  };
}

function withoutData({ data: _forgotten, ...rest }: Challenge): Challenge {
  return rest;
}

function makeSession(): string {
  return `AYABe${randomBytes(120).toString("base64url")}`;
}
