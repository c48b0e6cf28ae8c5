import { putMe } from "../api-spec";
import { implement } from "../src/client";

/** Gives back what was sent, tidied: the example shows who may call, not where profiles are kept. */
export const handler = implement(putMe, async ({ body }) => body);
