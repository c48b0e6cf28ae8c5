import { RunError } from "@pulumi/pulumi";
import type { z } from "zod";
import { configSchema, type StackConfig } from "./config-schema";

const prefix = "gatehouse:";

/** Whose configuration it is. */
export interface ConfigOrigin {
  stack: string;
  /** Keys whose values no message may show. */
  secretKeys: ReadonlySet<string>;
}

/**
 * The settings of a stack, out of Pulumi's configuration (`namespace:key` → text, objects as JSON).
 * @throws RunError that names every key that is unknown or has a wrong value
 */
export function readConfig(
  values: Readonly<Record<string, string>>,
  origin: ConfigOrigin,
): StackConfig {
  const given = Object.entries(values).filter(([key]) => key.startsWith(prefix));
  const parsed = configSchema.safeParse(
    Object.fromEntries(given.map(([key, text]) => [key.slice(prefix.length), fromText(text)])),
  );
  if (parsed.success) {
    refuseClearText(parsed.data, origin);
    return parsed.data;
  }
  const lines = parsed.error.issues.flatMap((issue) => describe(issue, { ...origin, values }));
  throw new RunError(["The stack's configuration has problems:", ...lines].join("\n- "));
}

/** Values of keys are for the state's encryption, not for a file that is committed. */
function refuseClearText({ apiKeyValues }: StackConfig, { stack, secretKeys }: ConfigOrigin): void {
  const [first] = Object.keys(apiKeyValues);
  if (first === undefined || secretKeys.has(`${prefix}apiKeyValues`)) return;
  throw new RunError(
    `gatehouse:apiKeyValues: values of keys stand in clear text in Pulumi.${stack}.yaml. Expected secrets. ` +
      `Take them out, choose other values, and set each with: pulumi config set --secret --path 'gatehouse:apiKeyValues["${first}"]'`,
  );
}

interface Given extends ConfigOrigin {
  values: Readonly<Record<string, string>>;
}

function describe(issue: z.core.$ZodIssue, { stack, values, secretKeys }: Given): string[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? Object.keys(configSchema.shape) : undefined;
    return issue.keys.map((key) => {
      const name = prefix + [...path, key].join(".");
      const expected = known ? `Expected one of: ${known.sort().join(", ")}. ` : "";
      return `${name}: there is no such key. ${expected}Correct it, or take it out of Pulumi.${stack}.yaml.`;
    });
  }
  const key = `${prefix}${path[0]}`;
  // zod names the type that it received; the value itself says more, unless it is a secret.
  const message = issue.message.replace(/^Invalid input: /, "");
  const text = values[key];
  const what =
    text === undefined || secretKeys.has(key)
      ? message
      : `${message.replace(/, received .*$/, "")}, found ${foundAt(text, issue.path.slice(1))}`;
  return [`${prefix}${path.join(".")}: ${what}. Correct it in Pulumi.${stack}.yaml.`];
}

function foundAt(text: string, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null)?.[key],
    fromText(text),
  );
  if (found === undefined) return "nothing";
  return typeof found === "string" ? found : JSON.stringify(found);
}

/** Pulumi hands every value over as text; objects, numbers and booleans as JSON. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
