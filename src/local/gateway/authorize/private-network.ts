import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Routed } from "../call";
import type { NetworkPasses } from "../compiled";
import { firstValue, networkHeader, vpceHeader } from "../port/headers";
import { forbidden, type Refusal } from "../answer/refusal";

/** Makes passes that hold for one run of the gateway. */
export function createNetworkPasses(): NetworkPasses {
  const secret = randomBytes(32);
  const seal = (id: string) => createHmac("sha256", secret).update(id).digest();
  return {
    passFor: (id) => `${id} ${seal(id).toString("base64url")}`,
    read(pass) {
      const [, id, given] = /^(vpce-[\w-]{1,60}) ([\w-]{43})$/.exec(pass) ?? [];
      if (id === undefined || given === undefined) return undefined;
      const found = Buffer.from(given, "base64url");
      const expected = seal(id);
      return found.length === expected.length && timingSafeEqual(found, expected) ? id : undefined;
    },
  };
}

/** The VPC endpoint through which a private API was called; undefined from outside, and for other APIs. */
export function sourceVpce(call: Routed): string | undefined {
  if (call.api?.definition.endpointType !== "PRIVATE") return undefined;
  const pass = firstValue(call.headers, networkHeader);
  const own = pass === undefined ? undefined : call.graph.passes?.read(pass);
  if (own !== undefined) return own;
  return call.graph.allowSourceVpce ? firstValue(call.headers, vpceHeader) : undefined;
}

/** What the policies allow from anywhere still reaches a private API through a VPC endpoint only. */
export function refuseOutside(call: Routed): Refusal | undefined {
  if (call.api.definition.endpointType !== "PRIVATE") return undefined;
  if (sourceVpce(call) !== undefined) return undefined;
  return forbidden(
    `a private API is reached through a VPC endpoint only; start with --allow-source-vpce and name one in the header ${vpceHeader}: vpce-…`,
  );
}
