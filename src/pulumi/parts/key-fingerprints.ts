import { createHmac } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { ApiContext } from "../context";
import { otherStack } from "../stack/other-stack";
import { runError } from "../run-error";

/** What a stack says of the values of its keys, so that another can tell an equal one without reading it. */
export interface KeyFingerprints {
  salt: string;
  /** By key and version: HMAC-SHA256 of the value. */
  hashes: Readonly<Record<string, string>>;
}

/** The fingerprints of the values that the stack's configuration gives; API Gateway makes no value twice. */
export function keyFingerprints({ model, config }: ApiContext): KeyFingerprints {
  const salt = `${model.api}-${model.stack}`;
  return {
    salt,
    hashes: Object.fromEntries(
      Object.entries(config.apiKeyValues).map(([name, value]) => [name, fingerprint(value, salt)]),
    ),
  };
}

/**
 * Compares the stack's values with those of the stacks that it names. Throws a RunError where one is equal:
 * whoever has the key of one stack would have that of the other.
 */
export function refuseSharedValues(context: ApiContext, parent: pulumi.Resource): void {
  const { config } = context;
  if (Object.keys(config.apiKeyValues).length === 0) return;
  for (const stack of config.distinctKeysFrom) {
    const other = otherStack(context, stack, parent).getOutput("keyFingerprints");
    other.apply((theirs: unknown) => {
      const same = equalNames(config.apiKeyValues, fingerprintsOf(theirs, stack));
      if (same.length === 0) return;
      throw runError(
        `gatehouse:apiKeyValues: ${same.join(", ")} of the stack ${stack}. ` +
          "Expected different values on each stack. Choose others, and set them with: pulumi config set --secret --path.",
      );
    });
  }
}

/** What cannot be compared is not different. */
function fingerprintsOf(theirs: unknown, stack: string): KeyFingerprints {
  const { salt, hashes } = (theirs ?? {}) as Partial<KeyFingerprints>;
  if (typeof salt === "string" && typeof hashes === "object") return { salt, hashes };
  throw runError(
    `gatehouse:distinctKeysFrom: the stack ${stack} exports no \`keyFingerprints\`. Expected those of \`api.outputs\`. ` +
      "Export them there and run `pulumi up`, or take the stack out.",
  );
}

function equalNames(
  values: Readonly<Record<string, string>>,
  { salt, hashes }: KeyFingerprints,
): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const own = fingerprint(value, salt);
    const equal = Object.entries(hashes).find(([, hash]) => hash === own);
    return equal ? [`${name} has the value of ${equal[0]}`] : [];
  });
}

function fingerprint(value: string, salt: string): string {
  return createHmac("sha256", salt).update(value).digest("hex");
}
