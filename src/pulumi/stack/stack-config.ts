import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import type { StackConfig } from "./config-schema";

/**
 * The settings of the stack that is being deployed.
 * @throws RunError that names every key with a problem
 */
export function readStackConfig(): StackConfig {
  const values = pulumi.runtime.allConfig() as Record<string, string>;
  const secretKeys = new Set(Object.keys(values).filter(isSecret));
  return readConfig(values, {
    stack: pulumi.getStack(),
    project: pulumi.getProject(),
    secretKeys,
  });
}

/** Whether the stack encrypts the value of a key. Pulumi exports this, but not its type. */
const isSecret = (key: string): boolean =>
  (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(key);
