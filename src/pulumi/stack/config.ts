import type { z } from "zod";
import { nearest } from "../../model/show";
import { configSchema, type StackConfig } from "./config-schema";
import { runError } from "../run-error";

const prefix = "gatehouse:";
/** What stands below it is never printed, whether it is encrypted or not. */
const keyValues = `${prefix}apiKeyValues`;

/** Whose configuration it is. */
export interface ConfigOrigin {
  stack: string;
  /** Its own namespace may be spelt like ours. */
  project: string;
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
  const problems = [
    ...misspeltNamespaces(Object.keys(values), origin),
    ...clearText(values, origin),
    ...(parsed.error?.issues.flatMap((issue) => describe(issue, { ...origin, values })) ?? []),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw runError(["The stack's configuration has problems:", ...problems].join("\n- "));
}

/** A key under a namespace that nobody reads would be a setting that silently does not hold. */
function misspeltNamespaces(keys: readonly string[], { stack, project }: ConfigOrigin): string[] {
  return keys.flatMap((key) => {
    const [namespace = "", name = ""] = key.split(":");
    if (namespace === "gatehouse") return [];
    // Pulumi puts a key without a colon into the project's own namespace.
    const dotted = namespace === project && /^gatehouse\W/i.test(name);
    const near =
      namespace !== project &&
      /^g/i.test(namespace) &&
      nearest(namespace, ["gatehouse"]) !== undefined;
    if (!dotted && !near) return [];
    const found = dotted ? name : key;
    const meant = `${prefix}${dotted ? name.slice(prefix.length) : name}`;
    return `${found}: nothing reads this key. Expected ${meant}. Correct it in Pulumi.${stack}.yaml.`;
  });
}

/** Values of keys are for the state's encryption, not for a file that is committed. */
function clearText(
  values: Readonly<Record<string, string>>,
  { stack, secretKeys }: ConfigOrigin,
): string[] {
  const text = values[keyValues];
  if (text === undefined || secretKeys.has(keyValues)) return [];
  const given = fromText(text);
  const [first] = typeof given === "object" && given !== null ? Object.keys(given) : ["website-1"];
  if (first === undefined) return [];
  return [
    `${keyValues}: values of keys stand in clear text in Pulumi.${stack}.yaml. Expected secrets. ` +
      `Take them out, choose other values, and set each with: pulumi config set --secret --path '${keyValues}["${first}"]'`,
  ];
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
      const near = known && nearest(key, known);
      const expected = near
        ? `Did you mean ${near}? `
        : known
          ? `Expected one of: ${known.sort().join(", ")}. `
          : "";
      return `${name}: there is no such key. ${expected}Correct it, or take it out of Pulumi.${stack}.yaml.`;
    });
  }
  if (issue.code === "invalid_key") {
    const why = issue.issues[0]?.message ?? "expected another name";
    return [
      `${prefix}${path.join(".")}: ${why}, found the name ${path.at(-1)}. Correct it in Pulumi.${stack}.yaml.`,
    ];
  }
  const key = `${prefix}${path[0]}`;
  // zod names the type that it received; the value itself says more, unless it is a secret.
  const message = issue.message.replace(/^Invalid input: /, "");
  const text = values[key];
  const what =
    text === undefined || key === keyValues || secretKeys.has(key)
      ? message
      : `${message.split(", received ", 1)[0]}, found ${foundAt(text, issue.path.slice(1))}`;
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
