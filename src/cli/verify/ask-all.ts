import type { Ask } from "../../access/verify/asks-of";
import type { Asked } from "../../access/verify/findings";
import { isQuotaUsedUp, outcomeOf } from "../../access/verify/outcome";
import type { AwsKeys } from "../aws/call";
import { send, type Outgoing } from "../aws/send";
import { makeRequest } from "./make-request";
import type { Clock } from "./pace";
import type { PlaceOf } from "./place";
import { isUnavailable, reasonOf, type Proofs } from "./proofs";

/** What questions are asked with. */
export interface AskingParts {
  placeOf: PlaceOf;
  proofs: Proofs;
  signer: AwsKeys | undefined;
  /** Resolves when the next request may begin. */
  turn: () => Promise<void>;
  clock: Clock;
}

/** So many requests are under way at once: a slow answer does not hold up the others. */
const together = 4;
/** Pauses after a 429, in milliseconds. */
const pauses = [1_000, 2_000, 4_000];
const mostBytes = 10 * 1024 * 1024;

/** Asks every question once, again after a while where a limit answers; the answers are in the questions' order. */
export async function askAll(asks: readonly Ask[], parts: AskingParts): Promise<readonly Asked[]> {
  const found: Asked[] = [];
  const left = asks.entries();
  const work = async () => {
    for (const [index, ask] of left) found[index] = await askOne(ask, parts);
  };
  await Promise.all(Array.from({ length: together }, work));
  return found;
}

async function askOne(ask: Ask, parts: AskingParts): Promise<Asked> {
  if (ask.skip !== undefined) return { ask, skipped: ask.skip };
  const place = parts.placeOf(ask.access.endpoint);
  if (isUnavailable(place)) return { ask, skipped: place.unavailable };
  for (let attempt = 0; ; attempt += 1) {
    // Made anew each time: a signature has a time in it.
    const request = await makeRequest(ask, { ...parts, place });
    if (isUnavailable(request)) return { ask, skipped: request.unavailable };
    await parts.turn();
    const answer = await answerOf(request);
    if (typeof answer === "string") return { ask, failed: answer };
    const pause = pauses[attempt];
    if (outcomeOf(answer) !== "limited" || isQuotaUsedUp(answer) || pause === undefined) {
      return { ask, answer: { status: answer.status, headers: answer.headers } };
    }
    await parts.clock.wait(pause);
  }
}

async function answerOf(request: Outgoing) {
  try {
    return await send(request, mostBytes);
  } catch (error) {
    return reasonOf(error);
  }
}
