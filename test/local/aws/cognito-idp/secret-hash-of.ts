import { createHmac } from "node:crypto";
import { ids } from "../definition";

/** SECRET_HASH of a name for the client with a secret. */
export function hashOf(name: string): string {
  return createHmac("sha256", ids.secret).update(`${name}${ids.secretClient}`).digest("base64");
}
