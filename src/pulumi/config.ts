import { RunError } from "@pulumi/pulumi";
import { z } from "zod";

const positive = z.number().positive();
const retention = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** A user pool that exists already. */
const existingPool = z.strictObject({
  /** Its id: `eu-central-1_aBcDeFgHi`. */
  id: z.string().regex(/^[a-z0-9-]+_[A-Za-z0-9]+$/),
  /** The id of the client that people sign in with. */
  clientId: z.string().min(1),
});

/** What may stand under `gatehouse:` in `Pulumi.<stack>.yaml`: what differs from stack to stack. */
export const configSchema = z.strictObject({
  /**
   * Whether `pulumi destroy` may delete user pools and identity pools, with everybody in them. Leave it
   * out on stages with real people: their pools are then protected, also on AWS's side.
   */
  disposable: z.boolean().default(false),
  /** How long logs are kept, in days. One of the numbers that CloudWatch knows. */
  logRetentionDays: z.literal(retention).default(30),
  /** Whether the stage writes one line of JSON for each call. Needs the account's CloudWatch role, see `cloudWatchRole`. */
  accessLogs: z.boolean().default(true),
  /**
   * Whether this stack sets the role with which API Gateway writes logs. The role is one for the whole
   * account and region: let just one stack set it.
   */
  cloudWatchRole: z.boolean().default(false),
  /** Whether calls are traced by X-Ray, from the gateway through the functions. */
  tracing: z.boolean().default(false),
  /** Tags of everything that can have tags. */
  tags: z.record(z.string(), z.string()).default({}),
  /** How fast calls to one row may come on this stage, where the row does not say otherwise. */
  throttle: z.strictObject({ rateLimit: positive, burstLimit: positive.int() }).optional(),
  /**
   * By user pool: the prefix of its domain, `https://<prefix>.auth.<region>.amazoncognito.com`, which
   * must be free in the region. Pools with scopes have one; left out, it is made from API, stack and account.
   */
  userPoolDomains: z
    .record(
      z.string(),
      z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
        .refine(
          (prefix) => !/aws|amazon|cognito/.test(prefix),
          "must not contain aws, amazon or cognito",
        ),
    )
    .default({}),
  /** By user pool: a pool that exists already, to be used instead of made. */
  userPools: z.record(z.string(), existingPool).default({}),
});

/** The stack's settings, read and complete. */
export type StackConfig = z.output<typeof configSchema>;

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
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => describe(issue, { ...origin, values }));
  throw new RunError(["The stack's configuration has problems:", ...lines].join("\n- "));
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
