import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "./config";
import type { StackConfig } from "./config-schema";

/**
 * The settings of the stack that is being deployed.
 * @throws RunError that names every key with a problem
 */
export function readStackConfig(): StackConfig {
  const values = pulumi.runtime.allConfig() as Record<string, string>;
  return readConfig(values, { stack: pulumi.getStack(), secretKeys: secretKeys() });
}

/** Keys whose values the stack encrypts: the CLI hands their names over in this variable (cmd/run). */
function secretKeys(): ReadonlySet<string> {
  const text = process.env.PULUMI_CONFIG_SECRET_KEYS;
  return new Set(text ? (JSON.parse(text) as string[]) : []);
}
