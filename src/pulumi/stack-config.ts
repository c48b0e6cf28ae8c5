import * as pulumi from "@pulumi/pulumi";
import type { ApiModel } from "../model";
import { readConfig, type StackConfig } from "./config";

/**
 * The settings of the stack that is being deployed.
 * @throws RunError that names every key with a problem
 */
export function readStackConfig(model: ApiModel): StackConfig {
  const values = pulumi.runtime.allConfig() as Record<string, string>;
  const config = readConfig(values, { stack: model.stack, secretKeys: secretKeys() });
  const pools = model.userPools.map(({ name }) => name);
  const unknown = (["userPools", "userPoolDomains"] as const).flatMap((key) =>
    Object.keys(config[key])
      .filter((name) => !pools.includes(name))
      .map((name) => `gatehouse:${key}.${name}: the table has no such user pool.`),
  );
  if (unknown.length > 0) {
    throw new pulumi.RunError(
      `${unknown.join("\n")}\nExpected one of: ${pools.join(", ") || "none"}. Correct it in Pulumi.${model.stack}.yaml.`,
    );
  }
  return config;
}

/** Keys whose values the stack encrypts: the CLI hands their names over in this variable (cmd/run). */
function secretKeys(): ReadonlySet<string> {
  const text = process.env.PULUMI_CONFIG_SECRET_KEYS;
  return new Set(text ? (JSON.parse(text) as string[]) : []);
}
